package main

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kbuildlint/kbuildlint/lint"
	"github.com/kbuildlint/kbuildlint/rules"
)

const smallKernel = "../../testdata/kernel"

// TestSeeded judges the seeded tree: what the rules that run by default find is
// the list of its defects, and nothing else.
func TestSeeded(t *testing.T) {
	tree := t.TempDir()
	defects, err := seed(tree, smallKernel)
	if err != nil {
		t.Fatal(err)
	}
	run := slices.DeleteFunc(slices.Clone(rules.All), func(r *lint.Rule) bool { return r.OptIn })
	found, err := lint.Check(t.Context(), lint.Request{
		FS: os.DirFS(tree), Root: ".", Paths: []string{"."}, Rules: run, Known: rules.All,
	})
	if err != nil {
		t.Fatal(err)
	}
	var want, got []string
	for _, d := range defects {
		want = append(want, fmt.Sprintf("%s:%d %s", d.file, d.line, d.rule))
	}
	for _, d := range found.Diagnostics {
		got = append(got, fmt.Sprintf("%s:%d %s", d.Path, d.Line, d.Rule))
	}
	slices.Sort(want)
	slices.Sort(got)
	if difference := cmp.Diff(want, got); difference != "" {
		t.Errorf("(-want +got):\n%s", difference)
	}
	if len(defects) != 40 {
		t.Errorf("there are %d defects, and the table speaks of 40", len(defects))
	}
}

// TestNames asks what a tool said for a defect.
func TestNames(t *testing.T) {
	d := defect{"drivers/paint/Makefile", 3, "paint", "", "paint-$(CONFIG_PAINT_RED) := red.o"}
	symbol := func(name, files string) string {
		return name + "\nReferencing files: " + files + "\nSimilar symbols: PAINT\n\n"
	}
	for _, c := range []struct {
		names func(said string, d defect) bool
		said  string
		want  bool
	}{
		{namesLine, "drivers/x.c:1: a\ndrivers/paint/Makefile:3: ERROR: b\n", true},
		{namesLine, "drivers/paint/Makefile:30: ERROR: b\n", false},
		{namesLine, "sub/drivers/paint/Makefile:3: ERROR: b\n", false},
		{namesSymbol, symbol("BLUE", "b.c") + symbol("PAINT_RED", "a.c, drivers/paint/Makefile"), true},
		{namesSymbol, symbol("PAINT_RED", "a.c, b.c"), false},
		{namesSymbol, symbol("BLUE", "drivers/paint/Makefile"), false},
		{complainsThere, "== drivers/paint\n== drivers/ink\nstatus 2\n", false},
		{complainsThere, "== drivers/ink\n== drivers/paint\nmake: no rule\n", true},
		{complainsThere, "== drivers/paints\nstatus 2\n", false},
	} {
		if got := c.names(c.said, d); got != c.want {
			t.Errorf("%q: got %v", c.said, got)
		}
	}
}

// TestPrint prints a table.
func TestPrint(t *testing.T) {
	defects := []defect{{"drivers/paint/Makefile", 3, "paint", "It is red.", ""}}
	rows := []row{
		{peer{"loud", "", namesLine}, cost{1500e6, 2e9, 4e3}, "drivers/paint/Makefile:3: red\n"},
		{peer{"quiet", "", namesLine}, cost{30e6, 2e7, 1e3}, ""},
		{peer{"blind", "", nil}, cost{}, ""},
	}
	var out strings.Builder
	if err := printRows(&out, rows, defects); err != nil {
		t.Fatal(err)
	}
	want := `tool   time    CPU time  memory  of 1 defects
loud   1.50 s  2.00 s    4 MB    1 named
quiet  0.03 s  0.02 s    1 MB    0 named
blind  0.00 s  0.00 s    0 MB    -

drivers/paint/Makefile:3 paint It is red.
named by loud
`
	if difference := cmp.Diff(want, out.String()); difference != "" {
		t.Errorf("(-want +got):\n%s", difference)
	}
}
