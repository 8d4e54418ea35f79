package eval

import (
	"strings"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/source"
)

// A Piece is a part of a Value that some configurations have and others do
// not. Exactly one of Text, Value and Template counts: Value when it is not
// nil, else Template when it is not nil, else Text.
type Piece struct {
	// Text is expanded text; it may hold unknowns, see World.Unknown. A piece
	// with an empty Text says that something stood here though it expanded to
	// nothing: the blanks around it stay.
	Text string
	// Value is a nested value with separators of its own.
	Value *Value
	// Template is unexpanded text of a recursive variable.
	Template *Template
	// When holds in the configurations that have the piece.
	When cond.Cond
	// Sep asks for one blank before the piece if something of the same value
	// stands before it, as += does since GNU Make 4.3. Several separators with
	// nothing between them are one.
	Sep bool
	// Made tells that the text is a name in the form GNU Make gives to targets
	// and prerequisites: leading "./" removed.
	Made bool
	// Place is where the text was written.
	Place source.Place
}

// A Value is what a variable or an expansion holds, for all configurations at
// once: the pieces of a configuration, in order, are its text. Values are
// never changed once built.
type Value struct {
	Pieces []Piece

	// What is computed once: the words, and when the text is not empty.
	words     []Word
	hasWords  bool
	list      *Value // the words with single blanks between them
	filled    cond.Cond
	hasFilled bool
	parts     int // see size
}

var emptyValue = &Value{}

// textValue returns a value of one piece that every configuration has.
func textValue(text string, place source.Place) *Value {
	if text == "" {
		return emptyValue
	}
	return &Value{Pieces: []Piece{{Text: text, When: cond.True, Place: place}}}
}

// noPlace is the place of text that nobody wrote.
var noPlace source.Place

func constantValue(text string) *Value { return textValue(text, noPlace) }

// guarded returns value as a piece that exists under when.
func guarded(value *Value, when cond.Cond) Piece {
	if len(value.Pieces) == 1 {
		piece := value.Pieces[0]
		if piece.When == cond.True {
			piece.When = when
			piece.Sep = false
			return piece
		}
	}
	return Piece{Value: value, When: when}
}

// isEmpty reports whether the value is nothing in every configuration.
func (v *Value) isEmpty() bool { return len(v.Pieces) == 0 }

// constant returns the text of a value that is the same in every
// configuration, and whether it is one. It may hold unknowns.
func (v *Value) constant() (string, bool) {
	switch len(v.Pieces) {
	case 0:
		return "", true
	case 1:
		piece := v.Pieces[0]
		if piece.When != cond.True || piece.Template != nil {
			return "", false
		}
		if piece.Value != nil {
			return piece.Value.constant()
		}
		return piece.Text, true
	}
	return v.joinConstant()
}

// bare reports whether text consists of unknowns only, and so may be nothing.
func bare(text string) bool {
	if text == "" || text[0] != 0 {
		return false
	}
	for text != "" {
		if text[0] != 0 {
			return false
		}
		end := strings.IndexByte(text[1:], 0)
		if end < 0 {
			return true
		}
		text = text[end+2:]
	}
	return true
}

// separated reports whether a part of the value asks for a blank before it.
func (v *Value) separated() bool {
	for i := range v.Pieces {
		if v.Pieces[i].Sep {
			return true
		}
	}
	return false
}

func (v *Value) joinConstant() (string, bool) {
	var text strings.Builder
	filled, pending := false, false
	for i := range v.Pieces {
		piece := &v.Pieces[i]
		part, ok := piece.constant()
		if !ok {
			return "", false
		}
		pending = pending || piece.Sep && filled
		if piece.Value != nil && part == "" {
			continue
		}
		if pending {
			text.WriteByte(' ')
		}
		text.WriteString(part)
		filled, pending = true, false
	}
	return text.String(), true
}

// constant returns the text of a piece that is the same in every
// configuration, and whether it is one whose place in the value is known.
func (p *Piece) constant() (string, bool) {
	switch {
	case p.When != cond.True || p.Template != nil:
		return "", false
	case p.Value != nil:
		return p.Value.constant()
	}
	return p.Text, !bare(p.Text)
}

// hasTemplate reports whether a part of the value is still to be expanded.
func (v *Value) hasTemplate() bool {
	for i := range v.Pieces {
		if v.Pieces[i].Template != nil {
			return true
		}
	}
	return false
}

// place returns where the first written piece of the value stands.
func (v *Value) place() source.Place {
	for i := range v.Pieces {
		piece := &v.Pieces[i]
		if piece.Value != nil {
			if place := piece.Value.place(); place.File != nil {
				return place
			}
			continue
		}
		if piece.Place.File != nil {
			return piece.Place
		}
	}
	return source.Place{}
}

// A builder collects the pieces of a new value.
type builder struct {
	pieces []Piece
	sep    bool
}

// separate asks for a pending blank before the next piece.
func (b *builder) separate() { b.sep = true }

func (b *builder) add(piece Piece) {
	if piece.When == cond.False || piece.Value != nil && piece.Value.isEmpty() {
		return
	}
	piece.Sep = piece.Sep || b.sep
	b.sep = false
	b.pieces = append(b.pieces, piece)
}

// addValue appends value under when. Its own separators stay its own unless
// it is one item of a separated list, where they mean the same.
func (b *builder) addValue(value *Value, when cond.Cond) {
	b.add(guarded(value, when))
}

// addWord appends one word of a list.
func (b *builder) addWord(word Word) {
	b.separate()
	b.add(Piece{Text: word.Text, When: word.When, Place: word.Place, Made: word.Made})
}

func (b *builder) value() *Value {
	if len(b.pieces) == 0 {
		return emptyValue
	}
	if len(b.pieces) == 1 {
		only := b.pieces[0]
		if only.Value != nil && only.When == cond.True {
			return only.Value
		}
	}
	return &Value{Pieces: b.pieces}
}

// wordsValue joins words, none of which is empty, to a list value. It keeps the
// slice.
func wordsValue(words []Word) *Value {
	if len(words) == 0 {
		return emptyValue
	}
	b := builder{pieces: make([]Piece, 0, len(words))}
	for _, word := range words {
		b.addWord(word)
	}
	value := b.value()
	value.words, value.hasWords = words, true
	return value
}
