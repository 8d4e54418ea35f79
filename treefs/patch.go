package treefs

import (
	"fmt"
	"io"
	"io/fs"
	"path"
	"strings"

	"github.com/bluekeyes/go-gitdiff/gitdiff"
)

// maxPatched is how many bytes the files that a series changes may have.
const maxPatched = 256 << 20

// A Patched is a tree with a patch applied in memory.
type Patched struct {
	storeFS
	overlay *overlay
	notes   []string
	size    int
}

// Notes tells what was passed over: the texts of binary files.
func (p *Patched) Notes() []string { return p.notes }

// Patch applies what was mailed to a tree: a patch, a mailbox with a series, or
// a plain diff. Names count from the root of the tree, without their first part
// (a/ and b/). A hunk that applies nowhere is an error. The result may be used
// by several goroutines if the tree may.
func Patch(base fs.FS, mail io.Reader) (*Patched, error) {
	messages, err := readMail(mail)
	if err != nil {
		return nil, err
	}
	overlay := newOverlay(base)
	p := &Patched{storeFS: storeFS{overlay, "."}, overlay: overlay}
	count := 0
	for _, m := range messages {
		files, _, err := gitdiff.Parse(strings.NewReader(m.text))
		if err != nil {
			return nil, m.locate(err)
		}
		for _, file := range files {
			p.strip(file, m)
			if err := p.apply(file); err != nil {
				return nil, err
			}
		}
		count += len(files)
	}
	if count == 0 {
		return nil, errEmpty
	}
	return p, nil
}

// locate returns an error of the parser with the line of the mailbox.
func (m message) locate(err error) error {
	text := strings.TrimPrefix(err.Error(), "gitdiff: ")
	line := 0
	if _, scanned := fmt.Sscanf(text, "line %d:", &line); scanned != nil {
		return fmt.Errorf("line %d: %s", m.line, text)
	}
	_, reason, _ := strings.Cut(text, ": ")
	return fmt.Errorf("line %d: %s", m.line+line-1, reason)
}

// strip drops the first part of the names in a plain diff, which the parser
// leaves there; where only the whole name exists there was none.
func (p *Patched) strip(file *gitdiff.File, m message) {
	if strings.HasPrefix(m.text, "diff --git ") || strings.Contains(m.text, "\ndiff --git ") {
		return
	}
	for _, name := range []*string{&file.OldName, &file.NewName} {
		*name = path.Clean(*name)
		_, short, found := strings.Cut(*name, "/")
		if !found {
			continue
		}
		_, errShort := p.Lstat(path.Clean(short))
		_, errLong := p.Lstat(*name)
		if errLong != nil || errShort == nil {
			*name = short
		}
	}
}

// apply changes one file.
func (p *Patched) apply(file *gitdiff.File) error {
	name := file.NewName
	if file.IsDelete {
		name = file.OldName
	}
	if err := p.check(file); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	old := &node{mode: 0o644, text: memory("")}
	if !file.IsNew {
		found, err := p.lookup(file.OldName)
		if err != nil {
			return fmt.Errorf("%s: %w", file.OldName, err)
		}
		old = found
	}
	changed, err := p.change(file, old)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	if file.IsDelete || file.IsRename {
		p.overlay.remove(file.OldName)
	}
	if !file.IsDelete {
		p.overlay.put(name, modeOf(file, old), changed)
	}
	return nil
}

// check refuses names that lead elsewhere and files that can't be made.
func (p *Patched) check(file *gitdiff.File) error {
	if !file.IsNew {
		if err := p.checkName(file.OldName); err != nil {
			return err
		}
	}
	if file.IsDelete {
		return nil
	}
	if err := p.checkName(file.NewName); err != nil {
		return err
	}
	isMade := file.IsNew || file.IsRename || file.IsCopy
	if _, err := p.lookup(file.NewName); isMade && err == nil && file.NewName != file.OldName {
		return fs.ErrExist
	}
	return nil
}

// checkName refuses the name of a file outside of the tree, and one behind a
// link.
func (p *Patched) checkName(name string) error {
	if !fs.ValidPath(name) || name == "." {
		return errEscapes
	}
	for dir := path.Dir(name); dir != "."; dir = path.Dir(dir) {
		if e, err := p.lookup(dir); err == nil && !e.mode.IsDir() {
			return fmt.Errorf("%s is no directory", dir)
		}
	}
	return nil
}

// change returns the text that a file gets.
func (p *Patched) change(file *gitdiff.File, old *node) (text, error) {
	switch {
	case old.mode.IsDir():
		return nil, p.changeModule(file)
	case file.IsBinary:
		p.notes = append(p.notes, file.NewName+": the patch of a binary file is passed over")
		return old.text, nil
	case len(file.TextFragments) == 0:
		return old.text, nil
	}
	before, err := old.text.read()
	if err != nil {
		return nil, err
	}
	if len(before) > maxFile {
		return nil, errTooLarge
	}
	after, err := applyHunks(file, before)
	if err != nil {
		return nil, err
	}
	if p.size += len(after); p.size > maxPatched {
		return nil, fmt.Errorf("the files of the patch have more than %d MB", maxPatched>>20)
	}
	return memory(after), nil
}

// changeModule accepts the patch of a submodule, which stays empty.
func (p *Patched) changeModule(file *gitdiff.File) error {
	for _, hunk := range file.TextFragments {
		for _, line := range hunk.Lines {
			if !strings.HasPrefix(line.Line, "Subproject commit ") {
				return errNotRegular
			}
		}
	}
	return nil
}

// applyHunks applies the hunks of a file.
func applyHunks(file *gitdiff.File, before string) (string, error) {
	var after strings.Builder
	applier := gitdiff.NewTextApplier(&after, strings.NewReader(before))
	places := newSearch(before)
	for i, hunk := range file.TextFragments {
		said := hunk.OldPosition
		err := places.place(hunk)
		if err == nil {
			err = applier.ApplyFragment(hunk)
		}
		if err != nil {
			return "", fmt.Errorf("line %d: hunk %d does not apply: %w", said, i+1, err)
		}
	}
	if err := applier.Close(); err != nil {
		return "", fmt.Errorf("apply: %w", err)
	}
	if after.Len() > maxFile {
		return "", errTooLarge
	}
	return after.String(), nil
}

// modeOf returns what a file is after a patch.
func modeOf(file *gitdiff.File, old *node) fs.FileMode {
	for _, said := range []fs.FileMode{file.NewMode, file.OldMode} {
		if mode, ok := modes[fmt.Sprintf("%o", uint32(said))]; ok {
			return mode
		}
	}
	return info{node: old}.Mode()
}
