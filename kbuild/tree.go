// Package kbuild knows trees of the kernel's build system: which makefiles
// they have, in which state of make each is read, and what changed between
// versions.
package kbuild

import (
	"cmp"
	"errors"
	"io/fs"
	"strings"
	"sync"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/eval"
	"github.com/kbuildlint/kbuildlint/kconfig"
	"github.com/kbuildlint/kbuildlint/source"
)

// A Dialect is a family of trees.
type Dialect string

// The dialects. Modules are external modules of Linux; Plain are makefiles
// that belong to no kbuild.
const (
	Linux   Dialect = "linux"
	Modules Dialect = "module"
	Plain   Dialect = "make"
)

// IsRoot reports whether a directory is the root of a kernel tree: its
// Makefile sets VERSION and it has the scripts of kbuild.
func IsRoot(fsys fs.FS) bool {
	_, errInclude := fs.Stat(fsys, "scripts/Kbuild.include")
	_, errBuild := fs.Stat(fsys, "scripts/Makefile.build")
	if errInclude != nil && errBuild != nil {
		return false
	}
	info, err := fs.Stat(fsys, "Makefile")
	if err != nil || !info.Mode().IsRegular() {
		return false
	}
	text, err := fs.ReadFile(fsys, "Makefile")
	if err != nil {
		return false
	}
	for line := range strings.SplitSeq(string(text), "\n") {
		name, _, found := strings.Cut(line, "=")
		if found && strings.TrimSpace(name) == "VERSION" {
			return true
		}
	}
	return false
}

// Options say how a tree is to be judged.
type Options struct {
	// Kernel is the version to judge for; the zero value is the tree's own,
	// or the newest for an external module.
	Kernel Version
	// Oldest is the oldest version that the makefiles are to work with; the zero
	// value is Kernel.
	Oldest Version
	// KernelFS is the tree of the kernel that an external module is built
	// against, nil when there is none.
	KernelFS fs.FS
	// Arch fixes the architecture, the name of a directory under arch; ""
	// means all.
	Arch string
	// Config fixes the configuration: the variables of an auto.conf; nil means
	// all configurations.
	Config map[string]string
	// Make is the version of GNU Make.
	Make eval.Version
}

// A Tree is a tree of makefiles.
type Tree struct {
	Dialect Dialect
	Version Version
	// Oldest is the oldest version that the makefiles are to work with.
	Oldest Version
	World  *eval.World

	options  Options
	folder   *folder
	kernel   *folder // the kernel's tree: folder itself, that of a module, or nil
	symbols  func() map[string]kconfig.Type
	model    func() *kconfig.Model
	patterns func() [][2]string
	scripts  func() *eval.Process
	units    func() []*Unit
	dkms     func() *DKMS
	starts   map[startKey]*start
	included map[string]bool
	proofs   map[cond.Cond]Proof
	// flagForms are the forms of flags for single files, by prefix; references
	// are what makefiles refer to, once that was asked for.
	flagForms func() map[string]FlagForm
	switches  func() []Switch
	// known are the variables of kbuild; texts are those of all makefiles.
	known, texts func() []string
	// architectures is what Architectures returns; archDomain is their domain.
	architectures func() []string
	archDomain    func() cond.Domain
	references    map[*source.File]*references
	// others are the same tree for other versions, see At and WithMake.
	others map[otherKey]*Tree
	// assigned are the variables that makefiles set, once that was asked for.
	assigned map[*source.File]map[string]bool
	// marked are the directories whose makefiles were looked at for marks of kbuild.
	marked map[string]mark
}

// Open looks at a tree. It reads only what tells which tree it is.
func Open(fsys fs.FS, options Options) (*Tree, error) {
	t := &Tree{
		World: eval.NewWorld(), options: options, folder: newFolder(fsys, options.Make),
		starts: map[startKey]*start{}, included: map[string]bool{}, proofs: map[cond.Cond]Proof{},
		references: map[*source.File]*references{}, assigned: map[*source.File]map[string]bool{},
		marked: map[string]mark{},
	}
	switch {
	case IsRoot(fsys):
		t.Dialect, t.kernel = Linux, t.folder
	case options.KernelFS != nil:
		if !IsRoot(options.KernelFS) {
			return nil, errors.New("the kernel directory is no kernel tree: it has no Makefile that sets VERSION, " +
				"or no scripts/Kbuild.include")
		}
		t.Dialect, t.kernel = Modules, newFolder(options.KernelFS, options.Make)
	case t.isPlainTree():
		t.Dialect = Plain
	default:
		t.Dialect = Modules
	}
	t.symbols = sync.OnceValue(func() map[string]kconfig.Type {
		return kconfig.ReadTypes(t.kernel.fsys, t.kernel.kconfigFiles("."))
	})
	t.model = sync.OnceValue(t.readModel)
	t.scripts = sync.OnceValue(t.readScripts)
	t.patterns, t.units = sync.OnceValue(t.readPatterns), sync.OnceValue(t.findUnits)
	t.flagForms, t.switches = sync.OnceValue(t.readFlagForms), sync.OnceValue(t.readSwitches)
	t.architectures, t.archDomain = sync.OnceValue(t.findArchitectures), sync.OnceValue(t.declareArchitectures)
	t.dkms = sync.OnceValue(t.readDKMS)
	t.known, t.texts = sync.OnceValue(t.readKnown), sync.OnceValue(t.readMakefiles)
	t.Version = options.Kernel
	if t.Version == (Version{}) {
		t.Version = Newest
		if t.kernel != nil {
			t.Version = ownVersion(t.kernel)
		}
	}
	t.Oldest = cmp.Or(options.Oldest, t.Version)
	return t, nil
}

// Prefetch begins to read, in a goroutine of its own, what judging the whole
// tree will need; nothing depends on how far it gets.
func (t *Tree) Prefetch() {
	units := t.Units()
	go func() {
		if t.kernel != nil {
			t.model()
		}
		for _, unit := range units {
			t.folder.prefetch(unit.Makefile)
		}
	}()
}

// ownVersion reads VERSION and PATCHLEVEL of a kernel's top makefile.
func ownVersion(folder *folder) Version {
	p := eval.NewProcess(eval.Options{World: eval.NewWorld(), Fuel: 1000})
	if file := folder.parse("Makefile"); file != nil {
		p.Run(firstStatements(file))
	}
	text := func(name string) string {
		variable := p.Lookup(name)
		if variable == nil {
			return ""
		}
		value, _, _ := eval.NewWorld().At(variable.Raw(), &eval.Configuration{})
		return strings.TrimSpace(value)
	}
	version, err := ParseVersion(text("VERSION") + "." + text("PATCHLEVEL"))
	if err != nil {
		return Newest
	}
	return version
}

// Architectures returns the directories under arch that have a makefile.
func (t *Tree) Architectures() []string { return t.architectures() }

// findArchitectures looks for what Architectures returns.
func (t *Tree) findArchitectures() []string {
	if t.kernel == nil {
		return nil
	}
	return t.kernel.architectures()
}

// architectures returns the directories under arch with a makefile.
func (f *folder) architectures() []string {
	var names []string
	for _, name := range f.list("arch") {
		if f.exists("arch/" + name + "/Makefile") {
			names = append(names, name)
		}
	}
	return names
}

// declareArchitectures returns the domain of the architecture: the directory
// under arch.
func (t *Tree) declareArchitectures() cond.Domain {
	return t.World.Space.Declare("SRCARCH", append([]string{""}, t.Architectures()...)...)
}

// symbol tells evaluation the type of a configuration symbol.
func (t *Tree) symbol(name string) eval.Symbol {
	if t.options.Config != nil {
		text, ok := t.options.Config[name]
		if !ok {
			return eval.Symbol{Type: eval.NotSymbol}
		}
		return eval.Symbol{Type: eval.Fixed, Text: text}
	}
	if t.kernel == nil {
		return eval.Symbol{Type: eval.Tristate}
	}
	kind, ok := t.typeOf(strings.TrimPrefix(name, "CONFIG_"))
	if !ok {
		return eval.Symbol{Type: eval.NotSymbol}
	}
	switch kind {
	case kconfig.Bool:
		return eval.Symbol{Type: eval.Bool}
	case kconfig.Int, kconfig.Hex:
		return eval.Symbol{Type: eval.Number}
	case kconfig.String:
		return eval.Symbol{Type: eval.Text}
	case kconfig.Tristate, kconfig.Untyped:
	}
	return eval.Symbol{Type: eval.Tristate}
}

// typeOf returns the type of a symbol, and false for what no Kconfig file
// defines. Where some can't be followed, a look at all of them stands in.
func (t *Tree) typeOf(name string) (kconfig.Type, bool) {
	model := t.Kconfig()
	if model != nil && model.Defined(name) {
		return model.Symbol(name).Type(), true
	}
	if model != nil && model.Incomplete.Empty() {
		return kconfig.Untyped, false
	}
	kind, ok := t.symbols()[name]
	return kind, ok
}

// kconfigFiles returns the Kconfig files at and below a directory.
func (f *folder) kconfigFiles(dir string) []string {
	var names []string
	found := f.listing(dir)
	for _, name := range found.names {
		if full := join(dir, name); strings.HasPrefix(name, "Kconfig") && f.isFile(full) {
			names = append(names, full)
		}
	}
	for _, name := range found.dirs {
		if !strings.Contains(name, ".") && name != "Documentation" && name != "tools" {
			names = append(names, f.kconfigFiles(join(dir, name))...)
		}
	}
	return names
}
