package eval

import (
	"strconv"
	"strings"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/source"
)

// An Unknown is text that evaluation can't know. Inside the text of a piece it
// stands as a mark between NUL bytes, which no makefile text can hold.
type Unknown struct {
	// ID is the index of the unknown in its world.
	ID int
	// Reason says in a few words what the text depends on.
	Reason string
	// Symbol is the configuration symbol, or the variable of the environment,
	// that the text is the value of; "" for anything else.
	Symbol string
	// Shell is the command that prints the text, "" for anything else.
	Shell string
	// Solid tells that the text is one non-empty word.
	Solid bool

	// members are the words of the text where only their order is unknown.
	members []string
	// function says how the text follows from values that hold unknowns
	// themselves, see args; key is what they are read from.
	function textFunction
	key      string
}

// mark returns the text that stands for the unknown.
func (u *Unknown) mark() string {
	return "\x00" + strconv.Itoa(u.ID) + "\x00"
}

// unknown returns the unknown of a key, made on first use: equal keys are the
// same unknown text.
func (w *World) unknown(key, reason string) *Unknown {
	if u, ok := w.byKey[key]; ok {
		return u
	}
	key = strings.Clone(key) // it may be the beginning of a larger block of memory
	u := &Unknown{ID: len(w.unknowns), Reason: reason, key: key}
	w.unknowns = append(w.unknowns, u)
	w.byKey[key] = u
	return u
}

// deferred returns the unknown that a function of text makes of values which
// are themselves unknown or too various; an exact configuration can still
// compute it.
func (w *World) deferred(function textFunction, args []*Value) *Unknown {
	var key strings.Builder
	key.WriteString(function.name)
	for _, arg := range args {
		key.WriteByte(keyNext)
		w.writeKey(&key, arg)
	}
	if u, ok := w.byKey[key.String()]; ok {
		return u
	}
	u := w.unknown(key.String(), w.reasonOf(function.name, args))
	u.function = function
	return u
}

// args returns the values that the text follows from, none where it follows from
// nothing.
func (u *Unknown) args() []*Value {
	if u.function.apply == nil {
		return nil
	}
	r := keyReader{rest: strings.TrimPrefix(u.key, u.function.name)}
	return r.arguments()
}

// reasonOf names the first unknown that the arguments hold.
func (w *World) reasonOf(name string, args []*Value) string {
	for _, arg := range args {
		if u := w.UnknownIn(arg); u != nil {
			return u.Reason
		}
	}
	return "too many variants for $(" + name + ")"
}

// UnknownIn returns the first unknown that a value holds, nil without one.
func (w *World) UnknownIn(v *Value) *Unknown {
	for i := range v.Pieces {
		piece := &v.Pieces[i]
		if piece.Value != nil {
			if u := w.UnknownIn(piece.Value); u != nil {
				return u
			}
			continue
		}
		if u := w.UnknownInText(piece.Text); u != nil {
			return u
		}
	}
	return nil
}

// UnknownInText returns the first unknown in the text of a piece or a word,
// nil without one.
func (w *World) UnknownInText(text string) *Unknown {
	start := strings.IndexByte(text, 0)
	if start < 0 {
		return nil
	}
	u, _ := w.markAt(text, start)
	return u
}

// EndsUnknown returns the unknown that a text consists of behind a known
// beginning, nil for any other text.
func (w *World) EndsUnknown(text string) (known string, unknown *Unknown) {
	start := strings.IndexByte(text, 0)
	if start < 0 {
		return text, nil
	}
	u, end := w.markAt(text, start)
	if end != len(text) {
		return text[:start], nil
	}
	return text[:start], u
}

// markAt reads the mark that begins at start and returns its unknown and the
// offset behind it.
func (w *World) markAt(text string, start int) (*Unknown, int) {
	length := strings.IndexByte(text[start+1:], 0)
	if length < 0 {
		return nil, len(text)
	}
	end := start + 1 + length
	id, err := strconv.Atoi(text[start+1 : end])
	if err != nil || id < 0 || id >= len(w.unknowns) {
		return nil, end + 1
	}
	return w.unknowns[id], end + 1
}

// hasUnknown reports whether text holds a mark.
func hasUnknown(text string) bool { return strings.IndexByte(text, 0) >= 0 }

// solid reports whether every unknown in the text is a single word, so that
// the text has the words it seems to have.
func (w *World) solid(text string) bool {
	for start := strings.IndexByte(text, 0); start >= 0; {
		u, end := w.markAt(text, start)
		if u == nil || !u.Solid {
			return false
		}
		next := strings.IndexByte(text[end:], 0)
		if next < 0 {
			break
		}
		start = end + next
	}
	return true
}

// Readable returns text as people can read it: each unknown as "<reason>".
func (w *World) Readable(text string) string {
	var b strings.Builder
	for {
		start := strings.IndexByte(text, 0)
		if start < 0 {
			b.WriteString(text)
			return b.String()
		}
		u, end := w.markAt(text, start)
		b.WriteString(text[:start])
		if u != nil {
			b.WriteString("<" + u.Reason + ">")
		}
		text = text[end:]
	}
}

// unknownValue returns a value that is one unknown.
func unknownValue(u *Unknown, place source.Place) *Value {
	return &Value{Pieces: []Piece{{Text: u.mark(), When: cond.True, Place: place}}}
}
