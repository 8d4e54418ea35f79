package main

import (
	"errors"
	"io/fs"
	"os"
	"strings"
	"sync"
	"syscall"
)

// workers is how many goroutines read a tree.
const workers = 2

// patterns are the beginnings of the file names that kbuild reads.
var patterns = []string{"Makefile", "Kbuild", "Kconfig"}

// A listing is what a survey saw of a tree, in no particular order.
type listing struct {
	// Files holds the paths of the regular files that were read.
	Files []string
	// Dirs holds the paths of the directories that were listed.
	Dirs []string
	// Bytes is the size of all files together.
	Bytes int64
}

// A survey walks one tree with several workers. They share a stack of the
// directories that nobody has listed yet.
type survey struct {
	mu   sync.Mutex
	wake *sync.Cond
	// todo holds the directories to list.
	todo []string
	// busy counts the workers that may still push directories.
	busy int
	seen listing
	errs []error
}

// read lists every directory of the tree and reads every file of which kbuild
// could want the bytes. Symbolic links are not followed below the root.
func read(root string) (listing, error) {
	s := &survey{todo: []string{root}}
	s.wake = sync.NewCond(&s.mu)
	var group sync.WaitGroup
	for range workers {
		group.Go(s.work)
	}
	group.Wait()
	return s.seen, errors.Join(s.errs...)
}

// work lists directories until none is left, then adds what it saw to the
// survey.
func (s *survey) work() {
	w := worker{buffer: make([]byte, 1<<17)}
	for {
		dir, ok := s.pop()
		if !ok {
			break
		}
		s.push(w.list(dir))
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.seen.Files = append(s.seen.Files, w.seen.Files...)
	s.seen.Dirs = append(s.seen.Dirs, w.seen.Dirs...)
	s.seen.Bytes += w.seen.Bytes
	s.errs = append(s.errs, w.errs...)
}

// pop takes a directory to list. It waits while the others may still find
// some, and reports false when the tree is done.
func (s *survey) pop() (string, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for len(s.todo) == 0 && s.busy > 0 {
		s.wake.Wait()
	}
	if len(s.todo) == 0 {
		return "", false
	}
	last := len(s.todo) - 1
	dir := s.todo[last]
	s.todo = s.todo[:last]
	s.busy++
	return dir, true
}

// push ends what pop began: it hands over the directories below the one that
// was taken.
func (s *survey) push(dirs []string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.todo = append(s.todo, dirs...)
	s.busy--
	s.wake.Broadcast()
}

// A worker holds what one goroutine needs for itself.
type worker struct {
	buffer []byte
	seen   listing
	errs   []error
}

// list reads the wanted files of a directory and returns the directories in it.
func (w *worker) list(dir string) []string {
	entries, err := entriesOf(dir)
	if err != nil {
		w.errs = append(w.errs, err)
	}
	w.seen.Dirs = append(w.seen.Dirs, dir)
	var below []string
	for _, entry := range entries {
		switch {
		case entry.IsDir():
			below = append(below, dir+"/"+entry.Name())
		case entry.Type().IsRegular() && wanted(entry.Name()):
			w.readFile(dir + "/" + entry.Name())
		}
	}
	return below
}

// readFile reads a file to its end and forgets the bytes. It asks the system
// without package os, which makes eight calls a file where three do.
func (w *worker) readFile(path string) {
	w.seen.Files = append(w.seen.Files, path)
	file, err := syscall.Open(path, syscall.O_RDONLY|syscall.O_CLOEXEC, 0)
	if err != nil {
		w.fail("open", path, err)
		return
	}
	defer syscall.Close(file) //nolint:errcheck // nothing was written to it
	for {
		n, err := syscall.Read(file, w.buffer)
		if err != nil {
			w.fail("read", path, err)
			return
		}
		w.seen.Bytes += int64(n)
		if n < len(w.buffer) {
			return
		}
	}
}

// fail notes what went wrong with a file.
func (w *worker) fail(op, path string, err error) {
	w.errs = append(w.errs, &fs.PathError{Op: op, Path: path, Err: err})
}

// entriesOf lists a directory without sorting it, which os.ReadDir would do.
func entriesOf(dir string) ([]fs.DirEntry, error) {
	file, err := os.Open(dir)
	if err != nil {
		return nil, err
	}
	defer file.Close() //nolint:errcheck // nothing was written to it
	return file.ReadDir(-1)
}

// wanted reports whether kbuild could want the bytes of a file of this name.
func wanted(name string) bool {
	for _, pattern := range patterns {
		if strings.HasPrefix(name, pattern) {
			return true
		}
	}
	return false
}
