package lint

import (
	"bytes"
	"io/fs"
	"slices"
	"strings"
	"sync"
)

// A pair is a tree that compares whatever is read of it with another one. Whose
// answers are the same is judged the same.
type pair struct {
	tree, other fs.FS
	once        sync.Once
	differ      chan struct{} // closed at the first difference
}

func newPair(tree, other fs.FS) *pair {
	return &pair{tree: tree, other: other, differ: make(chan struct{})}
}

// differs reports whether something differed until now.
func (p *pair) differs() bool {
	select {
	case <-p.differ:
		return true
	default:
		return false
	}
}

// found notes a difference.
func (p *pair) found() { p.once.Do(func() { close(p.differ) }) }

// A texts knows the texts of a tree without reading them, by their hashes.
type texts interface {
	HasText(name string, text []byte) bool
}

// Open opens a file, for those who do not read it as a whole.
func (p *pair) Open(name string) (fs.File, error) {
	if _, err := p.ReadFile(name); err != nil {
		_, _ = p.ReadDir(name) // it is compared; Open has the error
	}
	return p.tree.Open(name)
}

// ReadFile reads a file and compares it.
func (p *pair) ReadFile(name string) ([]byte, error) {
	text, err := fs.ReadFile(p.tree, name)
	if !p.differs() && !p.same(name, text, err) {
		p.found()
	}
	return text, err
}

func (p *pair) same(name string, text []byte, err error) bool {
	if err == nil {
		return hasText(p.other, name, text)
	}
	_, errOther := fs.ReadFile(p.other, name)
	return errOther != nil
}

// hasText reports whether a tree has a file with a text.
func hasText(tree fs.FS, name string, text []byte) bool {
	if known, ok := tree.(texts); ok {
		return known.HasText(name, text)
	}
	other, err := fs.ReadFile(tree, name)
	return err == nil && bytes.Equal(text, other)
}

// ReadDir lists a directory and compares the names. Git's own directory is in
// no revision, and nothing of a build.
func (p *pair) ReadDir(name string) ([]fs.DirEntry, error) {
	list, err := fs.ReadDir(p.tree, name)
	if p.differs() || isOfGit(name) {
		return list, err
	}
	other, errOther := fs.ReadDir(p.other, name)
	isGit := func(d fs.DirEntry) bool { return d.Name() == gitDir }
	same := slices.EqualFunc(
		slices.DeleteFunc(slices.Clone(list), isGit), slices.DeleteFunc(slices.Clone(other), isGit),
		func(a, b fs.DirEntry) bool { return a.Name() == b.Name() && a.Type() == b.Type() },
	)
	if !same || (err == nil) != (errOther == nil) {
		p.found()
	}
	return list, err
}

// isOfGit reports whether a path is git's own directory or below it.
func isOfGit(name string) bool { return name == gitDir || strings.HasPrefix(name, gitDir+"/") }

const gitDir = ".git"

// Stat describes a file and compares whether it is there, and what it is.
func (p *pair) Stat(name string) (fs.FileInfo, error) {
	info, err := fs.Stat(p.tree, name)
	if p.differs() {
		return info, err
	}
	other, errOther := fs.Stat(p.other, name)
	if (err == nil) != (errOther == nil) || err == nil && info.Mode().Type() != other.Mode().Type() {
		p.found()
	}
	return info, err
}
