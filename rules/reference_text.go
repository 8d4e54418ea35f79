package rules

import (
	"iter"
	"strings"

	"github.com/kbuildlint/kbuildlint/source"
)

// symbolEnd returns how many characters at the beginning of a text can belong
// to the name of a configuration symbol.
func symbolEnd(text string) int {
	end := strings.IndexFunc(text, func(c rune) bool {
		letter := c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z'
		return !letter && c != '_' && (c < '0' || c > '9')
	})
	if end < 0 {
		return len(text)
	}
	return end
}

// shortestName is how long what stands in brackets must be to be taken for the
// name of a variable.
const shortestName = 3

// namesInBrackets yields what may be names of variables in round brackets that
// have no $ before them.
func namesInBrackets(text string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for before, rest, found := strings.Cut(text, "("); found; before, rest, found = strings.Cut(rest, "(") {
			end := symbolEnd(rest)
			closed := strings.HasPrefix(rest[end:], ")")
			if closed && end >= shortestName && !strings.HasSuffix(before, "$") && !yield(rest[:end]) {
				return
			}
		}
	}
}

// unbracketed returns the symbol that a text has directly behind a $, "" if
// there is none.
func unbracketed(text string) string {
	before, rest, found := strings.Cut(text, "$CONFIG_")
	if !found || strings.HasSuffix(before, "$") {
		return ""
	}
	return "CONFIG_" + rest[:symbolEnd(rest)]
}

// standsBehind reports whether a text stands directly before a place.
func standsBehind(place source.Place, before string) bool {
	return place.File != nil && strings.HasSuffix(place.File.Text[:place.Span.Start], before)
}

// trimmed returns a place without the blanks at its ends.
func trimmed(place source.Place) source.Place {
	text := place.Text()
	place.Span.Start += len(text) - len(strings.TrimLeft(text, " \t"))
	place.Span.End -= len(text) - len(strings.TrimRight(text, " \t"))
	return place
}

// withDollar writes a reference where a text has the name, alone or in
// brackets, "" if that is not clear.
func withDollar(text, name string) string {
	before, behind, found := strings.Cut(text, name)
	if !found || strings.Contains(behind, name) {
		return ""
	}
	if opened, ok := strings.CutSuffix(before, "("); ok {
		closed, closes := strings.CutPrefix(behind, ")")
		if !closes {
			return ""
		}
		before, behind = opened, closed
	}
	before = strings.TrimSuffix(before, "%")
	if blank := strings.TrimRight(before, " \t"); strings.HasSuffix(blank, "$") {
		before = strings.TrimSuffix(blank, "$")
	}
	return before + "$(" + name + ")" + behind
}
