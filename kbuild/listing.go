package kbuild

import (
	"io/fs"
	"maps"
	"runtime"
	"slices"
	"strings"
	"sync"
)

// readers is how many directories or files are read at a time. More of them than
// processors would slow down what else is done meanwhile.
func readers() int { return runtime.GOMAXPROCS(0) }

// A listing is what is in a directory: all names, those of directories, and those
// of what is neither a directory nor a regular file. All are sorted.
type listing struct{ names, dirs, odd []string }

// list returns the names in a directory, sorted; nil for what is none.
func (f *folder) list(dir string) []string { return f.listing(dir).names }

// listing returns what is in a directory: nothing in what is none.
func (f *folder) listing(dir string) listing {
	f.mutex.Lock()
	found, ok := f.listed[dir]
	if !ok {
		found = sync.OnceValue(func() listing { return f.read(dir) })
		f.listed[dir] = found
	}
	f.mutex.Unlock()
	return found()
}

// read lists a directory.
func (f *folder) read(dir string) listing {
	var entries []fs.DirEntry
	if dir == "." || f.mayBeDir(dir) {
		entries, _ = fs.ReadDir(f.fsys, dir) // what can't be listed has no entries
	}
	found := listing{names: make([]string, len(entries))}
	for i, entry := range entries {
		name := entry.Name()
		found.names[i] = name
		switch {
		case entry.IsDir():
			found.dirs = append(found.dirs, name)
		case !entry.Type().IsRegular():
			found.odd = append(found.odd, name)
		}
	}
	return found
}

// mayBeDir reports whether a name is a directory, or a link that may lead to one.
func (f *folder) mayBeDir(name string) bool {
	if !fs.ValidPath(name) {
		return false
	}
	dir, base := split(name)
	around := f.listing(dir)
	return has(around.dirs, base) || has(around.odd, base)
}

// split returns the directory of a path, and the name in it.
func split(name string) (dir, base string) {
	if at := strings.LastIndexByte(name, '/'); at >= 0 {
		return name[:at], name[at+1:]
	}
	return ".", name
}

// join is path.Join of a directory and a name in it.
func join(dir, name string) string {
	if dir == "." {
		return name
	}
	return dir + "/" + name
}

// has reports whether a name is among sorted ones.
func has(names []string, name string) bool {
	_, found := slices.BinarySearch(names, name)
	return found
}

// listAll lists a directory and all below it that are to be entered; links to
// directories are not.
func (f *folder) listAll(dir string, enters func(string) bool) {
	var group sync.WaitGroup
	free := make(chan struct{}, readers())
	var list func(dir string)
	list = func(dir string) {
		for _, name := range f.listing(dir).dirs {
			full := join(dir, name)
			if !enters(full) {
				continue
			}
			select {
			case free <- struct{}{}:
				group.Go(func() {
					list(full)
					<-free
				})
			default:
				list(full)
			}
		}
	}
	list(dir)
	group.Wait()
}

// parallel returns what a function says of each of the names, in their order.
func parallel[T any](names []string, of func(string) T) []T {
	values := make([]T, len(names))
	var group sync.WaitGroup
	step := readers()
	for i := range step {
		group.Go(func() {
			for j := i; j < len(names); j += step {
				values[j] = of(names[j])
			}
		})
	}
	group.Wait()
	return values
}

// directories returns the directories that were found so far.
func (f *folder) directories() map[string]bool {
	f.mutex.Lock()
	listed := maps.Clone(f.listed)
	f.mutex.Unlock()
	found := map[string]bool{}
	for dir, listing := range listed {
		for _, name := range listing().dirs {
			found[join(dir, name)] = true
		}
	}
	return found
}
