package lint_test

import (
	"maps"
	"slices"
	"testing"
	"testing/fstest"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/lint"
	"github.com/kbuildlint/kbuildlint/rules"
	"github.com/kbuildlint/kbuildlint/source"
)

// penguin is a module with a defect behind a character of several bytes.
const penguin = "# 🐧\n" +
	"obj-m := a.o\n" +
	"$(obj)/b: $(obj)/c $(obj)/d\n" +
	"\techo 🐧; cat $(filter-out $(obj)/d,$^) > $@\n" +
	"# é"

// checkPenguin judges the module for some paths.
func checkPenguin(t *testing.T, all []*lint.Rule, paths ...string) *lint.Report {
	t.Helper()
	tree := fstest.MapFS{
		"Kbuild":     {Data: []byte(penguin)},
		"sub/Kbuild": {Data: []byte("obj-m := e.o\n")},
		"a.mk":       {Data: []byte("x := 1\n\n")},
	}
	found, err := lint.Check(t.Context(), lint.Request{
		FS: tree, Root: "module", Paths: paths, Rules: all, Severity: lint.Warning,
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// TestNonASCII has the line of a finding, but not others.
func TestNonASCII(t *testing.T) {
	found := checkPenguin(t, []*lint.Rule{ruleNamed(t, "unnormalized-path")}, ".")
	if len(found.Diagnostics) != 1 {
		t.Fatalf("%d findings, want one:\n%s", len(found.Diagnostics), text(t, found))
	}
	line := lint.Line{Path: "Kbuild", Number: 4}
	want := map[lint.Line]string{line: found.Diagnostics[0].SourceLine}
	if !maps.Equal(found.NonASCII, want) {
		t.Errorf("got %v, want %v", found.NonASCII, want)
	}
	several := &lint.Report{Trees: make([]lint.Tree, 2)}
	several.Add(found)
	line.Tree = 2
	if several.NonASCII[line] == "" || several.LinesChecked != found.LinesChecked {
		t.Errorf("behind two other trees there are %d lines and %v", several.LinesChecked, several.NonASCII)
	}
}

// TestNonASCIIOfTwoLines keeps both lines of a range, and those of related places
// and of edits.
func TestNonASCIIOfTwoLines(t *testing.T) {
	twoLines := func(pass *lint.Pass) {
		words := pass.Tree.World.Words(pass.Process.ValueOf("obj-m"))
		if len(words) == 0 || words[0].Place.Path() != "Kbuild" {
			return
		}
		at := func(start, end int) source.Place {
			return source.Place{File: words[0].Place.File, Span: source.Span{Start: start, End: end}}
		}
		second, last := len("# 🐧\n"), len(penguin)-len("# é")
		pass.Report(lint.Finding{Place: at(0, second+1), Message: "from the first line", When: cond.True})
		pass.Report(lint.Finding{
			Place: at(second, second+1), Message: "elsewhere", When: cond.True,
			Related: []lint.Note{{Place: at(second, last-1)}},
			Fixes:   []lint.Repair{{Edits: []source.Edit{{Place: at(last, last+1)}}}},
		})
	}
	found := checkPenguin(t, []*lint.Rule{{Name: "two-lines", Severity: lint.Error, Check: twoLines}}, "Kbuild")
	lines := slices.SortedFunc(maps.Keys(found.NonASCII), func(a, b lint.Line) int { return a.Number - b.Number })
	want := []lint.Line{{Path: "Kbuild", Number: 1}, {Path: "Kbuild", Number: 4}, {Path: "Kbuild", Number: 5}}
	if len(found.Diagnostics) != 2 || !slices.Equal(lines, want) {
		t.Errorf("%d findings with %v, want two with %v", len(found.Diagnostics), lines, want)
	}
}

// ruleNamed returns a rule.
func ruleNamed(t *testing.T, name string) *lint.Rule {
	t.Helper()
	for _, rule := range rules.All {
		if rule.Name == name {
			return rule
		}
	}
	t.Fatalf("no rule %s", name)
	return nil
}

// TestLinesChecked counts the makefiles that were asked for.
func TestLinesChecked(t *testing.T) {
	tests := []struct {
		paths []string
		rules []*lint.Rule
		want  int
	}{
		{[]string{"."}, rules.All, 6},
		{[]string{"sub"}, rules.All, 1},
		{[]string{"Kbuild"}, rules.All, 5},
		{[]string{"Kbuild", "."}, rules.All, 6},
		{[]string{"a.mk"}, rules.All, 2},
		{[]string{"."}, nil, 0},
	}
	for _, test := range tests {
		if got := checkPenguin(t, test.rules, test.paths...).LinesChecked; got != test.want {
			t.Errorf("%q with %d rules: %d lines, want %d", test.paths, len(test.rules), got, test.want)
		}
	}
}
