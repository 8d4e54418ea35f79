package treefs

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// TestBeneath holds that the quick way in leads nowhere that the root does not
// lead to, and does not wait for a pipe.
func TestBeneath(t *testing.T) {
	base := t.TempDir()
	tree := filepath.Join(base, "tree")
	write(t, filepath.Join(base, "secret"), "secret")
	write(t, filepath.Join(tree, "d", "file"), "text")
	write(t, filepath.Join(tree, "d", "empty"), "")
	link(t, "../../secret", filepath.Join(tree, "d", "out"))
	link(t, filepath.Join(base, "secret"), filepath.Join(tree, "d", "absolute"))
	link(t, "../d/file", filepath.Join(tree, "d", "inside"))
	link(t, "../..", filepath.Join(tree, "d", "up"))
	if err := syscall.Mkfifo(filepath.Join(tree, "d", "pipe"), 0o600); err != nil {
		t.Fatal(err)
	}
	root, err := os.OpenRoot(tree)
	if err != nil {
		t.Fatal(err)
	}
	b := openBeneath(root)
	if b == nil {
		t.Skip("this system has no openat2")
	}
	for name, want := range map[string]string{"d/file": "text", "d/inside": "text", "d/empty": ""} {
		if text, err := b.readFile(name); err != nil || string(text) != want {
			t.Errorf("%s: got %q, %v, want %q", name, text, err, want)
		}
	}
	refused := []string{
		"d/out", "d/absolute", "d/up/secret", "../secret", filepath.Join(base, "secret"), "d", "d/pipe", "none",
	}
	for _, name := range refused {
		if text, err := b.readFile(name); err == nil {
			t.Errorf("%s: got %q", name, text)
		}
	}
	for _, name := range []string{"d/up", "..", "d/file", "none"} {
		if entries, err := b.readDir(name); err == nil {
			t.Errorf("%s lists %v", name, entries)
		}
	}
}
