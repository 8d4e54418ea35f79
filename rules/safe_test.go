package rules

import (
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/kbuildlint/kbuildlint/lint"
	"github.com/kbuildlint/kbuildlint/report"
)

// diffFile is the file of a case in testdata/RULE/safe that has what --fix --diff
// prints.
const diffFile = "diff"

// TestSafeRepairs runs the cases of what is repaired without being asked, and
// what is not: a sentence, a tree and the diff.
func TestSafeRepairs(t *testing.T) {
	eachCase(t, "safe/*.txtar", func(t *testing.T, rule *lint.Rule, path string, archive *txtar.Archive) {
		runSafe(t, rule, path, archive)
	})
}

// TestSafeRepairsOfCases makes the safe repairs of all other cases.
func TestSafeRepairsOfCases(t *testing.T) {
	eachCase(t, "*.txtar", func(t *testing.T, rule *lint.Rule, _ string, archive *txtar.Archive) {
		tree, kernel := treeOf(t, archive)
		checkSafe(t, tree, kernel, rule)
	})
}

// eachCase runs a test on cases of each rule.
func eachCase(t *testing.T, pattern string, run func(*testing.T, *lint.Rule, string, *txtar.Archive)) {
	t.Helper()
	for _, rule := range All {
		paths, err := filepath.Glob(filepath.Join("testdata", rule.Name, filepath.FromSlash(pattern)))
		if err != nil {
			t.Fatal(err)
		}
		for _, path := range paths {
			t.Run(rule.Name+"/"+strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) {
				archive, err := txtar.ParseFile(path)
				if err != nil {
					t.Fatal(err)
				}
				run(t, rule, path, archive)
			})
		}
	}
}

// runSafe compares the diff of a case, or writes it down.
func runSafe(t *testing.T, rule *lint.Rule, path string, archive *txtar.Archive) {
	i := slices.IndexFunc(archive.Files, func(file txtar.File) bool { return file.Name == diffFile })
	if i < 0 {
		archive.Files, i = append(archive.Files, txtar.File{Name: diffFile}), len(archive.Files)
	}
	want := string(archive.Files[i].Data)
	archive.Files[i].Data = nil
	tree, kernel := treeOf(t, archive)
	delete(tree, diffFile)
	fixed := checkSafe(t, tree, kernel, rule)
	bringsNothing(t, tree, kernel, fixed)
	var got strings.Builder
	if err := report.Diff(&got, fixed.Files, report.TextOptions{}); err != nil {
		t.Fatal(err)
	}
	if *update {
		archive.Files[i].Data = []byte(got.String())
		if err := os.WriteFile(path, txtar.Format(archive), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if difference := cmp.Diff(want, got.String()); difference != "" {
		t.Errorf("(-want +got):\n%s", difference)
	}
}

// checkSafe makes the safe repairs of a rule and fails unless they do what they
// promise: what they repair is gone and nothing new is found, a second time
// nothing changes, and nothing moved but what was repaired.
func checkSafe(t *testing.T, tree fstest.MapFS, kernel string, rule *lint.Rule) *lint.Fixed {
	t.Helper()
	fixed := applyFixes(t, tree, kernel, rule)
	repaired := 0
	for _, file := range fixed.Files {
		repaired += file.Repaired
	}
	if before, after := len(fixed.Before.Diagnostics), len(fixed.After.Diagnostics); before-after != repaired {
		t.Errorf("of %d findings %d are repaired and %d are left:\n%s", before, repaired, after, text(t, fixed.After))
	}
	if repaired == 0 {
		return fixed
	}
	after := repairedTree(tree, fixed)
	if again := applyFixes(t, after, kernel, rule); len(again.Files) > 0 {
		t.Errorf("a second time it changes %s to\n%s", again.Files[0].Path, again.Files[0].After)
	}
	compareFacts(t, factsOf(t, tree, kernel), factsOf(t, after, kernel), fixed)
	return fixed
}

// bringsNothing fails if another rule finds something in the repaired tree that
// it has not found before. It is asked of trees that lack nothing: a repair may
// bring to light what the defect hid.
func bringsNothing(t *testing.T, tree fstest.MapFS, kernel string, fixed *lint.Fixed) {
	t.Helper()
	after := repairedTree(tree, fixed)
	old := lint.State{FS: tree, Report: checkAll(t, tree, kernel, unhidden())}
	now := lint.State{FS: after, Report: checkAll(t, after, kernel, unhidden())}
	if fresh := lint.Difference(old, now); len(fresh.Diagnostics) > 0 {
		t.Errorf("the repairs bring\n%s", text(t, fresh))
	}
}

// repairedTree returns a tree with its repairs.
func repairedTree(tree fstest.MapFS, fixed *lint.Fixed) fstest.MapFS {
	texts := fstest.MapFS{}
	for _, file := range fixed.Files {
		texts[file.Path] = &fstest.MapFile{Data: file.After}
	}
	return overlaid(tree, texts)
}

// checkAll runs rules on a tree.
func checkAll(t *testing.T, tree fs.FS, kernel string, rules []*lint.Rule) *lint.Report {
	t.Helper()
	found, err := lint.Check(t.Context(), lint.Request{
		FS: tree, Root: ".", Paths: []string{"."}, Kernel: kernel, Rules: rules, Known: All,
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// unhidden returns the rules that find nothing new when a repair has kbuild read
// a list: the others find that a small tree lacks what it names.
func unhidden() []*lint.Rule {
	return slices.DeleteFunc(slices.Clone(All), func(rule *lint.Rule) bool {
		return slices.Contains(rule.Groups, "references")
	})
}

// applyFixes makes the safe repairs of a rule.
func applyFixes(t *testing.T, tree fs.FS, kernel string, rule *lint.Rule) *lint.Fixed {
	t.Helper()
	fixed, err := lint.ApplyFixes(tree, []string{"."}, func(tree fs.FS) (*lint.Report, error) {
		return check(t, tree, kernel, rule), nil
	})
	if err != nil || len(fixed.Failures) > 0 {
		t.Fatal(err, fixed.Failures)
	}
	return fixed
}

// factsOfRepair is how many facts a repair may change: a name that goes and one
// that comes are two.
const factsOfRepair = 2

// compareFacts fails if more than the repaired variables and rules differ.
func compareFacts(t *testing.T, before, after facts, fixed *lint.Fixed) {
	t.Helper()
	repaired, inFragment := map[string]int{}, 0
	for _, file := range fixed.Files {
		repaired[file.Path] = file.Repaired
		if before[file.Path] == nil {
			inFragment += file.Repaired
		}
	}
	for _, makefile := range slices.Sorted(maps.Keys(before)) {
		differing := before.differing(after, makefile)
		if len(differing) > factsOfRepair*(repaired[makefile]+inFragment) {
			t.Errorf("%s: %d repairs change %q", makefile, repaired[makefile], differing)
		}
	}
}
