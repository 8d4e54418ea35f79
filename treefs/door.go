package treefs

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"slices"
	"syscall"
)

// A door is the fs.FS of a directory that no path leads out of. It lists a
// directory without a look at each of its entries: the one of os.Root takes
// that (os, newUnixDirent), 86,000 times in a kernel.
type door struct {
	files
	root *os.Root
	// beneath is a quicker way in, or nil. What it refuses, the root decides.
	beneath *beneath
}

// files is what the fs.FS of os.Root does as it should.
type files interface {
	fs.ReadFileFS
	fs.StatFS
	fs.ReadLinkFS
}

// newDoor returns the door of a directory.
func newDoor(root *os.Root) fs.FS {
	inside, ok := root.FS().(files)
	if !ok {
		return root.FS()
	}
	return door{files: inside, root: root, beneath: openBeneath(root)}
}

// ReadDir lists a directory, sorted by name.
func (d door) ReadDir(name string) ([]fs.DirEntry, error) {
	if !fs.ValidPath(name) {
		return nil, &fs.PathError{Op: "readdir", Path: name, Err: fs.ErrInvalid}
	}
	listed, err := d.list(name)
	if err != nil && len(listed) == 0 {
		return nil, err
	}
	entries := make([]entry, len(listed))
	sorted := make([]fs.DirEntry, len(listed))
	for i, found := range listed {
		entries[i] = entry{DirEntry: found, door: d, dir: name}
		sorted[i] = &entries[i]
	}
	slices.SortFunc(sorted, func(a, b fs.DirEntry) int { return cmp.Compare(a.Name(), b.Name()) })
	return sorted, err
}

// list returns the entries of a directory, not sorted.
func (d door) list(name string) ([]fs.DirEntry, error) {
	if d.beneath != nil {
		if entries, err := d.beneath.readDir(name); err == nil {
			return entries, nil
		}
	}
	// Opening a pipe would wait for who writes to it.
	dir, err := d.root.OpenFile(name, os.O_RDONLY|syscall.O_NONBLOCK, 0)
	if err != nil {
		return nil, fmt.Errorf("list: %w", err)
	}
	defer func() { _ = dir.Close() }() // nothing was written
	entries, err := dir.ReadDir(-1)
	if err != nil {
		return entries, fmt.Errorf("list: %w", err)
	}
	return entries, nil
}

// ReadFile returns the text of a regular file that is not larger than maxFile.
func (d door) ReadFile(name string) ([]byte, error) {
	if d.beneath != nil && fs.ValidPath(name) {
		text, err := d.beneath.readFile(name)
		switch {
		case err == nil:
			return text, nil
		case errors.Is(err, errNotRegular), errors.Is(err, errTooLarge):
			return nil, &fs.PathError{Op: "read", Path: name, Err: err}
		}
	}
	if !fs.ValidPath(name) {
		return nil, &fs.PathError{Op: "read", Path: name, Err: fs.ErrInvalid}
	}
	return readRegular(d.root, name)
}

// An entry is that of a directory; a closer look at it goes through the door.
type entry struct {
	fs.DirEntry

	door door
	dir  string
}

// Info describes the entry itself, even if it is a link.
func (e *entry) Info() (fs.FileInfo, error) { return e.door.Lstat(path.Join(e.dir, e.Name())) }
