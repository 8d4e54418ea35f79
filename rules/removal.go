package rules

import (
	"strings"

	"github.com/kbuildlint/kbuildlint/source"
)

// removal returns the edit that takes neighboring words out of a list: with the
// blanks before them, with their lines where they stand alone on these, and
// with the whole assignment where += adds nothing else.
func removal(words source.Place) source.Edit {
	text, start, end := words.File.Text, words.Span.Start, words.Span.End
	before := strings.TrimRight(text[:start], " \t")
	after := strings.TrimLeft(text[end:], " \t")
	lead, continues := strings.CutSuffix(before, "\\\n")
	lead = strings.TrimRight(lead, " \t")
	rest, last := strings.CutPrefix(after, "\n")
	line := lead[strings.LastIndexByte(lead, '\n')+1:]
	switch {
	case last && isOnlyAppend(lead, line):
		start, end = len(lead)-len(line), len(text)-len(rest)
	case continues && strings.HasPrefix(after, "\\\n"):
		start, end = len(before), len(text)-len(after)+len("\\\n")
	case continues && (last || after == ""):
		start = len(lead)
	default:
		start = len(before)
	}
	return source.Edit{Place: words.File.Place(source.Span{Start: start, End: end})}
}

// isOnlyAppend reports whether a text ends with a line that is the name of a
// variable and +=.
func isOnlyAppend(text, line string) bool {
	continued := strings.HasSuffix(strings.TrimSuffix(text, line), "\\\n")
	return !continued && strings.HasSuffix(line, "+=") && len(strings.Fields(line)) <= 2
}
