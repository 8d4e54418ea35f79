package treefs

import (
	"cmp"
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"
	"syscall"
)

// A store has the entries of a tree.
type store interface {
	// entries returns what is in a directory, sorted by name. No link is in the
	// path, which is "." for the top.
	entries(dir string) ([]*node, error)
}

// A node is a file, a directory or a link.
type node struct {
	name string
	mode fs.FileMode
	text text // nil for a directory
}

// A text is what a file holds, or where a link leads.
type text interface {
	read() (string, error)
	size() int64
}

// maxLinks is how many links a path may go through.
const maxLinks = 40

var errEscapes = errors.New("path escapes from the tree")

// A storeFS is the fs.FS of a directory of a store. Links are followed
// as long as they stay in it.
type storeFS struct {
	store store
	root  string
}

var (
	_ fs.ReadFileFS = storeFS{}
	_ fs.ReadDirFS  = storeFS{}
	_ fs.ReadLinkFS = storeFS{}
	_ fs.SubFS      = storeFS{}
)

// lookup returns the entry of a path that has no link in it, "." for the top.
func (s storeFS) lookup(name string) (*node, error) {
	if name == "." {
		return &node{name: ".", mode: fs.ModeDir | 0o755}, nil
	}
	entries, err := s.store.entries(path.Dir(name))
	if err != nil {
		return nil, err
	}
	at, found := slices.BinarySearchFunc(entries, path.Base(name), func(e *node, base string) int {
		return cmp.Compare(e.name, base)
	})
	if !found {
		return nil, fs.ErrNotExist
	}
	return entries[at], nil
}

// A walk goes along a path.
type walk struct {
	tree  storeFS
	at    string
	node  *node
	todo  []string // the names still to be taken
	links int
}

// resolve returns what a path leads to, through links, and its own path.
func (s storeFS) resolve(name string) (string, *node, error) {
	w := &walk{tree: s, at: s.root, node: &node{name: ".", mode: fs.ModeDir | 0o755}, todo: strings.Split(name, "/")}
	for len(w.todo) > 0 {
		part := w.todo[0]
		w.todo = w.todo[1:]
		if err := w.take(part); err != nil {
			return "", nil, err
		}
	}
	return w.at, w.node, nil
}

// take goes on to one name.
func (w *walk) take(part string) error {
	switch {
	case !w.node.mode.IsDir():
		return syscall.ENOTDIR
	case part == "" || part == ".":
		return nil
	case part == ".." && w.at == w.tree.root:
		return errEscapes
	case part == "..":
		w.at = path.Dir(w.at)
		return nil
	}
	next := path.Join(w.at, part)
	e, err := w.tree.lookup(next)
	if err != nil {
		return err
	}
	if e.mode&fs.ModeSymlink != 0 {
		return w.follow(e)
	}
	w.at, w.node = next, e
	return nil
}

// follow goes on to where a link leads.
func (w *walk) follow(link *node) error {
	target, err := link.text.read()
	if err != nil {
		return err
	}
	w.links++
	switch {
	case path.IsAbs(target):
		return errEscapes
	case w.links > maxLinks || target == "" || len(target) > 4<<10:
		return syscall.ELOOP
	}
	w.todo = append(strings.Split(target, "/"), w.todo...)
	return nil
}

// at returns what a path leads to, with errors that tell the path.
func (s storeFS) at(op, name string) (string, *node, error) {
	if !fs.ValidPath(name) {
		return "", nil, &fs.PathError{Op: op, Path: name, Err: fs.ErrInvalid}
	}
	full, e, err := s.resolve(name)
	if err != nil {
		return "", nil, &fs.PathError{Op: op, Path: name, Err: err}
	}
	return full, e, nil
}

// itself returns the entry of a path, which may be a link.
func (s storeFS) itself(op, name string) (*node, error) {
	dir, _, err := s.at(op, path.Dir(name))
	if err != nil || name == "." || !fs.ValidPath(name) {
		_, e, err := s.at(op, name)
		return e, err
	}
	e, err := s.lookup(path.Join(dir, path.Base(name)))
	if err != nil {
		return nil, &fs.PathError{Op: op, Path: name, Err: err}
	}
	return e, nil
}

// Open opens a file or a directory.
func (s storeFS) Open(name string) (fs.File, error) {
	full, e, err := s.at("open", name)
	if err != nil {
		return nil, err
	}
	if e.mode.IsDir() {
		entries, err := s.list(full)
		return &openDir{info: info{e, path.Base(name)}, entries: entries}, err
	}
	text, err := e.text.read()
	if err != nil {
		return nil, &fs.PathError{Op: "open", Path: name, Err: err}
	}
	return &openFile{Reader: strings.NewReader(text), info: info{e, path.Base(name)}}, nil
}

// ReadFile returns the text of a file.
func (s storeFS) ReadFile(name string) ([]byte, error) {
	_, e, err := s.at("read", name)
	if err != nil {
		return nil, err
	}
	if e.mode.IsDir() {
		return nil, &fs.PathError{Op: "read", Path: name, Err: syscall.EISDIR}
	}
	text, err := e.text.read()
	if err != nil {
		return nil, &fs.PathError{Op: "read", Path: name, Err: err}
	}
	return []byte(text), nil
}

// ReadDir returns what is in a directory, sorted by name.
func (s storeFS) ReadDir(name string) ([]fs.DirEntry, error) {
	full, e, err := s.at("readdir", name)
	if err != nil {
		return nil, err
	}
	if !e.mode.IsDir() {
		return nil, &fs.PathError{Op: "readdir", Path: name, Err: syscall.ENOTDIR}
	}
	return s.list(full)
}

func (s storeFS) list(dir string) ([]fs.DirEntry, error) {
	entries, err := s.store.entries(dir)
	if err != nil {
		return nil, &fs.PathError{Op: "readdir", Path: dir, Err: err}
	}
	list := make([]fs.DirEntry, len(entries))
	for i, e := range entries {
		list[i] = listed{e}
	}
	return list, nil
}

// Stat describes what a path leads to.
func (s storeFS) Stat(name string) (fs.FileInfo, error) {
	_, e, err := s.at("stat", name)
	if err != nil {
		return nil, err
	}
	return info{e, path.Base(name)}, nil
}

// Lstat describes an entry, which may be a link.
func (s storeFS) Lstat(name string) (fs.FileInfo, error) {
	e, err := s.itself("lstat", name)
	if err != nil {
		return nil, err
	}
	return info{e, path.Base(name)}, nil
}

// ReadLink returns where a link leads.
func (s storeFS) ReadLink(name string) (string, error) {
	e, err := s.itself("readlink", name)
	if err != nil {
		return "", err
	}
	if e.mode&fs.ModeSymlink == 0 {
		return "", &fs.PathError{Op: "readlink", Path: name, Err: fs.ErrInvalid}
	}
	return e.text.read()
}

// Sub returns the tree below a directory, which no link leads out of.
func (s storeFS) Sub(dir string) (fs.FS, error) {
	full, e, err := s.at("sub", dir)
	if err != nil {
		return nil, err
	}
	if !e.mode.IsDir() {
		return nil, &fs.PathError{Op: "sub", Path: dir, Err: syscall.ENOTDIR}
	}
	return storeFS{s.store, full}, nil
}

// HasText reports whether a file has a text. That of a repository is known by
// its hash, without asking git.
func (s storeFS) HasText(name string, text []byte) bool {
	_, found, err := s.at("read", name)
	if err != nil || found.mode.IsDir() {
		return false
	}
	if inGit, ok := found.text.(blob); ok {
		return inGit.hash == hashOf(text, len(inGit.hash))
	}
	own, err := found.text.read()
	return err == nil && own == string(text)
}
