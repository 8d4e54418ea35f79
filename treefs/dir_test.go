package treefs

import (
	"io/fs"
	"os"
	"path/filepath"
	"testing"
)

// write makes a file with its directories.
func write(t *testing.T, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func link(t *testing.T, target, name string) {
	t.Helper()
	if err := os.Symlink(target, name); err != nil {
		t.Fatal(err)
	}
}

func TestOpenDirStaysInside(t *testing.T) {
	base := t.TempDir()
	tree := filepath.Join(base, "tree")
	write(t, filepath.Join(base, "secret"), "secret")
	write(t, filepath.Join(tree, "Makefile"), "obj-y := a.o\n")
	write(t, filepath.Join(tree, "sub", "Kbuild"), "obj-y := b.o\n")
	link(t, "../secret", filepath.Join(tree, "relative"))
	link(t, filepath.Join(base, "secret"), filepath.Join(tree, "absolute"))
	link(t, "..", filepath.Join(tree, "up"))
	link(t, "sub/../../secret", filepath.Join(tree, "crooked"))
	link(t, "Makefile", filepath.Join(tree, "inside"))
	link(t, "sub", filepath.Join(tree, "alias"))
	door, err := OpenDir(tree)
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{
		"Makefile": "obj-y := a.o\n", "sub/Kbuild": "obj-y := b.o\n",
		"inside": "obj-y := a.o\n", "alias/Kbuild": "obj-y := b.o\n",
	} {
		if text, err := fs.ReadFile(door, name); err != nil || string(text) != want {
			t.Errorf("%s: got %q, %v; want %q", name, text, err, want)
		}
	}
	for _, name := range []string{
		"relative", "absolute", "crooked", "up/secret", "../secret", "sub/../../secret",
		filepath.Join(base, "secret"),
	} {
		if text, err := fs.ReadFile(door, name); err == nil {
			t.Errorf("%s leads out of the tree: read %q", name, text)
		}
		if _, err := fs.Stat(door, name); err == nil {
			t.Errorf("%s leads out of the tree: it can be looked at", name)
		}
	}
	for _, name := range []string{"up", ".."} {
		if entries, err := fs.ReadDir(door, name); err == nil {
			t.Errorf("%s leads out of the tree: it lists %v", name, entries)
		}
	}
}

func TestOpenDirFails(t *testing.T) {
	base := t.TempDir()
	write(t, filepath.Join(base, "file"), "")
	for _, name := range []string{"file", "absent"} {
		if _, err := OpenDir(filepath.Join(base, name)); err == nil {
			t.Errorf("%s was opened as a directory", name)
		}
	}
}

func TestLocate(t *testing.T) {
	base, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"tree/ROOT", "tree/a/b/Makefile", "tree/a/inner/ROOT", "tree/a/inner/c/Kbuild"} {
		write(t, filepath.Join(base, name), "")
	}
	write(t, filepath.Join(base, "alone", "d", "Makefile"), "")
	isRoot := func(dir string) bool {
		_, err := os.Stat(filepath.Join(dir, "ROOT"))
		return err == nil
	}
	for name, want := range map[string]Location{
		"tree":                  {"tree", "."},
		"tree/a/b":              {"tree", "a/b"},
		"tree/a/b/Makefile":     {"tree", "a/b/Makefile"},
		"tree/a/../a/b/":        {"tree", "a/b"},
		"tree/a/inner":          {"tree/a/inner", "."},
		"tree/a/inner/c/Kbuild": {"tree/a/inner", "c/Kbuild"},
		"alone/d":               {"alone/d", "."},
		"alone/d/Makefile":      {"alone/d", "Makefile"},
	} {
		got, err := Locate(base+"/"+name, isRoot)
		want.Root = filepath.Join(base, want.Root)
		if err != nil || got != want {
			t.Errorf("%s: got %+v, %v; want %+v", name, got, err, want)
		}
	}
	if got, err := Locate(filepath.Join(base, "tree", "absent"), isRoot); err == nil {
		t.Errorf("a path that does not exist was located: %+v", got)
	}
}

// TestLocateIsRelative checks that a path counts from the working directory.
func TestLocateIsRelative(t *testing.T) {
	base, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(base, "sub", "Makefile"), "")
	t.Chdir(filepath.Join(base, "sub"))
	got, err := Locate("Makefile", func(dir string) bool { return dir == base })
	if want := (Location{base, "sub/Makefile"}); err != nil || got != want {
		t.Errorf("got %+v, %v; want %+v", got, err, want)
	}
}
