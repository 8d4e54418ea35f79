package parser

import (
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/kbuildlint/kbuildlint/source"
)

// rejected are the lines of real kernels that GNU Make itself rejects, with
// the reason.
var rejected = map[string]string{}

// kernelFiles returns the makefiles of a kernel, or skips the test.
func kernelFiles(t testing.TB, kernel string) []*source.File {
	t.Helper()
	cache := os.Getenv("KBUILDLINT_KERNELS")
	if cache == "" {
		t.Skip("KBUILDLINT_KERNELS names no directory with kernels")
	}
	root := filepath.Join(cache, kernel)
	var files []*source.File
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.Type().IsRegular() || !isMakefile(path) {
			return err
		}
		text, err := os.ReadFile(path)
		name, _ := filepath.Rel(root, path)
		files = append(files, source.NewFile(filepath.ToSlash(name), string(text)))
		return err
	})
	if err != nil {
		t.Skipf("no %s: %v", kernel, err)
	}
	return files
}

func isMakefile(path string) bool {
	switch name := filepath.Base(path); {
	case name == "Makefile", name == "Kbuild", name == "Build", strings.HasSuffix(name, ".mk"):
		return true
	case strings.HasPrefix(name, "Makefile."):
		return filepath.Base(filepath.Dir(path)) == "scripts"
	}
	return false
}

func TestKernels(t *testing.T) {
	for _, kernel := range []string{"linux-source-6.1", "linux-source-6.12"} {
		t.Run(kernel, func(t *testing.T) {
			files := kernelFiles(t, kernel)
			if len(files) < 2500 {
				t.Fatalf("only %d makefiles", len(files))
			}
			unmet := maps.Clone(rejected)
			for _, file := range files {
				checkKernelFile(t, kernel, file, unmet)
			}
			for place, reason := range unmet {
				if strings.HasPrefix(place, kernel+"/") {
					t.Errorf("%s is no longer rejected: %s", place, reason)
				}
			}
		})
	}
}

// checkKernelFile checks one makefile and takes the errors it met from unmet.
func checkKernelFile(t *testing.T, kernel string, file *source.File, unmet map[string]string) {
	t.Helper()
	tree := Parse(file)
	if err := checkFile(tree); err != nil {
		t.Errorf("%s: %v", file.Path, err)
	}
	for _, e := range tree.Errors {
		place := kernel + "/" + source.Place{File: file, Span: e.Span}.String()
		if _, known := rejected[place]; !known {
			t.Errorf("%s: %s", place, e.Message)
		}
		delete(unmet, place)
	}
}

func BenchmarkParseKernel(b *testing.B) {
	files := kernelFiles(b, "linux-source-6.12")
	size := 0
	for _, file := range files {
		size += len(file.Text)
	}
	b.SetBytes(int64(size))
	b.ReportAllocs()
	for b.Loop() {
		for _, file := range files {
			Parse(file)
		}
	}
}
