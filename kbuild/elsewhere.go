package kbuild

import (
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/eval"
	"github.com/kbuildlint/kbuildlint/parser"
)

// madeElsewhere reports whether a file may be made by other processes than that
// of the directory: it is of a directory whose makefile has recipes, of none in
// the tree, or an author's makefile or DKMS makes it before kbuild is called.
func (s *Sources) madeElsewhere(name string) bool {
	full := path.Join(s.directory.Unit.Dir, name)
	if !fs.ValidPath(full) {
		return true
	}
	if dkms := s.tree.DKMS(); dkms != nil && dkms.mentions(s.tree.SourceNames(name)) {
		return true
	}
	if dir := path.Dir(full); dir != s.directory.Unit.Dir {
		if makefile := s.tree.kbuildFile(dir); makefile != "" && s.tree.hasRecipes(makefile) {
			return true
		}
	}
	for _, source := range append(s.tree.SourceNames(name), name) {
		for _, wrapper := range s.wrappers {
			if wrapper.makes(path.Join(s.directory.Unit.Dir, source)) {
				return true
			}
		}
	}
	return false
}

// hasRecipes reports whether a makefile has recipes.
func (t *Tree) hasRecipes(makefile string) bool {
	file := t.folder.parse(makefile)
	if file == nil {
		return false
	}
	found := false
	file.Inspect(func(node parser.Node) bool {
		switch node := node.(type) {
		case *parser.RecipeLine:
			found = true
		case *parser.Rule:
			found = found || node.Recipe != nil
		}
		return !found
	})
	return found
}

// A wrapper is a makefile that its author runs and that calls kbuild, as make
// reads it before.
type wrapper struct {
	folder  *folder
	dir     string
	process *eval.Process
}

// wrap reads the makefiles that may be run before the build of an external
// module: that of the directory and that of the whole.
func (s *Sources) wrap() {
	for _, dir := range []string{".", s.directory.Unit.Dir} {
		makefile := path.Join(dir, "Makefile")
		if dir == "." && len(s.wrappers) > 0 || !s.tree.folder.isFile(makefile) {
			continue
		}
		if process := s.tree.evaluatePlain(plainUnit(makefile), nil); process != nil {
			s.wrappers = append(s.wrappers, wrapper{s.tree.folder, dir, process})
		}
	}
}

// makes reports whether a wrapper has a recipe for a file.
func (w wrapper) makes(file string) bool {
	name := strings.TrimPrefix(file, w.dir+"/")
	for _, binding := range w.process.Bindings(eval.MadeName(name)) {
		if len(binding.Rule.Recipe) > 0 && binding.When != cond.False {
			return true
		}
	}
	return slices.ContainsFunc(w.process.Rules, func(rule *eval.Rule) bool {
		return rule.Pattern && len(rule.Recipe) > 0 && w.applies(rule, name)
	})
}

// applies reports whether a pattern rule makes a file from others that are
// there.
func (w wrapper) applies(rule *eval.Rule, name string) bool {
	for _, target := range rule.Targets {
		stem, ok := match(string(target.Made), name)
		if ok && !slices.ContainsFunc(rule.Prereqs, func(prereq eval.Name) bool {
			source := strings.Replace(string(prereq.Made), "%", stem, 1)
			return !w.folder.isFile(path.Join(w.dir, source))
		}) {
			return true
		}
	}
	return false
}
