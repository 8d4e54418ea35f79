package kbuild

import (
	"io/fs"
	"slices"
	"strings"

	"github.com/kbuildlint/kbuildlint/eval"
)

// Affected returns the directories and makefiles of a kernel tree about which
// something new may be said after a change: those where something changed, and
// those that may speak of what changed, or that it may speak of. They are found
// by their texts. ok is false where that may be any: what every makefile uses
// changed, or too much did, or the Kconfig files can't be compared. same reports whether the state before has a
// file with a text; it is asked for makefiles and Kconfig files only.
func Affected(before, after fs.FS, same func(name string, text []byte) bool) (names []string, ok bool) {
	if !IsRoot(before) || !IsRoot(after) {
		return nil, false
	}
	c := &comparison{before: newFolder(before, eval.Version{}), after: newFolder(after, eval.Version{}), same: same}
	altered, texts := c.all()
	e := newEffect(c)
	for i := range altered {
		if altered[i].isEverywhere() {
			return nil, false
		}
		e.add(&altered[i])
	}
	if slices.ContainsFunc(altered, func(a alteration) bool { return len(a.kconfigs) > 0 }) && !e.addSymbols() {
		return nil, false
	}
	if len(e.files)+len(e.folders) > maxAltered {
		return nil, false
	}
	return e.on(texts), true
}

// maxAltered bounds how many names are looked for in all makefiles.
const maxAltered = 400

// isEverywhere reports whether what changed in a directory may matter for all
// makefiles: all use it.
func (a *alteration) isEverywhere() bool {
	top, below, _ := strings.Cut(a.dir, "/")
	isUsed := a.dir == "." || top == "scripts" || top == "tools" || top == "arch" && !strings.Contains(below, "/")
	return isUsed && len(a.texts) > 0 || top == "scripts" && len(a.kconfigs) > 0 ||
		top == "arch" && slices.ContainsFunc(a.texts, isFragmentOfTop)
}

// isFragmentOfTop tells files that the makefile of an architecture may include.
func isFragmentOfTop(name string) bool { return name != "Makefile" && name != "Kbuild" }
