//go:build unix

package treefs

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"
)

// The texts before and after that the tests give.
const (
	textBefore = "obj-y := a.o\r\nlast line"
	textAfter  = "obj-y := b.o\r\nlast line"
)

// newWriter returns the writer of a directory, with a place outside.
func newWriter(t *testing.T) (w *Writer, tree, outside string) {
	t.Helper()
	outside = t.TempDir()
	tree = filepath.Join(outside, "tree")
	write(t, filepath.Join(tree, "sub", "Makefile"), textBefore)
	w, err := OpenWriter(tree)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = w.Close() })
	return w, tree, outside
}

// has fails unless a file has a text and stands with nothing new beside it.
func has(t *testing.T, name, want string, beside int) {
	t.Helper()
	if text, err := os.ReadFile(name); err != nil || string(text) != want {
		t.Errorf("%s: got %q, %v; want %q", name, text, err, want)
	}
	if list, err := os.ReadDir(filepath.Dir(name)); err != nil || len(list) != beside+1 {
		t.Errorf("the directory of %s holds %v, %v", name, list, err)
	}
}

func TestReplace(t *testing.T) {
	w, tree, _ := newWriter(t)
	name := filepath.Join(tree, "sub", "Makefile")
	for _, mode := range []fs.FileMode{0o755, 0o600, 0o666, 0o640 | fs.ModeSetgid} {
		write(t, name, textBefore)
		if err := os.Chmod(name, mode); err != nil {
			t.Fatal(err)
		}
		if err := w.Replace("sub/Makefile", []byte(textBefore), []byte(textAfter)); err != nil {
			t.Fatal(err)
		}
		has(t, name, textAfter, 0)
		if info, err := os.Stat(name); err != nil || info.Mode() != mode {
			t.Errorf("got %v, %v; want mode %v", info.Mode(), err, mode)
		}
	}
}

// TestReplaceKeepsOwner gives a file away, which root alone can.
func TestReplaceKeepsOwner(t *testing.T) {
	w, tree, _ := newWriter(t)
	name := filepath.Join(tree, "sub", "Makefile")
	const owner, group = 4711, 4712
	if err := os.Chown(name, owner, group); err != nil {
		t.Skip("only root gives files away")
	}
	if err := w.Replace("sub/Makefile", []byte(textBefore), []byte(textAfter)); err != nil {
		t.Fatal(err)
	}
	has(t, name, textAfter, 0)
	info, err := os.Stat(name)
	if err != nil {
		t.Fatal(err)
	}
	if stat, ok := info.Sys().(*syscall.Stat_t); !ok || stat.Uid != owner || stat.Gid != group {
		t.Errorf("the owner is %+v, want %d:%d", info.Sys(), owner, group)
	}
}

// TestReplaceLeavesHardLinks has another name of the file outside of the tree.
func TestReplaceLeavesHardLinks(t *testing.T) {
	w, tree, outside := newWriter(t)
	other := filepath.Join(outside, "other")
	if err := os.Link(filepath.Join(tree, "sub", "Makefile"), other); err != nil {
		t.Fatal(err)
	}
	if err := w.Replace("sub/Makefile", []byte(textBefore), []byte(textAfter)); err != nil {
		t.Fatal(err)
	}
	has(t, filepath.Join(tree, "sub", "Makefile"), textAfter, 0)
	has(t, other, textBefore, 1)
}

// TestReplaceRefuses asks for what must be left alone.
func TestReplaceRefuses(t *testing.T) {
	w, tree, outside := newWriter(t)
	write(t, filepath.Join(outside, "secret", "Makefile"), textBefore)
	link(t, "../secret", filepath.Join(tree, "out"))
	link(t, "../secret/Makefile", filepath.Join(tree, "Makefile"))
	link(t, "sub", filepath.Join(tree, "alias"))
	link(t, "Makefile", filepath.Join(tree, "sub", "Kbuild"))
	write(t, filepath.Join(tree, "changed", "Makefile"), textAfter+" and more")
	if err := syscall.Mkfifo(filepath.Join(tree, "fifo"), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]error{
		"out/Makefile": errBehindLink, "alias/Makefile": errBehindLink, "Makefile": errLink, "sub/Kbuild": errLink,
		"changed/Makefile": errChanged, "fifo": errNotRegular, "sub": errNotRegular, ".": errNotRegular,
		"none": fs.ErrNotExist, "none/Makefile": fs.ErrNotExist, "sub/Makefile/x": syscall.ENOTDIR,
		"../secret/Makefile": fs.ErrInvalid, "/etc/hostname": fs.ErrInvalid, "sub/../../secret/Makefile": fs.ErrInvalid,
	} {
		if err := w.Replace(name, []byte(textBefore), []byte(textAfter)); !errors.Is(err, want) {
			t.Errorf("%s: got %v, want %v", name, err, want)
		}
	}
	has(t, filepath.Join(outside, "secret", "Makefile"), textBefore, 0)
	has(t, filepath.Join(tree, "sub", "Makefile"), textBefore, 1)
	has(t, filepath.Join(tree, "changed", "Makefile"), textAfter+" and more", 0)
}

// TestReplaceReadOnly takes the right to write away, from the file and from the
// directory.
func TestReplaceReadOnly(t *testing.T) {
	w, tree, _ := newWriter(t)
	name := filepath.Join(tree, "sub", "Makefile")
	for path, want := range map[string]error{name: errReadOnly, filepath.Dir(name): errReadOnlyDir} {
		info, err := os.Stat(path)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.Chmod(path, info.Mode()&^0o222); err != nil {
			t.Fatal(err)
		}
		if err := w.Replace("sub/Makefile", []byte(textBefore), []byte(textAfter)); !errors.Is(err, want) {
			t.Errorf("%s: got %v, want %v", path, err, want)
		}
		if err := os.Chmod(path, info.Mode()); err != nil {
			t.Fatal(err)
		}
		has(t, name, textBefore, 0)
	}
}

// TestReplaceWatches changes the file between the comparison and the rename.
func TestReplaceWatches(t *testing.T) {
	_, tree, _ := newWriter(t)
	name := filepath.Join(tree, "sub", "Makefile")
	later := func() error { return os.Chtimes(name, time.Time{}, time.Unix(1, 0)) }
	another := func() error { return errors.Join(os.Remove(name), os.WriteFile(name, []byte(textBefore), 0o600)) }
	for _, disturb := range []func() error{later, another} {
		dir, err := os.OpenRoot(filepath.Dir(name))
		if err != nil {
			t.Fatal(err)
		}
		r := replacement{dir: dir, name: "Makefile"}
		if err := errors.Join(r.compare([]byte(textBefore)), r.isUnchanged()); err != nil {
			t.Fatal(err)
		}
		if err := disturb(); err != nil {
			t.Fatal(err)
		}
		if err := r.isUnchanged(); !errors.Is(err, errChanged) {
			t.Errorf("got %v, want %v", err, errChanged)
		}
		if err := dir.Close(); err != nil {
			t.Fatal(err)
		}
	}
}
