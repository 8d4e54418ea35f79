package report

import (
	"unicode/utf8"

	"github.com/kbuildlint/kbuildlint/lint"
)

// A characterRange is a range whose columns count characters, that is code
// points of Unicode. A byte that is no part of one counts as one.
type characterRange struct{ lint.Range }

// inCharacters returns a range of a tree in characters.
func inCharacters(r *lint.Report, tree int, bytes lint.Range) characterRange {
	c := characterRange{bytes}
	c.Column = characterColumn(r, lint.Line{Tree: tree, Path: bytes.Path, Number: bytes.Line}, bytes.Column)
	c.EndColumn = characterColumn(r, lint.Line{Tree: tree, Path: bytes.Path, Number: bytes.EndLine}, bytes.EndColumn)
	return c
}

// characterColumn returns the column in characters of a column in bytes.
func characterColumn(r *lint.Report, line lint.Line, column int) int {
	text := r.NonASCII[line]
	before := min(max(column-1, 0), len(text))
	return column - before + utf8.RuneCountInString(text[:before])
}
