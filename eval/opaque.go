package eval

import (
	"strings"

	"github.com/kbuildlint/kbuildlint/cond"
)

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
		if u != nil && (u.Solid || u.members != nil || u == w.byKey[goalsKey]) {
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

// goalsKey is the key of the goals, which are not empty where they are given.
const goalsKey = "goals"

// Goals returns the value of MAKECMDGOALS: whatever the user may have asked
// for, in the form GNU Make gives to names.
func (w *World) Goals() *Value {
	given := w.opaque(newerKey+"goals", "goals are given", func(*instance) (bool, bool) { return false, true })
	unknown := w.unknown(goalsKey, "the goals of the command line")
	return &Value{Pieces: []Piece{{Text: unknown.mark(), When: given, Made: true}}}
}

// EveryOutcome returns the part of a condition that holds whatever the outcome of
// the tests that nobody can foresee.
func (w *World) EveryOutcome(when cond.Cond) cond.Cond {
	return w.Space.Not(w.AnyOutcome(w.Space.Not(when)))
}

// AnyOutcome returns a condition without the tests whose outcome nobody can
// foresee: it holds where it may hold for some outcome of them.
func (w *World) AnyOutcome(when cond.Cond) cond.Cond {
	return w.Space.Forget(when, func(domain cond.Domain) bool {
		_, isTest := w.tests[domain]
		return isTest
	})
}

// Lasting returns a condition without what only the moment of a build decides:
// it holds where it may hold at some moment.
func (w *World) Lasting(when cond.Cond) cond.Cond {
	return w.Space.Forget(when, func(domain cond.Domain) bool {
		return strings.HasPrefix(w.Space.Name(domain), newerKey)
	})
}
