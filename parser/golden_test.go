package parser

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kbuildlint/kbuildlint/source"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// makefiles returns the makefiles of testdata.
func makefiles(t testing.TB) []*source.File {
	t.Helper()
	paths, err := filepath.Glob("testdata/*.mk")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no makefiles in testdata: %v", err)
	}
	var files []*source.File
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, source.NewFile(filepath.ToSlash(path), string(text)))
	}
	return files
}

func TestGolden(t *testing.T) {
	for _, file := range makefiles(t) {
		t.Run(filepath.Base(file.Path), func(t *testing.T) {
			tree := Parse(file)
			if err := checkFile(tree); err != nil {
				t.Error(err)
			}
			golden, got := strings.TrimSuffix(file.Path, ".mk")+".golden", Dump(tree)
			if diff := cmp.Diff(expected(t, golden, got), got); diff != "" {
				t.Errorf("dump of %s (-want +got):\n%s", file.Path, diff)
			}
		})
	}
}

// expected returns what a golden file holds, after writing got into it if the
// flag says so.
func expected(t *testing.T, path, got string) string {
	t.Helper()
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(want)
}
