package treefs

import (
	"io/fs"
	"os"
	"path/filepath"
	"testing"
)

func TestWithTexts(t *testing.T) {
	tree := t.TempDir()
	write(t, filepath.Join(tree, "Makefile"), "top")
	write(t, filepath.Join(tree, "sub", "Makefile"), "before")
	write(t, filepath.Join(tree, "sub", "Kbuild"), "kept")
	link(t, "sub", filepath.Join(tree, "alias"))
	door, err := OpenDir(tree)
	if err != nil {
		t.Fatal(err)
	}
	changed, err := WithTexts(door, map[string][]byte{"sub/Makefile": []byte("after")})
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{
		"Makefile": "top", "sub/Makefile": "after", "alias/Makefile": "after", "sub/Kbuild": "kept",
	} {
		if text, err := fs.ReadFile(changed, name); err != nil || string(text) != want {
			t.Errorf("%s: got %q, %v; want %q", name, text, err, want)
		}
	}
	if text, err := os.ReadFile(filepath.Join(tree, "sub", "Makefile")); err != nil || string(text) != "before" {
		t.Errorf("the file has %q, %v", text, err)
	}
	if list, err := fs.ReadDir(changed, "sub"); err != nil || len(list) != 2 || !list[1].Type().IsRegular() {
		t.Errorf("sub holds %v, %v", list, err)
	}
	added, err := WithTexts(door, map[string][]byte{"sub/new": []byte("added")})
	if err != nil {
		t.Fatal(err)
	}
	if text, err := fs.ReadFile(added, "sub/new"); err != nil || string(text) != "added" {
		t.Errorf("sub/new: got %q, %v", text, err)
	}
	for _, name := range []string{"sub", "../x", "/x"} {
		if _, err := WithTexts(door, map[string][]byte{name: nil}); err == nil {
			t.Errorf("%s is taken for a file", name)
		}
	}
}
