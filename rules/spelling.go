package rules

import (
	"slices"
	"strings"

	"github.com/kbuildlint/kbuildlint/eval"
	"github.com/kbuildlint/kbuildlint/lint"
	"github.com/kbuildlint/kbuildlint/source"
)

// describe names a word as it was written and, if that differs, as it is.
func describe(place source.Place, text string) string {
	written := place.Text()
	if written == text || written == "" || strings.ContainsAny(written, "\n") {
		return text
	}
	return written + " (" + text + ")"
}

// repairs returns how to write the word, if it is written in one place. There
// is no way to write the pattern of everything below ".": without the prefix it
// matches every name.
func repairs(place source.Place, text string) []lint.Repair {
	written := place.Text()
	replacement := eval.MakeName(text)
	if replacement == "%" {
		return nil
	}
	if written != text {
		if !isOneWord(written) {
			return nil
		}
		replacement = "$(patsubst ./%,%," + written + ")"
	}
	return []lint.Repair{{
		Title: "write " + replacement,
		Edits: []source.Edit{{Place: place, Text: replacement}},
	}}
}

// isOneWord reports whether a text has a reference and no blanks outside of
// references.
func isOneWord(text string) bool {
	depth := 0
	for _, c := range text {
		switch c {
		case '(', '{':
			depth++
		case ')', '}':
			depth--
		case ' ', '\t':
			if depth == 0 {
				return false
			}
		case '\n':
			return false
		}
	}
	return strings.Contains(text, "$")
}

// stepNotes returns the references and calls that led to an event, the nearest
// first.
func stepNotes(event *eval.Event) []lint.Note {
	var notes []lint.Note
	for _, step := range slices.Backward(event.Steps) {
		notes = append(notes, lint.Note{Place: step, Message: "which is expanded from here"})
	}
	return notes
}
