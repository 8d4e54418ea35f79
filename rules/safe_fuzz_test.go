package rules

import (
	"io/fs"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"

	"github.com/kbuildlint/kbuildlint/lint"
	"github.com/kbuildlint/kbuildlint/parser"
	"github.com/kbuildlint/kbuildlint/source"
)

// mixtures is how many makefiles are made of pieces of others to begin with.
const mixtures = 100

// stopped is a makefile that make stops at in the end: no value is known there,
// and no repair changes that.
const stopped = "targets =\ncmd_sorted = sort $< > $@\n" +
	"$(obj)/b.inc: $(src)/a.txt FORCE\n\t$(call if_changed,sorted)\n" +
	"what is this"

// cut is a makefile in which make drops what stands behind the prerequisites.
const cut = "targets := c\ncmd_copy = cp $< $@\n$(obj)/c: a.txt $(\\$()\n\t$(call if_changed,copy)\n"

// mismatched is a makefile with a target that gets no prerequisites at all.
const mismatched = "targets := c.ind\ncmd_copy = cp a.txt $@\n" +
	"$(obj)/c.ind: $(obj)/%.inc: $(src)/%.txt\n\t$(call if_changed,copy)\n"

// FuzzFix makes the safe repairs in any makefile: it can be parsed and evaluated
// as well as before, no safe repair is left, and what is not makefile stays.
func FuzzFix(f *testing.F) {
	var repairing []*lint.Rule
	var pieces []string
	for _, rule := range All {
		paths, err := filepath.Glob(filepath.Join("testdata", rule.Name, "safe", "*.txtar"))
		if err != nil {
			f.Fatal(err)
		}
		for _, path := range paths {
			makefile := makefileOf(f, path)
			f.Add(makefile)
			f.Add(strings.ReplaceAll(makefile, "\n", "\r\n"))
			f.Add(strings.TrimSuffix(makefile, "\n"))
			pieces = append(pieces, strings.SplitAfter(makefile, "\n")...)
		}
		if len(paths) > 0 {
			repairing = append(repairing, rule)
		}
	}
	f.Add(stopped)
	f.Add(cut)
	f.Add(mismatched)
	random := rand.New(rand.NewPCG(1, 2)) //nolint:gosec // the same ones each time
	for range mixtures {
		f.Add(mixture(random, pieces))
	}
	f.Fuzz(func(t *testing.T, makefile string) { fuzzFix(t, makefile, repairing) })
}

// makefileOf returns the first makefile of a case.
func makefileOf(f *testing.F, path string) string {
	f.Helper()
	archive, err := txtar.ParseFile(path)
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range archive.Files {
		if strings.HasSuffix(file.Name, "Makefile") {
			return string(file.Data)
		}
	}
	return ""
}

// mixture returns a makefile of some lines that follow each other in others, and
// of a last line that does not end.
func mixture(random *rand.Rand, lines []string) string {
	var out strings.Builder
	for range 8 {
		start := random.IntN(len(lines))
		out.WriteString(strings.Join(lines[start:min(start+1+random.IntN(3), len(lines))], ""))
	}
	return strings.TrimSuffix(out.String(), "\n")
}

// fuzzFix makes the safe repairs in the makefile of a directory.
func fuzzFix(t *testing.T, makefile string, rules []*lint.Rule) {
	tree := onKernel(t, fstest.MapFS{
		"drivers/Makefile": {Data: []byte(makefile)},
		"drivers/a.txt":    {}, "drivers/main.c": {}, "drivers/scan.c": {},
	})
	judge := func(tree fs.FS) (*lint.Report, error) { return checkAll(t, tree, "", rules), nil }
	fixed, err := lint.ApplyFixes(tree, []string{"drivers"}, judge)
	if err != nil || len(fixed.Failures) > 0 {
		t.Fatal(err, fixed.Failures)
	}
	if len(fixed.Files) == 0 {
		return
	}
	after := string(fixed.Files[0].After)
	if len(fixed.Files) > 1 || fixed.Files[0].Path != "drivers/Makefile" || after == makefile {
		t.Errorf("it changes %+v", fixed.Files)
	}
	if before, now := errorsOf(makefile), errorsOf(after); now > before {
		t.Errorf("%d errors, and %d in\n%q\nof\n%q", before, now, after, makefile)
	}
	again, err := lint.ApplyFixes(repairedTree(tree, fixed), []string{"drivers"}, judge)
	if err != nil || len(again.Files) > 0 {
		t.Errorf("a second time it changes %+v, %v", again.Files, err)
	}
}

// errorsOf returns how many errors a makefile has.
func errorsOf(makefile string) int {
	return len(parser.Parse(source.NewFile("Makefile", makefile)).Errors)
}
