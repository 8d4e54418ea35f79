package lint_test

import (
	"slices"
	"testing"
	"testing/fstest"

	"github.com/kbuildlint/kbuildlint/eval"
	"github.com/kbuildlint/kbuildlint/lint"
	"github.com/kbuildlint/kbuildlint/source"
)

// aging finds that a variable is assigned to: a warning before 6.10, else an
// error. The word is another one from 6.13 on.
var aging = &lint.Rule{
	Name: "aging", Severity: lint.Error,
	Check: func(pass *lint.Pass) {
		for _, a := range pass.Process.Assignments {
			finding := lint.Finding{Place: a.Place, When: a.When, Message: a.Name + " is old", Effect: "none"}
			if !pass.Tree.Version.AtLeast(6, 10) {
				finding.Severity = lint.Warning
			}
			finding.Fixes = []lint.Repair{repairOf(a, "fresh")}
			if pass.Tree.Version.AtLeast(6, 13) {
				finding.Fixes = append(finding.Fixes, repairOf(a, "new"))
			}
			pass.Report(finding)
		}
	},
}

func repairOf(a eval.Assignment, name string) lint.Repair {
	return lint.Repair{Title: name, Edits: []source.Edit{{Place: a.Place, Text: name}}}
}

// judged returns what the rule finds in a makefile for some versions.
func judged(t *testing.T, makefile, kernel string, severity lint.Severity) *lint.Report {
	t.Helper()
	found, err := lint.Check(t.Context(), lint.Request{
		FS: fstest.MapFS{"Kbuild": {Data: []byte(makefile)}}, Root: "module", Paths: []string{"."},
		Kernel: kernel, Rules: []*lint.Rule{aging}, Severity: severity,
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// TestJoinVersions judges for several versions: a finding says for which it is
// worst, and has the repairs that are right for all of these.
func TestJoinVersions(t *testing.T) {
	for kernel, want := range map[string]struct {
		severity lint.Severity
		tree     string
		kernels  []string
		builds   []string
		fixes    int
	}{
		"6.1":             {lint.Warning, "6.1", []string{"6.1"}, []string{"M="}, 1},
		"6.6,6.1":         {lint.Warning, "6.1,6.6", []string{"6.1", "6.6"}, []string{"M="}, 1},
		"6.1,6.12":        {lint.Error, "6.1,6.12", []string{"6.12"}, []string{"M="}, 1},
		"6.13, 6.12":      {lint.Error, "6.12,6.13", []string{"6.12", "6.13"}, []string{"M=", "MO="}, 1},
		"6.13,6.13.2,7.0": {lint.Error, "6.13,7.0", []string{"6.13", "7.0"}, []string{"M=", "MO="}, 2},
		"99.1,7.0":        {lint.Error, "7.0", []string{"7.0"}, []string{"M=", "MO="}, 2},
	} {
		found := judged(t, "x := 1\n", kernel, lint.Info)
		if len(found.Diagnostics) != 1 || len(found.Trees) != 1 {
			t.Errorf("%s: got %+v, want one finding in one tree", kernel, found)
			continue
		}
		d := &found.Diagnostics[0]
		if d.Severity != want.severity || !slices.Equal(d.Kernels, want.kernels) {
			t.Errorf("%s: %v for %q, want %v for %q", kernel, d.Severity, d.Kernels, want.severity, want.kernels)
		}
		if found.Trees[0].Kernel != want.tree || !slices.Equal(d.Builds, want.builds) || len(d.Fixes) != want.fixes {
			t.Errorf("%s: judged for %s, builds %q, fixes %+v", kernel, found.Trees[0].Kernel, d.Builds, d.Fixes)
		}
	}
}

// TestKernelsApart judges a makefile that has one branch for each version.
func TestKernelsApart(t *testing.T) {
	found := judged(t, "ifeq ($(VERSION),6)\nx := 1\nelse\ny := 1\nendif\n", "6.6,6.12,7.0", lint.Info)
	var got [][]string
	for i := range found.Diagnostics {
		got = append(got, found.Diagnostics[i].Kernels)
	}
	want := [][]string{{"6.12"}, {"7.0"}}
	if !slices.EqualFunc(got, want, slices.Equal) || found.LinesChecked != 5 {
		t.Errorf("findings for %q in %d lines, want them for %q in 5", got, found.LinesChecked, want)
	}
}

// TestMildFinding holds that what is asked for is compared with the severity
// of the finding.
func TestMildFinding(t *testing.T) {
	if found := judged(t, "x := 1\n", "6.1", lint.Error); len(found.Diagnostics) > 0 {
		t.Errorf("a warning is reported where errors are asked for: %+v", found.Diagnostics)
	}
}

// TestWrongVersions holds that every version of the list is one.
func TestWrongVersions(t *testing.T) {
	for _, kernel := range []string{"six", "6.1,", "6.1,,6.2", ",", "6.1 6.2", "6.1;6.2"} {
		_, err := lint.Check(t.Context(), lint.Request{FS: fstest.MapFS{}, Root: "module", Kernel: kernel})
		if err == nil {
			t.Errorf("%q is taken for a list of versions", kernel)
		}
	}
}
