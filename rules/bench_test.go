package rules

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/kbuildlint/kbuildlint/lint"
)

// BenchmarkCheck judges a whole kernel by all rules.
func BenchmarkCheck(b *testing.B) {
	dir := os.Getenv("KBUILDLINT_KERNELS")
	if dir == "" {
		b.Skip("KBUILDLINT_KERNELS names no directory with the sources of kernels")
	}
	for b.Loop() {
		_, err := lint.Check(context.Background(), lint.Request{
			FS: os.DirFS(filepath.Join(dir, "linux-source-6.12")), Root: ".", Paths: []string{"."}, Rules: All,
		})
		if err != nil {
			b.Fatal(err)
		}
	}
}
