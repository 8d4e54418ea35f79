package kbuild

import (
	"maps"
	"strings"

	"github.com/kbuildlint/kbuildlint/eval"
)

// ProbeMacros are the variables that makefiles call to ask whether a tool knows
// an option, which is the argument (scripts/Makefile.compiler).
var ProbeMacros = map[string]bool{
	"cc-option": true, "cc-option-yn": true, "cc-disable-warning": true, "ld-option": true,
}

// watchedCalls are the variables whose calls rules look at.
var watchedCalls = union(CommandMacros, ProbeMacros)

func union(a, b map[string]bool) map[string]bool {
	both := maps.Clone(a)
	maps.Copy(both, b)
	return both
}

// TriesAsGiven reports whether cc-option is known to try -Wno-x itself, which gcc
// takes for granted, and not -Wx. Linux does the latter since 6.16, and some
// stable releases before do it too: without their scripts only those of old
// kernels are known.
func (t *Tree) TriesAsGiven() bool {
	scripts := t.Scripts()
	if scripts == nil {
		return !t.Version.AtLeast(6, 2)
	}
	known := false
	for _, name := range []string{"cc-option", "__cc-option"} {
		variable := scripts.Lookup(name)
		if variable == nil {
			continue
		}
		known = true
		if hasText(variable.Raw(), "-Wno-") {
			return false
		}
	}
	return known
}

// hasText reports whether a part of a value that is not expanded has a text.
func hasText(value *eval.Value, text string) bool {
	for _, piece := range value.Pieces {
		if strings.Contains(piece.Text, text) || piece.Value != nil && hasText(piece.Value, text) {
			return true
		}
	}
	return false
}
