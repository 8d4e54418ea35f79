package treefs

import (
	"cmp"
	"io/fs"
	"path"
	"slices"
	"sync"
)

// An overlay is a tree with changes that are kept in memory.
type overlay struct {
	base fs.FS
	// changed are the entries of each directory that differ from the base, nil
	// for what is gone. made are directories that the base does not have.
	changed map[string]map[string]*node
	made    map[string]bool

	mutex  sync.Mutex // guards what follows
	listed map[string]func() ([]*node, error)
}

func newOverlay(base fs.FS) *overlay {
	return &overlay{
		base: base, changed: map[string]map[string]*node{}, made: map[string]bool{},
		listed: map[string]func() ([]*node, error){},
	}
}

// entries returns what is in a directory with the changes.
func (o *overlay) entries(dir string) ([]*node, error) {
	changed := o.changed[dir]
	var entries []*node
	if !o.made[dir] {
		var err error
		if entries, err = o.ofBase(dir); err != nil || len(changed) == 0 {
			return entries, err
		}
	}
	kept := slices.DeleteFunc(slices.Clone(entries), func(e *node) bool {
		_, ok := changed[e.name]
		return ok
	})
	for _, e := range changed {
		if e != nil {
			kept = append(kept, e)
		}
	}
	slices.SortFunc(kept, func(a, b *node) int { return cmp.Compare(a.name, b.name) })
	return kept, nil
}

// ofBase lists a directory of the base, once.
func (o *overlay) ofBase(dir string) ([]*node, error) {
	o.mutex.Lock()
	listed, ok := o.listed[dir]
	if !ok {
		listed = sync.OnceValues(func() ([]*node, error) { return o.listBase(dir) })
		o.listed[dir] = listed
	}
	o.mutex.Unlock()
	return listed()
}

func (o *overlay) listBase(dir string) ([]*node, error) {
	list, err := fs.ReadDir(o.base, dir)
	if err != nil {
		return nil, err
	}
	entries, nodes := make([]*node, len(list)), make([]node, len(list))
	for i, one := range list {
		nodes[i] = ofBase(o.base, dir, one)
		entries[i] = &nodes[i]
	}
	slices.SortFunc(entries, func(a, b *node) int { return cmp.Compare(a.name, b.name) })
	return entries, nil
}

// ofBase returns an entry of a directory of the base.
func ofBase(base fs.FS, dir string, found fs.DirEntry) node {
	permissions := fs.FileMode(0o644)
	if found.IsDir() || found.Type()&fs.ModeSymlink != 0 {
		permissions = 0o755
	}
	e := node{name: found.Name(), mode: found.Type() | permissions}
	switch {
	case found.IsDir():
	case found.Type()&fs.ModeSymlink != 0:
		e.text = linkOfBase{base, dir, e.name}
	default:
		e.text = fileOfBase{base, dir, found}
	}
	return e
}

// A fileOfBase is the text of a file that is not changed.
type fileOfBase struct {
	base  fs.FS
	dir   string
	found fs.DirEntry
}

func (f fileOfBase) read() (string, error) {
	if !f.found.Type().IsRegular() {
		return "", errNotRegular
	}
	text, err := fs.ReadFile(f.base, path.Join(f.dir, f.found.Name()))
	return string(text), err
}

func (f fileOfBase) size() int64 {
	info, err := f.found.Info()
	if err != nil {
		return 0 // it has gone meanwhile
	}
	return info.Size()
}

// A linkOfBase is where a link that is not changed leads.
type linkOfBase struct {
	base      fs.FS
	dir, name string
}

func (l linkOfBase) read() (string, error) { return fs.ReadLink(l.base, path.Join(l.dir, l.name)) }

func (l linkOfBase) size() int64 {
	target, _ := l.read() // whoever reads it next gets the error
	return int64(len(target))
}

// A memory is a text that a patch made.
type memory string

func (m memory) read() (string, error) { return string(m), nil }
func (m memory) size() int64           { return int64(len(m)) }

// A kept text is one that a patch has not changed, of a file that it has.
type kept struct{ text }

// put adds or replaces a file, and makes the directories around it.
func (o *overlay) put(name string, mode fs.FileMode, content text) {
	added := &node{name: path.Base(name), mode: mode, text: kept{content}}
	if mode.IsDir() { // a submodule
		added.text, o.made[name] = nil, true
	}
	o.set(name, added)
	for dir := path.Dir(name); dir != "."; dir = path.Dir(dir) {
		if e, err := (storeFS{o, "."}).lookup(dir); err == nil && e.mode.IsDir() {
			return
		}
		o.made[dir] = true
		o.set(dir, &node{name: path.Base(dir), mode: fs.ModeDir | 0o755})
	}
}

// remove takes a file away, and the directories that are empty then, of which
// git knows nothing.
func (o *overlay) remove(name string) {
	o.set(name, nil)
	for dir := path.Dir(name); dir != "."; dir = path.Dir(dir) {
		if entries, err := o.entries(dir); err != nil || len(entries) > 0 {
			return
		}
		o.set(dir, nil)
	}
}

func (o *overlay) set(name string, e *node) {
	dir := path.Dir(name)
	if o.changed[dir] == nil {
		o.changed[dir] = map[string]*node{}
	}
	o.changed[dir][path.Base(name)] = e
}
