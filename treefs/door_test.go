package treefs

import (
	"io/fs"
	"path/filepath"
	"slices"
	"testing"
	"testing/fstest"
)

// TestDoor holds that a door is a file system as io/fs wants it.
func TestDoor(t *testing.T) {
	tree := t.TempDir()
	write(t, filepath.Join(tree, "Makefile"), "obj-y := a.o\n")
	write(t, filepath.Join(tree, "sub", "Kbuild"), "obj-y := b.o\n")
	door, err := OpenDir(tree)
	if err != nil {
		t.Fatal(err)
	}
	if err := fstest.TestFS(door, "Makefile", "sub/Kbuild"); err != nil {
		t.Error(err)
	}
}

// TestDoorLists holds the types of the entries of a directory, and that they
// describe links, not what these lead to.
func TestDoorLists(t *testing.T) {
	base := t.TempDir()
	tree := filepath.Join(base, "tree")
	write(t, filepath.Join(base, "secret"), "secret")
	write(t, filepath.Join(tree, "d", "b"), "")
	write(t, filepath.Join(tree, "d", "a", "c"), "")
	link(t, "../../secret", filepath.Join(tree, "d", "out"))
	door, err := OpenDir(tree)
	if err != nil {
		t.Fatal(err)
	}
	entries, err := fs.ReadDir(door, "d")
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, entry := range entries {
		info, err := entry.Info()
		if err != nil || info.Mode().Type() != entry.Type() {
			t.Errorf("%s: type %v, info %v, %v", entry.Name(), entry.Type(), info, err)
		}
		got = append(got, fs.FormatDirEntry(entry))
	}
	if want := []string{"d a/", "- b", "L out"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	for _, name := range []string{"d/b", "d/out", "none", "../tree", "/"} {
		if entries, err := fs.ReadDir(door, name); err == nil {
			t.Errorf("%s lists %v", name, entries)
		}
	}
}
