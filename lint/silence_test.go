package lint_test

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

// small returns the kernel in miniature with other files.
func small(files map[string]string) overlay {
	return newOverlay(os.DirFS("../testdata/kernel"), files)
}

// drivers is where its lists are.
const drivers = "drivers/Makefile"

// judgedSmall judges the kernel in miniature with another makefile of its
// drivers, and returns what is found and what is silenced, a line each.
func judgedSmall(t *testing.T, makefile string, change func(*lint.Request)) string {
	t.Helper()
	request := lint.Request{
		FS: small(map[string]string{drivers: makefile}), Root: ".", Paths: []string{"."},
		Rules: rules.All, Severity: lint.Warning,
	}
	change(&request)
	found, err := lint.Check(t.Context(), request)
	if err != nil {
		t.Fatal(err)
	}
	return outcome(found)
}

// outcome returns a line for each finding and each that is silenced.
func outcome(found *lint.Report) string {
	var out strings.Builder
	for i := range found.Diagnostics {
		fmt.Fprintf(&out, "%d %s\n", found.Diagnostics[i].Line, found.Diagnostics[i].Rule)
	}
	for _, s := range found.Suppressed {
		fmt.Fprintf(&out, "%d %s: %s %s\n", s.Line, s.Rule, s.Kind, s.Reason)
	}
	return out.String()
}

// only makes a request run some rules.
func only(t *testing.T, names ...string) func(*lint.Request) {
	return func(r *lint.Request) {
		r.Known, r.Rules = rules.All, nil
		for _, name := range names {
			r.Rules = append(r.Rules, ruleNamed(t, name))
		}
	}
}

// TestUnusedIsJudged checks that an unused comment is told only by runs that
// can know it.
func TestUnusedIsJudged(t *testing.T) {
	const unused = "# kbuildlint: ignore missing-source: none\nx := 1\n"
	told := "1 unused-ignore\n"
	for title, c := range map[string]struct {
		change func(*lint.Request)
		want   string
	}{
		"all rules":        {func(*lint.Request) {}, told},
		"both rules":       {only(t, "missing-source", "unused-ignore"), told},
		"another rule":     {only(t, "missing-force", "unused-ignore"), ""},
		"not this one":     {only(t, "missing-source", "malformed-ignore"), ""},
		"the file":         {func(r *lint.Request) { r.Paths = []string{drivers} }, told},
		"another path":     {func(r *lint.Request) { r.Paths = []string{"arch"} }, ""},
		"errors":           {func(r *lint.Request) { r.Severity = lint.Error }, ""},
		"several versions": {func(r *lint.Request) { r.Kernel = "6.1,6.12" }, told},
	} {
		if got := judgedSmall(t, unused, c.change); got != c.want {
			t.Errorf("%s: got %q, want %q", title, got, c.want)
		}
	}
}

// TestMildIsUse checks that a comment is used by a finding that is too mild to
// be reported.
func TestMildIsUse(t *testing.T) {
	const makefile = "$(obj)/a: $(src)/b FORCE # kbuildlint: ignore needless-force: x\n" +
		"\t$(call cmd,c)\ncmd_c = cp $< $@\n"
	for severity, want := range map[lint.Severity]string{
		lint.Warning: "",
		lint.Info:    "1 needless-force: inSource x\n",
	} {
		rulesToRun := only(t, "needless-force", "unused-ignore")
		got := judgedSmall(t, makefile, func(r *lint.Request) { rulesToRun(r); r.Severity = severity })
		if got != want {
			t.Errorf("%s: got %q, want %q", severity, got, want)
		}
	}
}

// TestUsedInOneVersion checks that a comment which one of the versions needs is
// used.
func TestUsedInOneVersion(t *testing.T) {
	young := &lint.Rule{Name: "young", Severity: lint.Error, Check: func(pass *lint.Pass) {
		for _, a := range pass.Process.Assignments {
			if pass.Tree.Version.AtLeast(6, 10) && a.Place.Path() == drivers {
				pass.Report(lint.Finding{Place: a.Place, When: a.When, Message: "young"})
			}
		}
	}}
	for kernel, want := range map[string]string{
		"6.1":      "1 unused-ignore\n",
		"6.12":     "1 young: inSource old\n",
		"6.1,6.12": "1 young: inSource old\n",
	} {
		got := judgedSmall(t, "x := 1 # kbuildlint: ignore young: old\n", func(r *lint.Request) {
			r.Rules, r.Kernel = []*lint.Rule{young, ruleNamed(t, "unused-ignore")}, kernel
		})
		if got != want {
			t.Errorf("%s: got %q, want %q", kernel, got, want)
		}
	}
}

// TestChangeOfIgnores compares states that differ in comments.
func TestChangeOfIgnores(t *testing.T) {
	const (
		bare      = "obj-y += a.o\n"
		silent    = "obj-y += a.o # kbuildlint: ignore missing-source: x\n"
		unused    = "# kbuildlint: ignore missing-source: x\n"
		unusedToo = "\n# kbuildlint: ignore missing-source: x\n\n# More.\n"
	)
	for title, c := range map[string]struct{ before, after, want string }{
		"silenced":         {bare, silent, ""},
		"not any more":     {silent, bare, "1 missing-source\n"},
		"moved":            {silent, "\n" + silent, ""},
		"added and silent": {"", silent, "1 missing-source: inSource x\n"},
		"unused":           {"", unused, "1 unused-ignore\n"},
		"still unused":     {unused, unusedToo, ""},
	} {
		request := lint.Request{
			FS: small(map[string]string{drivers: c.after}), Root: ".", Paths: []string{"."},
			Rules: rules.All, Severity: lint.Warning,
		}
		found, err := lint.CheckChange(t.Context(), request, small(map[string]string{drivers: c.before}))
		if err != nil {
			t.Fatal(err)
		}
		if difference := cmp.Diff(c.want, outcome(found)); difference != "" {
			t.Errorf("%s (-want +got):\n%s", title, difference)
		}
	}
}

// TestSuppressedOfSeveralTrees moves findings behind those of other trees.
func TestSuppressedOfSeveralTrees(t *testing.T) {
	several := &lint.Report{Trees: make([]lint.Tree, 2)}
	several.Add(&lint.Report{Trees: make([]lint.Tree, 1), Suppressed: []lint.Suppressed{{Kind: lint.InSource}}})
	isThird := func(s lint.Suppressed) bool { return s.Tree == 2 }
	if !slices.ContainsFunc(several.Suppressed, isThird) {
		t.Errorf("got %+v", several.Suppressed)
	}
}
