package lint

import (
	"errors"
	"hash/maphash"
	"io/fs"
	"path"
	"sync"
)

// Why a file is not repaired.
var (
	errBehindLink       = errors.New("a symbolic link leads to it")
	errChangedMeanwhile = errors.New("it has changed while the tree was judged")
	errNeverRead        = errors.New("it was not read as a whole")
)

// Readings are a tree that knows which texts have been read of it. It may be
// used by several goroutines.
type readings struct {
	fs.FS

	seed  maphash.Seed
	mutex sync.Mutex // guards what follows
	// sums has the sum of each file that was read; changed are those that had
	// one text and then another.
	sums    map[string]uint64
	changed map[string]bool
}

func newReadings(tree fs.FS) *readings {
	return &readings{FS: tree, seed: maphash.MakeSeed(), sums: map[string]uint64{}, changed: map[string]bool{}}
}

// ReadFile reads a file and remembers that it has.
func (r *readings) ReadFile(name string) ([]byte, error) {
	text, err := fs.ReadFile(r.FS, name)
	if err != nil {
		return text, err
	}
	sum := maphash.Bytes(r.seed, text)
	r.mutex.Lock()
	defer r.mutex.Unlock()
	before, known := r.sums[name]
	r.sums[name] = sum
	r.changed[name] = r.changed[name] || known && before != sum
	return text, nil
}

// again reads a file that has been read and fails if it is another one now, or
// if that is not its own name.
func (r *readings) again(name string) ([]byte, error) {
	for at := name; at != "."; at = path.Dir(at) {
		info, err := r.Lstat(at)
		if err != nil {
			return nil, err
		}
		if info.Mode()&fs.ModeSymlink != 0 {
			return nil, errBehindLink
		}
	}
	r.mutex.Lock()
	_, known := r.sums[name]
	r.mutex.Unlock()
	if !known {
		return nil, errNeverRead
	}
	text, err := r.ReadFile(name)
	if err != nil {
		return nil, err
	}
	r.mutex.Lock()
	defer r.mutex.Unlock()
	if r.changed[name] {
		return nil, errChangedMeanwhile
	}
	return text, nil
}

// ReadDir lists a directory.
func (r *readings) ReadDir(name string) ([]fs.DirEntry, error) { return fs.ReadDir(r.FS, name) }

// Stat describes a file.
func (r *readings) Stat(name string) (fs.FileInfo, error) { return fs.Stat(r.FS, name) }

// Lstat describes an entry, which may be a link.
func (r *readings) Lstat(name string) (fs.FileInfo, error) { return fs.Lstat(r.FS, name) }

// ReadLink returns where a link leads.
func (r *readings) ReadLink(name string) (string, error) { return fs.ReadLink(r.FS, name) }
