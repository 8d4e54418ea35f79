package lint

import (
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"github.com/kbuildlint/kbuildlint/treefs"
)

// maxFixRounds bounds how often a tree is repaired and judged again.
const maxFixRounds = 10

// A ChangedFile is one that repairs change.
type ChangedFile struct {
	// Tree is the index of the tree in the report.
	Tree          int
	Path          string
	Before, After []byte
	// Repaired is how many findings had a repair that was made here.
	Repaired int
}

// A Fixed tree is one with the safe repairs of its findings, in memory.
type Fixed struct {
	// Before is what is found in the tree, After what is with the repairs.
	Before, After *Report
	// Files are those that differ, by path.
	Files []ChangedFile
	// Failures are files that could not be repaired.
	Failures []Failure
}

// ApplyFixes makes the first safe repair of each finding and judges the tree
// again, until there is none left, at most maxFixRounds times. A repair that
// touches an earlier one waits for the next round. Only files at or below the
// paths are changed, and no repair is made in part: one that changes more than
// one file is not made at all, because files can't be written together.
func ApplyFixes(tree fs.FS, paths []string, judge func(fs.FS) (*Report, error)) (*Fixed, error) {
	f := fixing{
		fixed: &Fixed{}, read: newReadings(tree), paths: paths,
		before: map[string][]byte{}, after: map[string][]byte{},
		repaired: map[string]int{}, failed: map[string]bool{},
	}
	var err error
	if f.fixed.Before, err = judge(f.read); err != nil {
		return nil, err
	}
	f.fixed.After = f.fixed.Before
	for range maxFixRounds {
		if !f.apply() {
			break
		}
		repaired, err := treefs.WithTexts(f.read, f.after)
		if err != nil {
			return nil, fmt.Errorf("fix: %w", err)
		}
		if f.fixed.After, err = judge(repaired); err != nil {
			return nil, err
		}
	}
	return f.result(), nil
}

// A fixing is the repairing of one tree.
type fixing struct {
	fixed *Fixed
	read  *readings
	paths []string
	// before and after are the texts of the files that are changed.
	before, after map[string][]byte
	repaired      map[string]int
	failed        map[string]bool
}

// apply makes the repairs of the last report in memory, and reports whether
// there were any.
func (f *fixing) apply() bool {
	edits := map[string]*fileEdits{}
	for i := range f.fixed.After.Diagnostics {
		fix := safeFix(&f.fixed.After.Diagnostics[i])
		if fix == nil || !f.mayChange(fix.Edits) {
			continue
		}
		name := fix.Edits[0].Path
		if edits[name] == nil {
			edits[name] = newFileEdits(f.text(name))
		}
		if edits[name].add(fix.Edits) {
			f.repaired[name]++
		}
	}
	changed := false
	for name, edits := range edits {
		if len(edits.changes) > 0 {
			f.after[name] = edits.result()
			changed = true
		}
	}
	return changed
}

// safeFix returns the repair of a finding that is made, nil for none.
func safeFix(d *Diagnostic) *Fix {
	i := slices.IndexFunc(d.Fixes, func(fix Fix) bool { return fix.Safe && len(fix.Edits) > 0 })
	if i < 0 {
		return nil
	}
	return &d.Fixes[i]
}

// mayChange reports whether edits change one file, and one that may be changed.
func (f *fixing) mayChange(edits []Edit) bool {
	name := edits[0].Path
	if slices.ContainsFunc(edits, func(e Edit) bool { return e.Path != name }) {
		return false
	}
	wanted := slices.ContainsFunc(f.paths, func(wanted string) bool { return isAtOrBelow(name, wanted) })
	return wanted && f.load(name)
}

// load reports whether the text of a file is at hand as it was judged.
func (f *fixing) load(name string) bool {
	if _, ok := f.before[name]; ok || f.failed[name] {
		return ok
	}
	text, err := f.read.again(name)
	if err != nil {
		f.failed[name] = true
		f.fixed.Failures = append(f.fixed.Failures, Failure{Path: name, Message: err.Error()})
		return false
	}
	f.before[name] = text
	return true
}

// text returns the text of a file with the repairs until now.
func (f *fixing) text(name string) []byte {
	if text, ok := f.after[name]; ok {
		return text
	}
	return f.before[name]
}

// result returns the tree with the repairs.
func (f *fixing) result() *Fixed {
	for _, name := range slices.Sorted(maps.Keys(f.after)) {
		f.fixed.Files = append(f.fixed.Files, ChangedFile{
			Path: name, Before: f.before[name], After: f.after[name], Repaired: f.repaired[name],
		})
	}
	slices.SortFunc(f.fixed.Failures, func(a, b Failure) int { return strings.Compare(a.Path, b.Path) })
	return f.fixed
}
