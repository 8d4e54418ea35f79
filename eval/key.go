package eval

import (
	"strconv"
	"strings"

	"github.com/kbuildlint/kbuildlint/cond"
)

// A key identifies an unknown or a test. The values in it are written so that
// they can be read again: that costs far less memory than to keep them, and few
// of them are ever asked for.

// The marks of a key. A text that holds such a byte has keyEscape before it.
const (
	keyNext   = 1 // begins an argument
	keySep    = 2 // asks for a blank before the piece, see Piece
	keyWhen   = 3 // stands before and behind the number of a condition
	keyOpen   = 4 // begins a nested value
	keyClose  = 5 // ends it
	keyEnd    = 6 // ends a piece that has a condition, or an empty text
	keyEscape = 7
)

// writeKey writes what identifies a value: its texts, and conditions only
// where there are some.
func (w *World) writeKey(key *strings.Builder, v *Value) {
	for i := range v.Pieces {
		piece := &v.Pieces[i]
		if piece.Sep {
			key.WriteByte(keySep)
		}
		if piece.When != cond.True {
			key.WriteByte(keyWhen)
			key.WriteString(strconv.Itoa(int(piece.When)))
			key.WriteByte(keyWhen)
		}
		if piece.Value != nil {
			key.WriteByte(keyOpen)
			w.writeKey(key, piece.Value)
			key.WriteByte(keyClose)
		} else {
			writeKeyText(key, piece.Text)
		}
		if piece.When != cond.True || piece.Value == nil && piece.Text == "" {
			key.WriteByte(keyEnd)
		}
	}
}

func writeKeyText(key *strings.Builder, text string) {
	for at := strings.IndexFunc(text, isKeyMark); at >= 0; at = strings.IndexFunc(text, isKeyMark) {
		key.WriteString(text[:at])
		key.WriteByte(keyEscape)
		key.WriteByte(text[at])
		text = text[at+1:]
	}
	key.WriteString(text)
}

func isKeyMark(r rune) bool { return keyNext <= r && r <= keyEscape }

// A keyReader reads the values of a key. Pieces that were written one behind the
// other without a mark are one, and places are lost.
type keyReader struct {
	rest string
}

// arguments reads the values that begin with keyNext.
func (r *keyReader) arguments() []*Value {
	var values []*Value
	for r.takes(keyNext) {
		values = append(values, r.value())
	}
	return values
}

// value reads to the end of a value.
func (r *keyReader) value() *Value {
	var b builder
	for r.rest != "" && r.rest[0] != keyNext && r.rest[0] != keyClose {
		b.pieces = append(b.pieces, r.piece())
	}
	return &Value{Pieces: b.pieces}
}

func (r *keyReader) piece() Piece {
	piece := Piece{Sep: r.takes(keySep), When: cond.True}
	if r.takes(keyWhen) {
		number, rest, _ := strings.Cut(r.rest, string(rune(keyWhen)))
		if when, err := strconv.ParseInt(number, 10, 32); err == nil {
			piece.When = cond.Cond(when)
		}
		r.rest = rest
	}
	if r.takes(keyOpen) {
		piece.Value = r.value()
		r.takes(keyClose)
	} else {
		piece.Text = r.text()
	}
	r.takes(keyEnd)
	return piece
}

// text reads to the next mark.
func (r *keyReader) text() string {
	var text strings.Builder
	for {
		at := strings.IndexFunc(r.rest, isKeyMark)
		if at < 0 {
			at = len(r.rest)
		}
		text.WriteString(r.rest[:at])
		r.rest = r.rest[at:]
		if !r.takes(keyEscape) || r.rest == "" {
			return text.String()
		}
		text.WriteByte(r.rest[0])
		r.rest = r.rest[1:]
	}
}

// takes reports whether a mark is next, and reads it.
func (r *keyReader) takes(mark byte) bool {
	if r.rest == "" || r.rest[0] != mark {
		return false
	}
	r.rest = r.rest[1:]
	return true
}
