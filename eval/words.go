package eval

import (
	"strings"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/source"
)

// A Word is a word of a value, with the configurations that have it.
type Word struct {
	// Text may hold unknowns, see World.Unknown.
	Text string
	When cond.Cond
	// Made tells that the word is a name as GNU Make keeps names.
	Made bool
	// Place is where the word, or its first part, was written.
	Place source.Place
}

// maxOpen bounds the words that may be under construction at one point: n
// optional fragments glued together make 2^n words. Linux 6.12 needs 11.
const maxOpen = 24

// A wordScan reads pieces from left to right. open holds the words that have
// begun and not ended; their conditions exclude each other.
type wordScan struct {
	world *World
	space *cond.Space
	words []Word
	open  []Word
	// crowded is set when there were too many open words.
	crowded bool
	limit   limit
	// site is the reference whose value is read where it touches other text.
	site source.Place
}

// scope reads a value that is surrounded by blanks or ends: each separator in
// it is a word boundary.
func (s *wordScan) scope(v *Value, when cond.Cond) {
	start := 0
	for i := 1; i <= len(v.Pieces); i++ {
		if i < len(v.Pieces) && !v.Pieces[i].Sep {
			continue
		}
		done := len(s.words)
		s.run(v.Pieces[start:i], when)
		s.closeAll()
		if s.crowded {
			s.words = append(s.words[:done], s.whole(v.Pieces[start:i], when))
			s.crowded = false
			s.limit = limit{nodes: s.space.NodeCount() + maxNodes, steps: maxSteps}
		}
		start = i
	}
}

// whole returns pieces whose words are too many to tell apart as one unknown
// word, which an exact configuration can still compute.
func (s *wordScan) whole(pieces []Piece, when cond.Cond) Word {
	value := &Value{Pieces: pieces}
	unknown := s.world.deferred(textFunctions["strip"], []*Value{value})
	return Word{Text: unknown.mark(), When: when, Place: value.place()}
}

// run reads pieces without a separator between them.
func (s *wordScan) run(pieces []Piece, when cond.Cond) {
	for i := range pieces {
		piece := &pieces[i]
		if s.crowded {
			return
		}
		under := s.space.And(piece.When, when)
		switch {
		case under == cond.False || piece.Template != nil:
		case piece.Value == nil:
			s.text(piece, under)
		case len(s.open) == 0 && s.boundaryFollows(pieces[i+1:], piece.When):
			s.words = s.world.appendUnder(s.words, s.world.Words(piece.Value), under)
		default:
			s.site = piece.Place
			s.glued(piece.Value, under)
			s.site = source.Place{}
		}
	}
}

// boundaryFollows reports whether a word that ends before pieces is ended by
// them in every configuration of when.
func (s *wordScan) boundaryFollows(pieces []Piece, when cond.Cond) bool {
	for i := range pieces {
		piece := &pieces[i]
		if piece.Value != nil {
			return false
		}
		if piece.Text == "" {
			continue
		}
		if !isBlank(piece.Text[0]) {
			return s.space.Disjoint(piece.When, when)
		}
		if s.space.Implies(when, piece.When) {
			return true
		}
	}
	return true
}

// glued reads a nested value that touches text before or after it: its
// separators count only where something of the value stands before them.
func (s *wordScan) glued(v *Value, when cond.Cond) {
	filled := cond.False
	for i := range v.Pieces {
		piece := &v.Pieces[i]
		under := s.space.And(piece.When, when)
		if under == cond.False || piece.Template != nil {
			continue
		}
		if s.crowded {
			return
		}
		if piece.Sep {
			s.closeUnder(s.space.And(under, filled))
		}
		if piece.Value != nil {
			s.glued(piece.Value, under)
			under = s.space.And(under, s.world.NonEmpty(piece.Value))
		} else {
			s.text(piece, under)
		}
		filled = s.space.Or(filled, under)
	}
}

// text reads the text of one piece.
func (s *wordScan) text(piece *Piece, when cond.Cond) {
	text := piece.Text
	for pos := 0; pos < len(text); {
		if isBlank(text[pos]) {
			s.closeUnder(when)
			for pos < len(text) && isBlank(text[pos]) {
				pos++
			}
			continue
		}
		end := pos
		for end < len(text) && !isBlank(text[end]) {
			end++
		}
		place := subPlace(piece, pos, end)
		if s.site.File != nil {
			place = s.site
		}
		s.extend(Word{Text: text[pos:end], When: when, Made: piece.Made, Place: place})
		pos = end
	}
}

// extend appends a fragment to the open words of its configurations, and
// opens a word where there is none.
func (s *wordScan) extend(fragment Word) {
	if len(s.open) == 0 {
		s.open = append(s.open, fragment)
		return
	}
	if s.crowded {
		return
	}
	rest := fragment.When
	for i, n := 0, len(s.open); i < n && rest != cond.False; i++ {
		both := s.space.And(s.open[i].When, rest)
		if both == cond.False {
			continue
		}
		longer := Word{
			Text: s.open[i].Text + fragment.Text, When: both,
			Place: joined(s.open[i].Place, fragment.Place),
		}
		if s.open[i].When == both {
			s.open[i] = longer
		} else {
			s.open[i].When = s.space.Diff(s.open[i].When, rest)
			s.open = append(s.open, longer)
		}
		rest = s.space.Diff(rest, both)
	}
	if rest != cond.False {
		fragment.When = rest
		s.open = append(s.open, fragment)
	}
	s.mergeOpen()
}

// joined returns the place of a word whose parts were written one after the
// other.
func joined(first, second source.Place) source.Place {
	if first.File == second.File && first.Span.End <= second.Span.Start {
		first.Span.End = second.Span.End
	}
	return first
}

// mergeOpen joins open words of equal text, and gives up on exactness of
// single words when there are too many.
func (s *wordScan) mergeOpen() {
	kept := s.open[:0]
	for _, word := range s.open {
		merged := false
		for i := range kept {
			if kept[i].Text == word.Text && kept[i].Place == word.Place {
				kept[i].When = s.space.Or(kept[i].When, word.When)
				merged = true
				break
			}
		}
		if !merged {
			kept = append(kept, word)
		}
	}
	s.open = kept
	s.crowded = s.crowded || len(s.open) > maxOpen || s.limit.spent(s.space, len(s.open))
}

// closeUnder ends the open words in the configurations of when.
func (s *wordScan) closeUnder(when cond.Cond) {
	if when == cond.False || len(s.open) == 0 {
		return
	}
	kept := s.open[:0]
	for _, word := range s.open {
		ended := s.space.And(word.When, when)
		if ended == cond.False {
			kept = append(kept, word)
			continue
		}
		rest := s.space.Diff(word.When, when)
		word.When = ended
		s.words = append(s.words, word)
		if rest != cond.False {
			word.When = rest
			kept = append(kept, word)
		}
	}
	s.open = kept
}

func (s *wordScan) closeAll() {
	s.words = append(s.words, s.open...)
	s.open = s.open[:0]
}

// subPlace returns the place of a part of a piece's text.
func subPlace(piece *Piece, start, end int) source.Place {
	place := piece.Place
	if place.Span.Len() == len(piece.Text) {
		place.Span = source.Span{Start: place.Span.Start + start, End: place.Span.Start + end}
	}
	return place
}

// isBlank tells the bytes that separate words in GNU Make.
func isBlank(c byte) bool {
	return c == ' ' || c >= '\t' && c <= '\r'
}

// fields returns the words of plain text.
func fields(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return r < 0x80 && isBlank(byte(r)) })
}
