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
	around := r.tree.Around(slices.DeleteFunc(slices.Clone(r.request.Paths), isScript))
	if !slices.ContainsFunc(r.request.Paths, isScript) {
		return around
	}
	return func(dir string) bool { return dir == "" || around(dir) }
}

// isLarge reports whether a path stands for so much of the tree, or for so much
// that makefiles everywhere use, that all of it may matter.
func isLarge(name string) bool {
	top, _, below := strings.Cut(name, "/")
	return !isScript(name) && (!below || top == "scripts" || top == "tools" || top == "Documentation")
}

// concerns reports whether findings of a unit that was read can stand at a wanted
// path: in its makefile, or in one that its process has read behind that. What
// differs between the kinds of build may include others there. The scripts of
// kbuild include each other, and are judged by themselves.
func (r *run) concerns(pass *Pass) bool {
	own := isBelowAny(pass.Unit.Makefile, r.request.Paths)
	if own && r.request.change == nil {
		return true
	}
	read := r.tree.MakefilesOf(pass.Unit, pass.Build, pass.Process)
	if !own && !r.mayBeIn(pass, read) {
		return false
	}
	r.request.change.join(read)
	return true
}

// join adds the makefiles that were read with what changed.
func (c *changed) join(read []*parser.File) {
	if c == nil {
		return
	}
	for _, file := range read {
		name := file.Source.Path
		c.joined[name] = c.joined[name] || isBelowAny(name, c.within) && !isScript(name)
	}
}

// mayBeIn reports whether findings of a unit can stand at a wanted path that is not
// the one of its makefile.
func (r *run) mayBeIn(pass *Pass, read []*parser.File) bool {
	same := r.tree.SameInAllBuilds(pass.Unit, pass.Process)
	return slices.ContainsFunc(r.request.Paths, func(name string) bool {
		switch {
		case isScript(name):
			return pass.Unit.Role == kbuild.ScriptRole || pass.Unit.Role == kbuild.TopRole
		case !same && r.mayBeIncluded(name), !kbuild.IsMakefileName(path.Base(name)) && r.tree.IsFragment(name):
			return true
		}
		return slices.ContainsFunc(read, func(file *parser.File) bool { return isAtOrBelow(file.Source.Path, name) })
	})
}

// mayBeIncluded is Tree.MayBeIncluded, asked once for each path.
func (r *run) mayBeIncluded(name string) bool {
	answer, ok := r.included[name]
	if !ok {
		answer = r.tree.MayBeIncluded(name)
		r.included[name] = answer
	}
	return answer
}

// isBelowAny reports whether a file is one of those named, or in such a directory.
func isBelowAny(file string, names []string) bool {
	return slices.ContainsFunc(names, func(name string) bool { return isAtOrBelow(file, name) })
}

// isAtOrBelow reports whether a file is the one named, or in the directory named.
func isAtOrBelow(file, name string) bool {
	return name == "." || file == name || strings.HasPrefix(file, name+"/")
}

// isScript tells the makefiles that processes of kbuild begin with in all
// directories.
func isScript(name string) bool { return strings.HasPrefix(name, "scripts/Makefile.") }
