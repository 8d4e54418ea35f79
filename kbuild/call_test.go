package kbuild

import (
	"slices"
	"testing"

	"github.com/kbuildlint/kbuildlint/eval"
)

// TestGoalsOfContinuedLine reads a recipe line that goes on: neither the
// backslash nor the end of the line is part of a goal.
func TestGoalsOfContinuedLine(t *testing.T) {
	tree := open(t, map[string]string{
		"Makefile": "VERSION = 6\nPATCHLEVEL = 12\nbuild := -f scripts/Makefile.build obj\n" +
			"prepare:\n\t$(MAKE) $(build)=one \\\n\tinclude/number.h \\\n\t\tone/file\n" +
			"all:\n\t$(MAKE) $(build)=two \\\n\t\tneed-builtin=1\n",
		"scripts/Makefile.build": "include $(obj)/Makefile\n",
		"scripts/Kbuild.include": "",
		"one/Makefile":           "",
		"two/Makefile":           "",
	}, Options{})
	descent := tree.Descend(Visitor{Read: func(unit *Unit) *eval.Process {
		return tree.Evaluate(unit, unit.Builds[0], nil)
	}})
	for dir, want := range map[string][]string{"one": {"include/number.h", "one/file"}, "two": nil} {
		directory := descent.Directory(dir)
		if directory == nil || len(directory.Ways) != 1 {
			t.Fatalf("%s: no way leads there, or several", dir)
		}
		var goals []string
		for _, goal := range directory.Ways[0].Goals {
			goals = append(goals, goal.Text)
		}
		if !slices.Equal(goals, want) {
			t.Errorf("goals in %s: %q, want %q", dir, goals, want)
		}
	}
}
