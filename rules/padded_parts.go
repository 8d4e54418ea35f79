package rules

import (
	"strings"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/eval"
	"github.com/kbuildlint/kbuildlint/lint"
	"github.com/kbuildlint/kbuildlint/source"
)

// isPadded reports whether a blank is written at the end of a value.
func isPadded(a eval.Assignment) bool {
	return a.Statement != nil && endsInBlank(a.Statement.Value.Raw)
}

// endsInBlank reports whether a text with more in it ends in a blank.
func endsInBlank(text string) bool {
	trimmed := strings.TrimRight(text, blanks)
	return trimmed != "" && trimmed != text
}

// checkPaddedNames reports assignments to a variable whose name ends with a blank
// that comes from the value of another one.
func checkPaddedNames(pass *lint.Pass) {
	for _, a := range pass.Process.Assignments {
		if a.Place.File == nil || !endsInBlank(a.Name) {
			continue
		}
		name := strings.TrimRight(a.Name, blanks)
		finding := lint.Finding{
			Place: a.Place, When: a.When, Builds: pass.Unit.Builds,
			Message: "the name of the variable ends with a blank: it is not " + name,
			Effect:  name + " does not get the value",
		}
		for _, padded := range pass.Process.Assignments {
			if isPadded(padded) && strings.Contains(a.Place.Text(), "$("+padded.Name+")") {
				finding.Related = []lint.Note{{Place: padded.Place, Message: "the blank is at the end of this value"}}
			}
		}
		pass.Report(finding)
	}
}

// checkCutWords reports blanks at the end of a value that is put into the middle of
// a word.
func checkCutWords(pass *lint.Pass) {
	reported := map[source.Place]bool{}
	for _, name := range pass.Process.OwnNames() {
		eachCut(pass.Process.ValueOf(name), func(blank, after *eval.Piece) {
			when := pass.Space().And(blank.When, after.When)
			place := blankAtEnd(blank)
			if when == cond.False || reported[place] || place.Written() != place {
				return
			}
			reported[place] = true
			pass.Report(lint.Finding{
				Place: place, When: when, Builds: pass.Unit.Builds,
				Message: "the blank belongs to the value, which is put into the middle of a word",
				Effect:  "the word is cut into two, the second one begins with " + firstField(pass, after.Text),
				Related: []lint.Note{{Place: after.Place, Message: "the second word begins here"}},
				Fixes:   withoutBlank(place),
			})
		})
	}
}

// firstField returns the first word of a text as people can read it.
func firstField(pass *lint.Pass, text string) string {
	return pass.Tree.World.Readable(strings.Fields(text)[0])
}

// eachCut calls yield for each piece that ends in a blank in the middle of a word,
// with the piece behind it.
func eachCut(value *eval.Value, yield func(blank, after *eval.Piece)) {
	var before *eval.Piece
	for i := range value.Pieces {
		piece := &value.Pieces[i]
		if piece.Value != nil {
			eachCut(piece.Value, yield)
			last := lastPiece(piece.Value)
			if i+1 < len(value.Pieces) && last != nil && endsInBlank(last.Text) &&
				isInWord(before, piece, &value.Pieces[i+1]) {
				yield(last, &value.Pieces[i+1])
			}
		}
		before = piece
	}
}

// isInWord reports whether a piece is meant to be a part of the word that goes on
// behind it: the word begins before it, or goes on with a slash. Quotation marks say
// that the blanks are meant.
func isInWord(before, piece, after *eval.Piece) bool {
	const quotes = "'\""
	if after.Sep || after.Value != nil || after.Text == "" || strings.ContainsAny(after.Text[:1], blanks+quotes) {
		return false
	}
	if after.Text[0] == '/' {
		return true
	}
	return before != nil && !piece.Sep && before.Value == nil && before.Text != "" &&
		!strings.ContainsAny(before.Text[len(before.Text)-1:], blanks+quotes)
}

// lastPiece returns the last text of a value, nil if it has none.
func lastPiece(value *eval.Value) *eval.Piece {
	for value != nil && len(value.Pieces) > 0 {
		last := &value.Pieces[len(value.Pieces)-1]
		if last.Value == nil {
			return last
		}
		value = last.Value
	}
	return nil
}

// blankAtEnd returns the place of the blanks at the end of a piece.
func blankAtEnd(piece *eval.Piece) source.Place {
	place := piece.Place
	place.Span.Start = place.Span.End - (len(piece.Text) - len(strings.TrimRight(piece.Text, blanks)))
	return place
}
