package kbuild

import (
	"maps"
	"path"
	"runtime"
	"sync"
)

// readers is how many directories or files are read at a time. More of them than
// processors would slow down what else is done meanwhile.
func readers() int { return runtime.GOMAXPROCS(0) }

// listAll lists a directory and all below it that are to be entered; links to
// directories are not.
func (f *folder) listAll(dir string, enters func(string) bool) {
	var group sync.WaitGroup
	free := make(chan struct{}, readers())
	var list func(dir string)
	list = func(dir string) {
		for _, name := range f.list(dir) {
			full := path.Join(dir, name)
			if !enters(full) || !f.isDir(full) {
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
	defer f.mutex.Unlock()
	return maps.Clone(f.dirs)
}

// isDir reports whether a name is a directory; links are none.
func (f *folder) isDir(name string) bool {
	f.list(path.Dir(name))
	f.mutex.Lock()
	defer f.mutex.Unlock()
	return f.dirs[name]
}
