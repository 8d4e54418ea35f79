package rules

import (
	"strings"

	"github.com/kbuildlint/kbuildlint/lint"
	"github.com/kbuildlint/kbuildlint/source"
)

// withoutBlank returns the repair that takes the blanks away that begin at a place,
// which holds them where more text follows: where only a comment stands behind
// them, it goes to a line of its own.
func withoutBlank(place source.Place) []lint.Repair {
	line := place.File.Line(place.Start().Line)
	behind := source.Place{File: place.File, Span: source.Span{Start: place.Span.Start, End: line.End}}
	comment := strings.TrimSpace(behind.Text())
	switch {
	case comment == "":
		return []lint.Repair{{Title: "remove the blank", Edits: []source.Edit{{Place: behind}}}}
	case !strings.HasPrefix(comment, "#"):
		if place.Span.Len() == 0 {
			return nil
		}
		return []lint.Repair{{Title: "remove the blank", Edits: []source.Edit{{Place: place}}}}
	case strings.HasSuffix(comment, "\\"), isContinued(place.File, line.Start):
		return nil
	}
	before := source.Place{File: place.File, Span: source.Span{Start: line.Start, End: line.Start}}
	edits := []source.Edit{{Place: behind}, {Place: before, Text: comment + "\n"}}
	return []lint.Repair{{Title: "write the comment on a line of its own", Edits: edits}}
}

// isContinued reports whether a line begins inside a longer one.
func isContinued(file *source.File, start int) bool {
	return strings.HasSuffix(file.Text[:start], "\\\n")
}
