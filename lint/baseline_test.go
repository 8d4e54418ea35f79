package lint_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kbuildlint/kbuildlint/lint"
	"github.com/kbuildlint/kbuildlint/rules"
)

// twoFindings has findings of two kinds.
const twoFindings = "obj-y += a.o\nobj-y += bravo.o bravo.o\n"

// smallRequest asks for all that is found in the kernel in miniature with a
// makefile.
func smallRequest(makefile string) lint.Request {
	return lint.Request{
		FS: withB(makefile), Root: ".", Paths: []string{"."}, Rules: rules.All, Severity: lint.Warning,
	}
}

// withB returns the kernel in miniature with a makefile and a source.
func withB(makefile string) overlay {
	return small(map[string]string{drivers: makefile, "drivers/bravo.c": ""})
}

// baselineOf returns the baseline of the kernel in miniature with a makefile.
func baselineOf(t *testing.T, makefile string) []lint.Known {
	t.Helper()
	found, err := lint.Check(t.Context(), smallRequest(makefile))
	if err != nil {
		t.Fatal(err)
	}
	var all []lint.Known
	for i := range found.Diagnostics {
		all = append(all, lint.KnownFrom(&found.Diagnostics[i]))
	}
	return all
}

// withBaseline returns what is found, in short, and the entries that are gone.
func withBaseline(t *testing.T, request lint.Request) string {
	t.Helper()
	found, err := lint.Check(t.Context(), request)
	if err != nil {
		t.Fatal(err)
	}
	got := strings.NewReplacer("missing-source", "source", "duplicate-entry", "twice", ": external ", " known",
		"\n", ", ").Replace(outcome(found))
	for _, k := range found.Gone {
		got += "gone " + k.Word + ", "
	}
	return strings.TrimSuffix(got, ", ")
}

// as makes rules as bad as a severity, or unwanted.
func as(severity lint.Severity) func(*lint.Request) {
	return func(r *lint.Request) {
		r.Policy = func(*lint.Rule, string) lint.Severity { return severity }
	}
}

func TestBaseline(t *testing.T) {
	known := baselineOf(t, twoFindings)
	whole := func(*lint.Request) {}
	for title, c := range map[string]struct {
		makefile string
		change   func(*lint.Request)
		want     string
	}{
		"the same":     {twoFindings, whole, "1 source known, 2 twice known"},
		"two kernels":  {twoFindings, func(r *lint.Request) { r.Kernel = "6.1,6.12" }, "1 source known, 2 twice known"},
		"moved":        {"\nx := 1\n" + twoFindings, whole, "3 source known, 4 twice known"},
		"another":      {"obj-y += c.o\n" + twoFindings, whole, "1 source, 2 source known, 3 twice known"},
		"a second":     {twoFindings + "extra-y += a.o\n", whole, "3 source, 1 source known, 2 twice known"},
		"one is left":  {"obj-y += a.o\n", whole, "1 source known, gone bravo.o"},
		"nothing":      {"", whole, "gone a.o, gone bravo.o"},
		"one rule":     {"\n", only(t, "duplicate-entry"), "gone bravo.o"},
		"another path": {"\n", func(r *lint.Request) { r.Paths = []string{"arch"} }, ""},
		"this path":    {"\n", func(r *lint.Request) { r.Paths = []string{drivers} }, "gone a.o, gone bravo.o"},
		"errors":       {"\n", func(r *lint.Request) { r.Severity = lint.Error }, "gone a.o"},
		"not wanted":   {"\n", as(0), ""},
		"worse":        {twoFindings, as(lint.Error), "2 twice, 1 source known, gone bravo.o"},
		"milder":       {twoFindings, as(lint.Warning), "1 source known, 2 twice known"},
		"ignored": {
			twoFindings + "# kbuildlint: ignore-file duplicate-entry: x\n", whole,
			"1 source known, 2 twice: inSource x, gone bravo.o",
		},
	} {
		request := smallRequest(c.makefile)
		request.Baseline = known
		c.change(&request)
		if got := withBaseline(t, request); got != c.want {
			t.Errorf("%s: got %s, want %s", title, got, c.want)
		}
	}
}

// TestBaselineOfChange has known findings in both states, and a new one that is
// like a known one.
func TestBaselineOfChange(t *testing.T) {
	request := smallRequest(twoFindings + "extra-y += a.o\n")
	request.Baseline = baselineOf(t, "obj-y += a.o\n")
	found, err := lint.CheckChange(t.Context(), request, withB("obj-y += a.o\n"))
	if err != nil {
		t.Fatal(err)
	}
	want := "2 duplicate-entry\n3 missing-source\n"
	if difference := cmp.Diff(want, outcome(found)); difference != "" {
		t.Errorf("(-want +got):\n%s", difference)
	}
}

// TestBaselineText writes entries and reads them.
func TestBaselineText(t *testing.T) {
	all := []lint.Known{
		{Path: "b/Makefile", Rule: "r", Severity: lint.Info, Word: "w", Message: "m", Comments: []string{"# Why.", ""}},
		{Path: "b/Makefile", Rule: "q", Severity: lint.Error, Word: "\ta\"\\\"\n", Message: "é \x00 \xff \u202e"},
		{Path: "a \"b\"/Makefile", Rule: "r", Severity: lint.Warning},
		{Path: "b/Makefile", Rule: "r", Severity: lint.Info, Word: "w", Message: "m"},
	}
	text := lint.FormatBaseline(slices.Clone(all))
	const want = "a \"b\"/Makefile\tr\twarning\t\t\n" +
		"b/Makefile\tq\terror\t\\ta\"\\\\\"\\n\té \\x00 \\xff \\u202e\n" +
		"# Why.\n\nb/Makefile\tr\tinfo\tw\tm\nb/Makefile\tr\tinfo\tw\tm\n"
	if !strings.HasPrefix(text, "# kbuildlint baseline 1\n#") || !strings.HasSuffix(text, "are gone.\n"+want) {
		t.Errorf("got\n%s", text)
	}
	got, err := lint.ParseBaseline(text)
	if err != nil {
		t.Fatal(err)
	}
	if again := lint.FormatBaseline(slices.Clone(got)); again != text {
		t.Errorf("it becomes\n%s", again)
	}
	lint.SortKnown(all)
	for i := range got {
		got[i].Line = 0
	}
	if difference := cmp.Diff(all, got); difference != "" {
		t.Errorf("(-written +read):\n%s", difference)
	}
}

// TestNoBaseline reads what is none.
func TestNoBaseline(t *testing.T) {
	const head = "# kbuildlint baseline 1\n"
	for text, want := range map[string]string{
		"":                                "does not begin with",
		"obj-y := a.o\n":                  "does not begin with",
		"# kbuildlint baseline 2\n":       "does not begin with",
		head + "a\tb\terror\tc\n":         "line 2: it has 4 fields",
		head + "\n# x\na\tb\tbad\tc\td\n": "line 4: unknown severity",
		head + "a\tb\terror\t\\q\td\n":    "line 2: \"\\\\q\" is not escaped",
	} {
		if all, err := lint.ParseBaseline(text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, %v; want %q", text, all, err, want)
		}
	}
}

// TestKnownBelow has a tree in a directory below the baseline.
func TestKnownBelow(t *testing.T) {
	all := []lint.Known{{Path: "a/Kbuild"}, {Path: "ab/Kbuild"}, {Path: "a"}}
	if below := lint.KnownBelow(all, "a"); len(below) != 1 || below[0].Path != "Kbuild" {
		t.Errorf("got %+v", below)
	}
	if whole := lint.KnownBelow(all, "."); len(whole) != 3 {
		t.Errorf("got %+v", whole)
	}
	if k := lint.KnownAt(&lint.Diagnostic{Range: lint.Range{Path: "Kbuild"}}, "a"); k.Path != "a/Kbuild" {
		t.Errorf("got %+v", k)
	}
}
