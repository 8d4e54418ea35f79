package lint_test

import (
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kbuildlint/kbuildlint/lint"
)

// TestRelevant holds that a file is judged as it is when the whole tree is:
// reading less of the tree changes nothing.
func TestRelevant(t *testing.T) {
	c := openCorpus(t, "linux-source-6.12")
	var paths []string
	whole := map[string][]lint.Diagnostic{}
	for _, d := range check(t, os.DirFS(c.dir), ".").Diagnostics {
		if whole[d.Path] == nil {
			paths = append(paths, d.Path)
		}
		whole[d.Path] = append(whole[d.Path], d)
	}
	paths = append(every(paths, 12), "drivers/thermal/Makefile", "fs/ext4/Makefile", "kernel/bpf")
	for _, path := range paths {
		found := check(t, os.DirFS(c.dir), path)
		if difference := cmp.Diff(whole[path], found.Diagnostics); difference != "" {
			t.Errorf("%s (-whole tree +alone):\n%s", path, difference)
		}
	}
}

// every returns each nth of some paths.
func every(paths []string, n int) []string {
	var some []string
	for i := 0; i < len(paths); i += n {
		some = append(some, paths[i])
	}
	return some
}
