package rules

import (
	"path/filepath"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/kbuildlint/kbuildlint/lint"
)

// caseOf returns what a rule finds at a path in the tree of one of its cases.
func caseOf(t *testing.T, rule *lint.Rule, name, path string) []lint.Diagnostic {
	t.Helper()
	archive, err := txtar.ParseFile(filepath.Join("testdata", rule.Name, name+".txtar"))
	if err != nil {
		t.Fatal(err)
	}
	tree, kernel := treeOf(t, archive)
	found, err := lint.Check(t.Context(), lint.Request{
		FS: tree, Root: ".", Paths: []string{path}, Kernel: kernel, Rules: []*lint.Rule{rule},
	})
	if err != nil {
		t.Fatal(err)
	}
	return found.Diagnostics
}

// TestForceIsNotAlwaysSafe adds FORCE without being asked only where the
// command can't take it for a file.
func TestForceIsNotAlwaysSafe(t *testing.T) {
	for name, want := range map[string]bool{"takes-all": false, "conditional": true} {
		found := caseOf(t, missingForce, name, ".")
		if len(found) == 0 {
			t.Fatalf("%s: nothing is found", name)
		}
		for _, d := range found {
			if d.Fixes[0].Safe != want {
				t.Errorf("%s: line %d: safe is %v, want %v", name, d.Line, d.Fixes[0].Safe, want)
			}
		}
	}
}

// TestPlainMakefiles asks for makefiles that kbuild does not read: macros of
// the same names are their own.
func TestPlainMakefiles(t *testing.T) {
	for _, d := range caseOf(t, missingForce, "plain", "tools") {
		t.Errorf("%s:%d: %s", d.Path, d.Line, d.Message)
	}
}
