package kbuild

import (
	"slices"
	"strings"
	"testing"

	"github.com/kbuildlint/kbuildlint/eval"
)

// TestUnknownWords tells which words of the lists that decide what is built
// evaluation does not know, over all directories of a kernel. Each of them
// depends on what only a shell or a build can tell.
func TestUnknownWords(t *testing.T) {
	tree := openKernel(t, "linux-source-6.12")
	words := 0
	unknown := map[string][]string{}
	for _, unit := range tree.Units() {
		if unit.Role != DirectoryRole {
			continue
		}
		process := tree.Evaluate(unit, InTree, nil)
		for _, name := range process.Names() {
			if !decides(name) {
				continue
			}
			for _, word := range tree.World.Words(process.ValueOf(name)) {
				words++
				if cause := tree.World.UnknownInText(word.Text); cause != nil {
					where := unit.Makefile + ": " + name
					unknown[where] = append(unknown[where], cause.Reason)
				}
			}
		}
	}
	t.Logf("%d words, lists with unknown ones:", words)
	for where, reasons := range unknown {
		t.Logf("%s: %s", where, strings.Join(slices.Compact(reasons), "; "))
		if !slices.ContainsFunc(reasons, isOutside) {
			t.Errorf("%s is unknown for no reason outside of the makefiles: %q", where, reasons)
		}
	}
	if words < 50_000 {
		t.Errorf("only %d words: the lists were not read", words)
	}
}

// decides reports whether a variable is a list that decides what is built.
func decides(name string) bool {
	for _, prefix := range []string{"obj-", "lib-", "always-"} {
		if strings.HasPrefix(name, prefix) {
			return true
		}
	}
	return name == "targets"
}

// isOutside tells reasons that no makefile could give an answer to.
func isOutside(reason string) bool {
	return strings.HasPrefix(reason, "$(shell") || strings.HasPrefix(reason, "CONFIG_") ||
		strings.HasPrefix(reason, "generated file") || strings.HasPrefix(reason, "files a build makes")
}

// TestNothingStops checks that no directory of a kernel stops make: what
// evaluation takes for an error there is a mistake of its own.
func TestNothingStops(t *testing.T) {
	for _, kernel := range []string{"linux-source-6.12", "linux-source-6.1"} {
		tree := openKernel(t, kernel)
		for _, unit := range tree.Units() {
			if unit.Role != DirectoryRole {
				continue
			}
			process := tree.Evaluate(unit, InTree, nil)
			for _, problem := range process.Problems {
				if problem.Fatal && !saysError(problem) {
					t.Errorf("%s: %s: %s", kernel, problem.Place.Written(), problem.Message)
				}
			}
			if process.Exhausted() {
				t.Errorf("%s: %s: out of fuel", kernel, unit.Makefile)
			}
		}
	}
}

// saysError reports whether a problem is an $(error) that a makefile asks for.
func saysError(problem eval.Problem) bool {
	return strings.Contains(problem.Place.Written().Text(), "$(error")
}
