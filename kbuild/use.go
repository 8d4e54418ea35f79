package kbuild

import (
	"path"
	"slices"
	"strings"

	"github.com/kbuildlint/kbuildlint/eval"
	"github.com/kbuildlint/kbuildlint/parser"
)

// Uses reports whether a variable may be used by anything but the compilation of
// what a directory's makefile lists: by a reference in a makefile that its
// process has read, be it in a branch that kbuild never takes, by a make that
// the variable is exported to, or by the built-in rules of GNU Make, which the
// makefile has where people call it and not kbuild.
func (t *Tree) Uses(p *eval.Process, name string) bool {
	if t.refers(p, name) {
		return true
	}
	for inside, makefile := range t.makefiles(p) {
		r := t.referencesOf(makefile)
		own := !strings.HasPrefix(inside, "scripts/")
		if own && (r.exportsAll || t.hasProgram(path.Dir(inside), r)) {
			return true
		}
	}
	return false
}

// hasProgram reports whether the rules of a makefile name something that the
// built-in rules make from a source in a directory.
func (t *Tree) hasProgram(dir string, r *references) bool {
	for name := range r.files {
		for _, suffix := range sourceSuffixes {
			if t.folder.isFile(path.Join(dir, strings.TrimSuffix(name, ".o")+suffix)) {
				return true
			}
		}
	}
	return false
}

// sourceSuffixes are those from which GNU Make compiles programs by itself
// (GNU Make manual, "Catalogue of Built-In Rules").
var sourceSuffixes = []string{".c", ".cc", ".cpp", ".C", ".S", ".s"}

// addFiles notes the files that a list of a rule names as they stand.
func (r *references) addFiles(list *parser.Text) {
	for word := range strings.FieldsSeq(list.Raw) {
		if !strings.Contains(word, "$") {
			r.files[word] = true
		}
	}
}

// isExport reports whether the modifiers of an assignment export the variable.
func isExport(modifiers []parser.Modifier) bool {
	return slices.ContainsFunc(modifiers, func(m parser.Modifier) bool { return m.Word == "export" })
}

// RefersItself reports whether the makefile of a directory, or one that it
// includes, may refer to a variable: kbuild's own scripts do not count.
func (t *Tree) RefersItself(p *eval.Process, name string) bool {
	for inside, makefile := range t.makefiles(p) {
		r := t.referencesOf(makefile)
		if !isOfKbuild(inside) && (r.names[name] || r.mayName(name)) {
			return true
		}
	}
	return false
}
