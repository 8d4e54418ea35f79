package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/kbuildlint/kbuildlint/kbuild"
	"github.com/kbuildlint/kbuildlint/lint"
	"github.com/kbuildlint/kbuildlint/treefs"
)

// openRevisions opens the trees that paths belong to in revisions of git. No
// path needs to exist elsewhere than in the revision.
func (c *change) openRevisions(paths []string) ([]*states, []lint.Failure, error) {
	var trees []*states
	var failures []lint.Failure
	for _, name := range paths {
		one, err := c.openRevision(name)
		if missing, ok := errors.AsType[*unjudged](err); ok {
			failures = append(failures, lint.Failure{Path: missing.path, Message: missing.err.Error()})
			continue
		}
		if err != nil {
			return trees, failures, fmt.Errorf("--rev: %w", err)
		}
		at := slices.IndexFunc(trees, func(s *states) bool { return s.root == one.root })
		if at < 0 {
			trees = append(trees, one)
			continue
		}
		trees[at].paths = append(trees[at].paths, one.paths...)
		trees[at].given = append(trees[at].given, name)
		if err := one.close(); err != nil {
			return trees, failures, fmt.Errorf("--rev: %w", err)
		}
	}
	return trees, failures, nil
}

// openRevision opens the tree that a path belongs to.
func (c *change) openRevision(name string) (*states, error) {
	dir, rest, err := nearestDirectory(name)
	if err != nil {
		return nil, &unjudged{name, err}
	}
	repository, err := treefs.OpenRepository(dir)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	from, to, isRange := c.revisions()
	whole, err := repository.Revision(to)
	if err != nil {
		return nil, err
	}
	inside := path.Join(repository.Prefix, rest)
	root, err := rootInside(whole, inside)
	if err != nil {
		return nil, &unjudged{name, fmt.Errorf("revision %s has no such file or directory", to)}
	}
	s := &states{repository: repository, after: part(whole, root)}
	s.root, s.paths = split(filepath.Join(dir, filepath.FromSlash(rest)), inside, root)
	s.given = []string{name}
	s.above = foldersAbove(whole, root, s.root)
	if isRange {
		old, err := repository.Revision(from)
		if err != nil {
			return nil, err
		}
		s.before = part(old, root)
	}
	return s, nil
}

// nearestDirectory returns the directory at or above a path that exists, with
// the rest of the path.
func nearestDirectory(name string) (dir, rest string, err error) {
	dir, err = filepath.Abs(name)
	if err != nil {
		return "", "", fmt.Errorf("locate %s: %w", name, err)
	}
	for {
		info, err := os.Stat(dir)
		if err == nil && info.IsDir() {
			return resolve(dir), rest, nil
		}
		if dir == filepath.Dir(dir) {
			return "", "", err
		}
		rest = path.Join(filepath.Base(dir), rest)
		dir = filepath.Dir(dir)
	}
}

// rootInside returns the directory of the tree that a path in a revision
// belongs to, as treefs.Locate does for files.
func rootInside(whole fs.FS, inside string) (string, error) {
	info, err := fs.Stat(whole, inside)
	if err != nil {
		return "", err
	}
	start := inside
	if !info.IsDir() {
		start = path.Dir(inside)
	}
	for dir := start; ; dir = path.Dir(dir) {
		if kbuild.IsRoot(part(whole, dir)) {
			return dir, nil
		}
		if dir == "." {
			return start, nil
		}
	}
}

// part returns a directory of a revision, an empty one where it has none.
func part(whole fs.FS, dir string) fs.FS {
	sub, err := fs.Sub(whole, dir)
	if err != nil {
		return nothing
	}
	return sub
}

// split splits the path of a file into the root of its tree, which has a path
// in the repository, and the path inside of that tree.
func split(name, inside, root string) (dir string, paths []string) {
	if inside == root {
		return name, []string{"."}
	}
	rest := strings.TrimPrefix(inside, root+"/")
	for range strings.Count(rest, "/") + 1 {
		name = filepath.Dir(name)
	}
	return name, []string{rest}
}
