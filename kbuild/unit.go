package kbuild

import (
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/eval"
	"github.com/kbuildlint/kbuildlint/source"
)

// A Role is what a makefile is for.
type Role int

// A makefile describes a directory to kbuild, is a script of kbuild with a
// process of its own, is the top makefile, or has nothing to do with kbuild.
const (
	DirectoryRole Role = iota
	ScriptRole
	TopRole
	PlainRole
)

// A Unit is a makefile that a process of make begins with.
type Unit struct {
	// Makefile is the path in the tree.
	Makefile string
	Role     Role
	// Dir is the directory that kbuild calls obj, "" for others.
	Dir string
	// Arch is the architecture whose directory the makefile is in, or "".
	Arch string
	// Builds are the kinds of build in which it is read.
	Builds []Build
}

// Units returns the makefiles of the tree that processes of kbuild begin with,
// a directory before those in it, and these by name.
func (t *Tree) Units() []*Unit { return t.units() }

func (t *Tree) findUnits() []*Unit {
	if t.Dialect == Plain {
		return nil
	}
	return t.unitsBelow(".")
}

// PlainUnits returns the makefiles of a build system of its own that are in a
// directory of the tree, or below it.
func (t *Tree) PlainUnits(dir string) []*Unit {
	if !t.isPlain(dir) || !t.IsDir(dir) {
		return nil
	}
	return t.unitsBelow(dir)
}

func (t *Tree) unitsBelow(dir string) []*Unit {
	w := walker{tree: t}
	t.folder.listAll(dir, w.enters)
	w.dir(dir)
	return w.units
}

// A walker finds units.
type walker struct {
	tree  *Tree
	units []*Unit
}

// plainDirs are directories of a kernel tree with a build system of their own.
var plainDirs = map[string]bool{"tools": true, "Documentation": true}

func (w *walker) dir(dir string) {
	w.makefile(dir)
	for _, name := range w.tree.folder.listing(dir).dirs {
		if full := join(dir, name); w.enters(full) && !w.tree.isOtherRoot(full) {
			w.dir(full)
		}
	}
	if w.tree.Dialect == Linux && dir == "scripts" {
		w.scripts()
	}
}

// enters reports whether a directory is one to look for makefiles in.
func (w *walker) enters(dir string) bool {
	if strings.HasPrefix(path.Base(dir), ".") {
		return false
	}
	atTop := !strings.Contains(dir, "/")
	return !atTop || w.tree.Dialect == Plain || !w.tree.isPlain(dir)
}

// isOtherRoot reports whether a directory below an external module is a kernel
// tree of its own, which is judged as such.
func (t *Tree) isOtherRoot(dir string) bool {
	if t.Dialect != Modules || !t.folder.exists(dir+"/scripts") {
		return false
	}
	inside, err := fs.Sub(t.folder.fsys, dir)
	return err == nil && IsRoot(inside)
}

// makefile adds the makefile of a directory.
func (w *walker) makefile(dir string) {
	t := w.tree
	if t.Dialect == Linux && dir == "." {
		w.units = append(w.units, &Unit{Makefile: "Makefile", Role: TopRole, Builds: []Build{InTree, Separate, Module}})
	}
	name := t.kbuildFile(dir)
	if name == "" || t.Dialect == Linux && isArchMakefile(name) {
		return
	}
	if t.isPlain(name) || t.Dialect == Modules && t.isBesideModule(dir) {
		if !isForBSD(t.textOf(name)) {
			w.units = append(w.units, plainUnit(name))
		}
		return
	}
	w.units = append(w.units, t.newDirectory(dir, name))
}

// newDirectory returns the unit of a directory with its Kbuild file.
func (t *Tree) newDirectory(dir, makefile string) *Unit {
	unit := &Unit{Makefile: makefile, Role: DirectoryRole, Dir: dir, Builds: t.builds()}
	if rest, ok := strings.CutPrefix(dir, "arch/"); ok && t.Dialect == Linux {
		unit.Arch, _, _ = strings.Cut(rest, "/")
	}
	return unit
}

// plainUnit returns the unit of a makefile that belongs to no kbuild.
func plainUnit(makefile string) *Unit {
	return &Unit{Makefile: makefile, Role: PlainRole, Builds: []Build{InTree}}
}

// builds returns the kinds of build that directories of the tree have.
func (t *Tree) builds() []Build {
	switch {
	case t.Dialect == Linux:
		return []Build{InTree, Separate}
	case t.Version.AtLeast(6, 13):
		return []Build{Module, SeparateModule}
	}
	return []Build{Module}
}

// kbuildFileNames are the names of the makefiles that kbuild reads, the first
// one that is there.
var kbuildFileNames = []string{"Kbuild", "Makefile"}

// kbuildFile returns the makefile that kbuild reads in a directory: Kbuild
// before Makefile (scripts/Kbuild.include, kbuild-file). Where there is no
// kbuild it is the one that make looks for.
func (t *Tree) kbuildFile(dir string) string {
	names := kbuildFileNames
	if t.Dialect == Plain {
		names = plainFileNames
	}
	for _, name := range names {
		if full := join(dir, name); t.folder.isFile(full) {
			return full
		}
	}
	return ""
}

// isArchMakefile tells the makefiles that the top makefile includes: the one of
// an architecture is no Kbuild file.
func isArchMakefile(name string) bool {
	parts := strings.Split(name, "/")
	return name == "Makefile" || len(parts) == 3 && parts[0] == "arch" && parts[2] == "Makefile"
}

// scripts adds the makefiles under scripts that processes may begin with.
func (w *walker) scripts() {
	for _, name := range w.tree.folder.list("scripts") {
		if strings.HasPrefix(name, "Makefile.") {
			w.units = append(w.units, &Unit{
				Makefile: "scripts/" + name, Role: ScriptRole, Builds: []Build{InTree, Separate, Module},
			})
		}
	}
}

// Resolve returns the path in the tree of a place, and false for text that is
// not of the tree's own files.
func (t *Tree) Resolve(place source.Place) (source.Place, bool) {
	written := place.Written()
	if written.File == nil {
		return written, false
	}
	return written, t.folder.textOf(written.File.Path) == written.File ||
		t.isKconfig(written.File) || t.isDKMS(written.File)
}

// isKconfig reports whether a file is one of the tree's Kconfig files.
func (t *Tree) isKconfig(file *source.File) bool {
	if t.kernel != t.folder || t.Kconfig() == nil {
		return false
	}
	return slices.Contains(t.Kconfig().Files, file)
}

// HasRead reports whether a process has read a makefile of the tree.
func (t *Tree) HasRead(name string) bool { return t.folder.textOf(name) != nil }

// IsFragment reports whether a path is a file that no process begins with:
// other makefiles include it.
func (t *Tree) IsFragment(name string) bool {
	switch {
	case name == "." || !t.folder.isFile(name):
		return false
	case t.Dialect == Linux && isArchMakefile(name):
		return name != "Makefile"
	}
	return t.kbuildFile(path.Dir(name)) != name
}

// MayBeIncluded reports whether a path is a fragment, or a directory with one in
// it or below.
func (t *Tree) MayBeIncluded(name string) bool {
	return t.IsFragment(name) || t.IsDir(name) && slices.ContainsFunc(t.makefileNames(name), t.IsFragment)
}

// Simplify returns a condition for people: what only the moment of a build
// decides is gone, and so is what holds in every build that gets as far as the
// process, which may be nil. A condition that no such build meets is False.
func (t *Tree) Simplify(when cond.Cond, build Build, p *eval.Process) cond.Cond {
	space := t.World.Space
	care := cond.True
	if p != nil {
		care = p.Meant()
	}
	for key, s := range t.starts {
		if key.build == build && s.top != nil {
			care = space.And(care, s.top.Live())
		}
	}
	when = t.World.Lasting(when)
	if space.Disjoint(when, care) {
		return cond.False
	}
	return space.Assume(when, care)
}
