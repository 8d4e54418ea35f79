package rules

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/kbuildlint/kbuildlint/lint"
	"github.com/kbuildlint/kbuildlint/treefs"
)

// TestSafeRepairsOfKernels makes all safe repairs in real kernels, in memory:
// what they repair is gone, nothing new is found, a second time nothing changes,
// and what other makefiles say stays as it is.
func TestSafeRepairsOfKernels(t *testing.T) {
	kernels := os.Getenv("KBUILDLINT_KERNELS")
	if kernels == "" {
		t.Skip("KBUILDLINT_KERNELS names no directory with the sources of kernels")
	}
	for _, name := range []string{"linux-source-6.1", "linux-source-6.12"} {
		t.Run(name, func(t *testing.T) {
			door, err := treefs.OpenDir(filepath.Join(kernels, name))
			if err != nil {
				t.Skip(err)
			}
			repairKernel(t, door)
		})
	}
}

// repairKernel makes the safe repairs in a kernel.
func repairKernel(t *testing.T, door fs.FS) {
	usual := slices.DeleteFunc(slices.Clone(All), func(rule *lint.Rule) bool { return rule.OptIn })
	judge := func(tree fs.FS) (*lint.Report, error) { return checkAll(t, tree, "", usual), nil }
	fixed, err := lint.ApplyFixes(door, []string{"."}, judge)
	if err != nil || len(fixed.Failures) > 0 {
		t.Fatal(err, fixed.Failures)
	}
	repaired := 0
	texts := map[string][]byte{}
	for _, file := range fixed.Files {
		t.Logf("%s: %d", file.Path, file.Repaired)
		repaired += file.Repaired
		texts[file.Path] = file.After
	}
	before, after := len(fixed.Before.Diagnostics), len(fixed.After.Diagnostics)
	if repaired == 0 || before-after != repaired {
		t.Errorf("of %d findings %d are repaired and %d are left", before, repaired, after)
	}
	changed, err := treefs.WithTexts(door, texts)
	if err != nil {
		t.Fatal(err)
	}
	old, now := lint.State{FS: door, Report: fixed.Before}, lint.State{FS: changed, Report: fixed.After}
	if fresh := lint.Difference(old, now); len(fresh.Diagnostics) > 0 {
		t.Errorf("the repairs bring\n%s", text(t, fresh))
	}
	again, err := lint.ApplyFixes(changed, []string{"."}, judge)
	if err != nil || len(again.Files) > 0 {
		t.Errorf("a second time %d files change, %v", len(again.Files), err)
	}
	compareFacts(t, factsOf(t, door, ""), factsOf(t, changed, ""), fixed)
}
