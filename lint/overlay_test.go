package lint_test

import (
	"flag"
	"io/fs"
	"path"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// An overlay is a tree with other files laid over it.
type overlay struct {
	fs.FS

	files fstest.MapFS
}

// newOverlay lays files, given by path and text, over a tree.
func newOverlay(below fs.FS, files map[string]string) overlay {
	o := overlay{FS: below, files: fstest.MapFS{}}
	for name, text := range files {
		o.files[name] = &fstest.MapFile{Data: []byte(text), Mode: 0o644}
	}
	return o
}

// Open opens the upper file where there is one.
func (o overlay) Open(name string) (fs.File, error) {
	if _, ok := o.files[name]; ok {
		return o.files.Open(name)
	}
	return o.FS.Open(name)
}

// ReadDir lists the files of both.
func (o overlay) ReadDir(dir string) ([]fs.DirEntry, error) {
	entries, err := fs.ReadDir(o.FS, dir)
	for name := range o.files {
		if path.Dir(name) != dir {
			continue
		}
		info, err := fs.Stat(o.files, name)
		if err != nil {
			return nil, err
		}
		entries = slices.DeleteFunc(entries, func(e fs.DirEntry) bool { return e.Name() == path.Base(name) })
		entries = append(entries, fs.FileInfoToDirEntry(info))
	}
	slices.SortFunc(entries, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return entries, err
}

func TestOverlay(t *testing.T) {
	below := fstest.MapFS{
		"a":   {Data: []byte("below")},
		"d/b": {Data: []byte("below")},
		"d/c": {Data: []byte("below")},
	}
	door := newOverlay(below, map[string]string{"d/b": "above", "d/e": "above"})
	for name, want := range map[string]string{"a": "below", "d/b": "above", "d/c": "below", "d/e": "above"} {
		got, err := fs.ReadFile(door, name)
		if err != nil || string(got) != want {
			t.Errorf("%s: %q, %v; want %q", name, got, err, want)
		}
	}
	entries, err := fs.ReadDir(door, "d")
	if err != nil || len(entries) != 3 {
		t.Errorf("d: %v, %v; want b, c and e", entries, err)
	}
}
