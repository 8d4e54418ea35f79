package lint

import (
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
)

// A State is a tree at one time, with what was found in it.
type State struct {
	FS     fs.FS
	Report *Report
}

// A trait is what a finding is, apart from the line it stands at.
type trait struct {
	rule, path, word, message string
}

// Difference returns the report of after without the findings that before has
// too. They are matched by rule, path, word and message, one by one, so that
// lines may move and a second finding of the same kind is new. A finding that
// got worse is new, and so is one that is not silenced any more. In a file that
// was renamed the path does not count.
func Difference(before, after State) *Report {
	result := *after.Report
	result.Diagnostics = nil
	isNew := newIn(before, after, before.Report.Diagnostics, after.Report.Diagnostics)
	for i := range after.Report.Diagnostics {
		if isNew[i] {
			result.Diagnostics = append(result.Diagnostics, after.Report.Diagnostics[i])
		}
	}
	result.Suppressed = nil
	old := slices.Concat(findingsOf(before.Report.Suppressed), before.Report.Diagnostics)
	isNew = newIn(before, after, old, findingsOf(after.Report.Suppressed))
	for i := range after.Report.Suppressed {
		if isNew[i] {
			result.Suppressed = append(result.Suppressed, after.Report.Suppressed[i])
		}
	}
	return &result
}

// findingsOf returns findings without what silenced them.
func findingsOf(suppressed []Suppressed) []Diagnostic {
	all := make([]Diagnostic, len(suppressed))
	for i := range suppressed {
		all[i] = suppressed[i].Diagnostic
	}
	return all
}

// newIn tells for each finding of after whether it is new.
func newIn(before, after State, old, now []Diagnostic) []bool {
	m := &matching{before: before, after: after, found: old, old: map[trait][]*Diagnostic{}, from: map[string]string{}}
	for i := range old {
		t := traitOf(&old[i], old[i].Path)
		m.old[t] = append(m.old[t], &old[i])
	}
	isNew := make([]bool, len(now))
	for i := range now {
		isNew[i] = !m.sameLine(&now[i])
	}
	for i := range now {
		d := &now[i]
		isNew[i] = isNew[i] && !m.take(traitOf(d, m.origin(d.Path)), func(old *Diagnostic) bool {
			return old.Severity >= d.Severity
		})
	}
	return isNew
}

// A matching takes findings of before away as those of after match them.
type matching struct {
	before, after State
	found         []Diagnostic // those of before
	old           map[trait][]*Diagnostic
	from          map[string]string // the former names of files
}

// sameLine matches a finding whose line has the same text: where several are
// alike, the new one is that in a new line.
func (m *matching) sameLine(d *Diagnostic) bool {
	return m.take(traitOf(d, m.origin(d.Path)), func(old *Diagnostic) bool {
		return old.SourceLine == d.SourceLine && old.Severity >= d.Severity
	})
}

// take removes the first finding of before that has a trait and is as wanted.
func (m *matching) take(t trait, wanted func(*Diagnostic) bool) bool {
	for i, old := range m.old[t] {
		if old != nil && wanted(old) {
			m.old[t][i] = nil
			return true
		}
	}
	return false
}

// origin returns the path that a file of after has in before: another one if
// the file is new and a file with findings, which is gone, was much like it.
func (m *matching) origin(name string) string {
	if former, ok := m.from[name]; ok {
		return former
	}
	m.from[name] = name
	if exists(m.before.FS, name) {
		return name
	}
	text, best := lines(m.after.FS, name), 0
	for _, former := range slices.Sorted(maps.Keys(m.gone())) {
		if alike := likeness(lines(m.before.FS, former), text); alike > best {
			m.from[name], best = former, alike
		}
	}
	return m.from[name]
}

// gone returns the files of before that have findings, and are gone.
func (m *matching) gone() map[string]bool {
	names := map[string]bool{}
	for i := range m.found {
		if name := m.found[i].Path; !exists(m.after.FS, name) {
			names[name] = true
		}
	}
	return names
}

// traitOf returns what a finding is, in a file that had another name.
func traitOf(d *Diagnostic, former string) trait {
	return trait{d.Rule, former, d.Word(), withoutDirectory(d.claim(), d.Path)}
}

// withoutDirectory returns a message without the directory of its file, which
// it may tell.
func withoutDirectory(message, name string) string {
	if dir := path.Dir(name); dir != "." {
		return strings.ReplaceAll(message, dir, "\x00")
	}
	return message
}

// likeness returns how many percent of its lines the longer text shares with
// the other one, 0 for less than half of them.
func likeness(a, b []string) int {
	count := map[string]int{}
	for _, line := range a {
		count[line]++
	}
	shared := 0
	for _, line := range b {
		if count[line] > 0 {
			count[line]--
			shared++
		}
	}
	percent := 100 * shared / max(len(a), len(b), 1)
	if percent < 50 {
		return 0
	}
	return percent
}

// exists reports whether a tree has a file.
func exists(tree fs.FS, name string) bool {
	_, err := fs.Stat(tree, name)
	return err == nil
}

// lines returns the lines of a file, none if it can't be read.
func lines(tree fs.FS, name string) []string {
	text, err := fs.ReadFile(tree, name)
	if err != nil || len(text) == 0 {
		return nil
	}
	return strings.Split(strings.TrimSuffix(string(text), "\n"), "\n")
}
