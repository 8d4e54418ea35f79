package main

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"github.com/kbuildlint/kbuildlint/lint"
	"github.com/kbuildlint/kbuildlint/treefs"
)

// nothing is the tree without files.
var nothing embed.FS

// States are a tree as it is judged and as it was before, nil where nothing is
// compared.
type states struct {
	input

	before, after fs.FS
	above         []folder           // of a revision: the directories around the tree
	repository    *treefs.Repository // nil for none
}

// An unjudged input is a failure, and no mistake of the user's.
type unjudged struct {
	path string
	err  error
}

func (u *unjudged) Error() string { return u.path + ": " + u.err.Error() }

// open opens the trees that paths belong to.
func (c *change) open(paths []string) ([]*states, []lint.Failure, error) {
	var trees []*states
	var failures []lint.Failure
	var err error
	switch {
	case c.Buffer != "":
		return c.openBuffer()
	case c.Rev != "":
		trees, failures, err = c.openRevisions(paths)
	default:
		trees, failures, err = c.openDirectories(paths)
	}
	if err == nil && c.Patch != "" {
		var unapplied []lint.Failure
		trees, unapplied, err = c.applyPatch(trees)
		failures = append(failures, unapplied...)
	}
	return trees, failures, err
}

// openDirectories opens trees of files.
func (c *change) openDirectories(paths []string) ([]*states, []lint.Failure, error) {
	found, failures := inputs(paths)
	var trees []*states
	for _, tree := range found {
		door, err := treefs.OpenDir(tree.root)
		if err != nil {
			failures = append(failures, lint.Failure{Path: tree.given[0], Message: reason(err)})
			continue
		}
		s := &states{input: tree, after: door}
		trees = append(trees, s)
		if c.Since == "" {
			continue
		}
		if err := s.openBefore(c.Since); err != nil {
			return trees, failures, fmt.Errorf("--since: %w", err)
		}
	}
	return trees, failures, nil
}

// openBefore opens the state of a directory at a revision. Where the revision
// does not have it, all is new.
func (s *states) openBefore(revision string) error {
	repository, err := treefs.OpenRepository(s.root)
	if err != nil {
		return fmt.Errorf("%s: %w", s.root, err)
	}
	s.repository = repository
	whole, err := repository.Revision(revision)
	if err != nil {
		return fmt.Errorf("%s: %w", s.root, err)
	}
	s.before, err = fs.Sub(whole, repository.Prefix)
	if errors.Is(err, fs.ErrNotExist) {
		s.before, err = nothing, nil
	}
	if err != nil {
		return fmt.Errorf("%s: %w", s.root, err)
	}
	return nil
}

// applyPatch makes the tree with the patch what is judged. One that does not
// apply is a failure, and there is nothing to judge.
func (c *change) applyPatch(trees []*states) ([]*states, []lint.Failure, error) {
	switch len(trees) {
	case 0:
		return nil, nil, nil
	case 1:
	default:
		return trees, nil, fmt.Errorf("--patch is applied to one tree, but the paths are in %d", len(trees))
	}
	patched, err := c.patched(trees[0].after)
	if err != nil {
		return nil, []lint.Failure{{Path: c.Patch, Message: reason(err)}}, trees[0].close()
	}
	for _, note := range patched.Notes() {
		c.Note(note)
	}
	trees[0].before, trees[0].after = trees[0].after, patched
	return trees, nil, nil
}

// patched returns a tree with the patch.
func (c *change) patched(tree fs.FS) (*treefs.Patched, error) {
	mail, err := c.mail()
	if err != nil {
		return nil, err
	}
	defer func() { _ = mail.Close() }() // nothing was written
	return treefs.Patch(tree, mail)
}

// mail opens the patch.
func (c *change) mail() (io.ReadCloser, error) {
	if c.Patch == "-" {
		return io.NopCloser(c.Mail), nil
	}
	info, err := os.Stat(c.Patch)
	if err != nil {
		return nil, err
	}
	if info.IsDir() {
		return nil, errNotRegular
	}
	return os.Open(c.Patch)
}

// close ends what reads the states, and returns what could not be read.
func (s *states) close() error {
	if s.repository == nil {
		return nil
	}
	return s.repository.Close()
}

// judge returns what is found in a tree, or what is new in it: the one after, or
// what repairs make of it.
func (s *states) judge(ctx context.Context, tree fs.FS, request lint.Request, c *change) (*lint.Report, error) {
	request.FS, request.Root, request.Paths = tree, s.root, s.paths
	if s.before == nil {
		return lint.Check(ctx, request)
	}
	report, err := lint.CheckChange(ctx, request, s.before)
	if err == nil && c.Touched {
		report = lint.ChangedLines(s.before, lint.State{FS: tree, Report: report})
	}
	return report, err
}
