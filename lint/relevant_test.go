package lint_test

import (
	"os"
	"testing"
	"testing/fstest"

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
	paths = append(every(paths, 12), "scripts/Makefile.vmlinux_o", "drivers/thermal/Makefile", "fs/ext4/Makefile",
		"kernel/bpf")
	for _, path := range paths {
		found := check(t, os.DirFS(c.dir), path)
		if difference := cmp.Diff(whole[path], found.Diagnostics); difference != "" {
			t.Errorf("%s (-whole tree +alone):\n%s", path, difference)
		}
	}
}

// TestIncludedElsewhere holds that a makefile is judged where another directory's
// process reads it, whoever asks for it: its name, or its directory.
func TestIncludedElsewhere(t *testing.T) {
	files := fstest.MapFS{
		"Kbuild":         {Data: []byte("obj-m := a.o\ninclude $(src)/parts/Makefile $(src)/more/flags.mk\n")},
		"a.c":            {},
		"parts/Makefile": {Data: []byte("EXTRA_CFLAGS += -DPARTS\n")},
		"more/flags.mk":  {Data: []byte("EXTRA_AFLAGS += -DMORE\n")},
	}
	for path, want := range map[string]string{
		"parts": "parts/Makefile", "parts/Makefile": "parts/Makefile", "more": "more/flags.mk",
		"more/flags.mk": "more/flags.mk",
	} {
		found := check(t, files, path).Diagnostics
		if len(found) != 1 || found[0].Path != want || found[0].Rule != "removed-variable" {
			t.Errorf("%s: %v, want removed-variable in %s", path, found, want)
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
