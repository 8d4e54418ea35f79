package lint

import (
	"slices"
	"strings"
	"unicode"

	"github.com/kbuildlint/kbuildlint/source"
)

// nonASCII is what goes into a report.
type nonASCII map[Line]string

// keep keeps the text of a line if its characters are not bytes.
func (n nonASCII) keep(file *source.File, number int) {
	if file == nil {
		return
	}
	line := Line{Path: file.Path, Number: number}
	if _, known := n[line]; known {
		return
	}
	text := file.Slice(file.Line(number))
	if len(text) > MaxSourceLine {
		n[line] = "" // not to look at it for each of its findings
	}
	if strings.ContainsFunc(text, func(r rune) bool { return r > unicode.MaxASCII }) {
		n[line] = text
	}
}

// rangeOf is RangeOf, and keeps the text of the lines for the report where formats
// can't do without.
func (n nonASCII) rangeOf(place source.Place) Range {
	written := RangeOf(place)
	n.keep(place.File, written.Line)
	n.keep(place.File, written.EndLine)
	return written
}

// linesChecked returns how many lines the wanted makefiles have: those that a
// process of make begins with, and those that were named.
func (r *run) linesChecked() int {
	if len(r.request.Rules) == 0 || len(r.request.Paths) == 0 {
		return 0
	}
	seen := map[string]bool{}
	for _, unit := range slices.Concat(r.tree.Units(), r.plain()) {
		if r.wanted(unit.Makefile) {
			seen[unit.Makefile] = true
		}
	}
	for _, path := range r.request.Paths {
		if r.tree.IsFragment(path) {
			seen[path] = true
		}
	}
	count := 0
	for path := range seen {
		count += r.tree.LineCount(path)
	}
	return count
}
