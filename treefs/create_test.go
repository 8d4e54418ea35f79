package treefs_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/kbuildlint/kbuildlint/treefs"
)

// TestCreate makes files where there are none, and nowhere else.
func TestCreate(t *testing.T) {
	dir, outside := t.TempDir(), t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "d"), 0o755); err != nil {
		t.Fatal(err)
	}
	for name, target := range map[string]string{"away": outside, "file": filepath.Join(outside, "file")} {
		if err := os.Symlink(target, filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	writer, err := treefs.OpenWriter(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = writer.Close() })
	if err := writer.Create("d/new", []byte("text")); err != nil {
		t.Fatal(err)
	}
	if text, err := os.ReadFile(filepath.Join(dir, "d", "new")); err != nil || string(text) != "text" {
		t.Errorf("got %q, %v", text, err)
	}
	if err := writer.Create("d/new", nil); !errors.Is(err, fs.ErrExist) {
		t.Errorf("a file that is there: %v", err)
	}
	for _, name := range []string{"away/new", "file", "../new", "/new", "absent/new"} {
		if err := writer.Create(name, []byte("text")); err == nil {
			t.Errorf("%s was made", name)
		}
	}
	if entries, err := os.ReadDir(outside); err != nil || len(entries) > 0 {
		t.Errorf("outside there is %v, %v", entries, err)
	}
}
