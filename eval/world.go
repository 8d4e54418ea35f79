// Package eval computes what GNU Make would compute from makefiles, for every
// configuration at once.
//
// A World holds what the evaluations of one tree share: the conditions, the
// unknowns and the opaque tests. A Process is one run of make: the makefiles
// it reads, in order, leave variables and rules in it.
package eval

import (
	"strconv"
	"strings"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/parser"
	"github.com/kbuildlint/kbuildlint/source"
)

// A World is shared by all processes of one tree, so that their conditions can
// be compared. It is not safe for concurrent use.
type World struct {
	Space *cond.Space

	unknowns  []*Unknown
	byKey     map[string]*Unknown
	tests     map[cond.Domain]test
	literals  map[literalKey]*Value
	templates map[literalKey]*Template
	trims     map[*parser.Text]*parser.Text
	specials  map[string]specialFunction
	parts     map[string]*Variable // $(@D) and the like
	symbols   map[string]*Variable // of configuration symbols, once looked up
}

// nodeBudget bounds one operation on conditions; beyond it the result is a
// condition of its own that stands for the operation. The largest condition of
// Linux 6.12 that matters has 49 nodes.
const nodeBudget = 1000

// NewWorld returns an empty world.
func NewWorld() *World {
	space := cond.NewSpace()
	space.SetBudget(nodeBudget)
	return &World{
		Space:     space,
		byKey:     map[string]*Unknown{},
		tests:     map[cond.Domain]test{},
		literals:  map[literalKey]*Value{},
		templates: map[literalKey]*Template{},
		trims:     map[*parser.Text]*parser.Text{},
		specials:  specialFunctions(),
		parts:     partVariables(),
		symbols:   map[string]*Variable{},
	}
}

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
	// Solid tells that the text is one non-empty word.
	Solid bool

	// function and args say how the text follows from values that hold
	// unknowns themselves.
	function textFunction
	args     []*Value
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
	u := &Unknown{ID: len(w.unknowns), Reason: reason}
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
		key.WriteByte(1)
		w.writeKey(&key, arg)
	}
	u := w.unknown(key.String(), w.reasonOf(function.name, args))
	u.function, u.args = function, args
	return u
}

// writeKey writes what identifies a value: its texts, and conditions only
// where there are some.
func (w *World) writeKey(key *strings.Builder, v *Value) {
	for i := range v.Pieces {
		piece := &v.Pieces[i]
		if piece.Sep {
			key.WriteByte(2)
		}
		if piece.When != cond.True {
			key.WriteByte(3)
			key.WriteString(strconv.Itoa(int(piece.When)))
			key.WriteByte(3)
		}
		if piece.Value != nil {
			key.WriteByte(4)
			w.writeKey(key, piece.Value)
			key.WriteByte(5)
			continue
		}
		key.WriteString(piece.Text)
	}
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

// A test is what an opaque domain stands for.
type test struct {
	holds func(*instance) (bool, bool)
}

// textNonEmpty returns when a non-empty text of a piece is not empty: always,
// unless it is made of unknowns only.
func (w *World) textNonEmpty(text string) cond.Cond {
	if text[0] != 0 {
		return cond.True
	}
	for pos := 0; pos < len(text); {
		if text[pos] != 0 {
			return cond.True
		}
		u, end := w.markAt(text, pos)
		if u != nil && u.Solid {
			return cond.True
		}
		pos = end
	}
	return w.opaque("nonempty\x01"+text, w.Readable(text)+" is not empty", func(c *instance) (bool, bool) {
		filled, ok := c.fill(text)
		return filled != "", ok
	})
}

// opaque returns the condition that an opaque test holds.
func (w *World) opaque(key, label string, holds func(*instance) (bool, bool)) cond.Cond {
	domain := w.Space.Opaque(key, label)
	if _, ok := w.tests[domain]; !ok {
		w.tests[domain] = test{holds: holds}
	}
	return w.Space.Is(domain, "y")
}

// newerKey begins the keys of the tests that only the moment of a build
// answers.
const newerKey = "newer\x01"

// newer returns the test whether a prerequisite is newer than its target.
func (w *World) newer(name string) cond.Cond {
	label := w.Readable(name) + " is newer than its target"
	return w.opaque(newerKey+name, label, func(c *instance) (bool, bool) {
		filled, ok := c.fill(name)
		if !ok || c.Newer == nil {
			return false, false
		}
		return c.Newer(filled), true
	})
}

// Goals returns the value of MAKECMDGOALS: whatever the user may have asked
// for, in the form GNU Make gives to names.
func (w *World) Goals() *Value {
	given := w.opaque(newerKey+"goals", "goals are given", func(*instance) (bool, bool) { return false, true })
	unknown := w.unknown("goals", "the goals of the command line")
	return &Value{Pieces: []Piece{{Text: unknown.mark(), When: given, Made: true}}}
}

// Lasting returns a condition without what only the moment of a build decides:
// it holds where it may hold at some moment.
func (w *World) Lasting(when cond.Cond) cond.Cond {
	return w.Space.Forget(when, func(domain cond.Domain) bool {
		return strings.HasPrefix(w.Space.Name(domain), newerKey)
	})
}

// equal returns when two values are the same text, as ifeq compares.
func (w *World) equal(left, right *Value, when cond.Cond) cond.Cond {
	if left.isEmpty() {
		return w.Space.Not(w.NonEmpty(right))
	}
	if right.isEmpty() {
		return w.Space.Not(w.NonEmpty(left))
	}
	a, okA := w.Alternatives(left, when)
	b, okB := w.Alternatives(right, when)
	if !okA || !okB {
		return w.compareLater(left, right)
	}
	var same []cond.Cond
	for _, l := range a {
		for _, r := range b {
			both := w.Space.And(l.When, r.When)
			if both != cond.False {
				same = append(same, w.Space.And(both, w.equalTexts(l.Text, r.Text)))
			}
		}
	}
	return w.Space.OrAll(same)
}

func (w *World) equalTexts(left, right string) cond.Cond {
	switch {
	case left == right:
		return cond.True
	case !hasUnknown(left) && !hasUnknown(right):
		return cond.False
	case left == "":
		return w.Space.Not(w.textNonEmpty(right))
	case right == "":
		return w.Space.Not(w.textNonEmpty(left))
	}
	if left > right {
		left, right = right, left
	}
	label := "'" + w.Readable(left) + "' equals '" + w.Readable(right) + "'"
	return w.opaque("equal\x01"+left+"\x01"+right, label, func(c *instance) (bool, bool) {
		l, okL := c.fill(left)
		r, okR := c.fill(right)
		return l == r, okL && okR
	})
}

func (w *World) compareLater(left, right *Value) cond.Cond {
	var key strings.Builder
	key.WriteString("compare\x01")
	w.writeKey(&key, left)
	key.WriteByte(1)
	w.writeKey(&key, right)
	return w.opaque(key.String(), "a comparison of lists holds", func(c *instance) (bool, bool) {
		l, okL := c.text(left)
		r, okR := c.text(right)
		return l == r, okL && okR
	})
}
