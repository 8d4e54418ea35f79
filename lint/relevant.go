package lint

import (
	"path"
	"slices"
	"strings"

	"github.com/kbuildlint/kbuildlint/kbuild"
	"github.com/kbuildlint/kbuildlint/parser"
)

// relevant returns which directories may matter for what is wanted, nil for all.
func (r *run) relevant() func(dir string) bool {
	if slices.ContainsFunc(r.request.Paths, isLarge) {
		return nil
	}
	return r.tree.Around(r.request.Paths)
}

// isLarge reports whether a path stands for so much of the tree, or for so much
// that makefiles everywhere use, that all of it may matter.
func isLarge(name string) bool {
	top, _, below := strings.Cut(name, "/")
	return !below || top == "scripts" || top == "tools" || top == "Documentation"
}

// mayConcern reports whether findings of a unit can stand at a wanted path: it
// is the unit's makefile or a directory around it, or a file that the unit may
// include. The scripts of kbuild include each other.
func (r *run) mayConcern(unit *kbuild.Unit) bool {
	return slices.ContainsFunc(r.request.Paths, func(name string) bool {
		switch {
		case isAtOrBelow(unit.Makefile, name):
			return true
		case strings.HasPrefix(name, "scripts/Makefile."):
			return unit.Role == kbuild.ScriptRole || unit.Role == kbuild.TopRole
		}
		return r.tree.IsFragment(name)
	})
}

// concerns is mayConcern when the unit was read: of the files that it may include
// those count that it has. What differs between the kinds of build may include
// others there.
func (r *run) concerns(pass *Pass) bool {
	if !r.mayConcern(pass.Unit) || !r.tree.SameInAllBuilds(pass.Unit, pass.Process) {
		return r.mayConcern(pass.Unit)
	}
	read := r.tree.MakefilesOf(pass.Unit, pass.Build, pass.Process)
	return slices.ContainsFunc(r.request.Paths, func(name string) bool {
		isOther := !kbuild.IsMakefileName(path.Base(name)) && r.tree.IsFragment(name)
		return isOther || isAtOrBelow(pass.Unit.Makefile, name) ||
			slices.ContainsFunc(read, func(file *parser.File) bool { return file.Source.Path == name })
	})
}

// isAtOrBelow reports whether a file is the one named, or in the directory named.
func isAtOrBelow(file, name string) bool {
	return name == "." || file == name || strings.HasPrefix(file, name+"/")
}
