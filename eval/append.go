package eval

import (
	"slices"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/source"
)

// appended is +=: recursive and undefined variables get the text, simple ones
// its expansion.
func (p *Process) appended(old *Variable, a assignment) *Variable {
	add := addition{assignment: a, deferred: p.space.And(a.when, p.space.Or(old.Recursive, p.space.Not(old.Defined)))}
	add.now = p.space.Diff(a.when, add.deferred)
	if a.text == nil {
		add.deferred, add.now = cond.False, a.when
	} else if add.now != cond.False {
		add.value = p.expand(a.text, a.file, add.now)
	}
	next := &Variable{
		Name:      a.name,
		Value:     &Value{Pieces: p.addedPieces(old, add)},
		Defined:   p.space.Or(old.Defined, a.when),
		Recursive: p.space.Or(old.Recursive, p.space.Diff(a.when, old.Defined)),
		origins:   p.addOrigin(old.origins, a.origin, p.changedBy(old, add)),
	}
	if a.text == nil {
		next.Recursive = old.Recursive
	}
	next.appendable = &next.Value.Pieces
	return next
}

// An addition is an assignment that appends: its text where deferred holds,
// and value, its expansion, where now does.
type addition struct {
	assignment

	deferred, now cond.Cond
}

// addedPieces returns the pieces of old and those of the addition. What is
// appended stands behind a blank, which GNU Make leaves out since 4.3 where
// one side is empty.
func (p *Process) addedPieces(old *Variable, add addition) []Piece {
	pieces := old.ownPieces()
	sep := true
	if p.options.Version.Before(4, 3) {
		if blank := p.space.And(old.Defined, add.when); blank != cond.False {
			pieces = append(pieces, Piece{Text: " ", When: blank, Place: add.place()})
		}
		sep = false
	}
	if add.deferred != cond.False && add.text.Raw != "" {
		piece := p.templatePiece(add.assignment, add.deferred)
		piece.Sep = sep
		pieces = append(pieces, piece)
	}
	if add.now != cond.False {
		pieces = p.appendValue(pieces, add, sep)
	}
	return pieces
}

// place returns where the assigned text stands.
func (a *assignment) place() source.Place {
	if a.text == nil {
		return noPlace
	}
	return source.Place{File: a.file, Span: a.text.Span}
}

// changedBy returns the configurations in which an addition leaves its mark
// on the variable: since GNU Make 4.3 empty text leaves none.
func (p *Process) changedBy(old *Variable, add addition) cond.Cond {
	same := len(old.origins) == 1 && old.origins[0].origin == add.origin
	if same || p.options.Version.Before(4, 3) {
		return add.when
	}
	when := p.space.Diff(add.when, old.Defined)
	if add.text != nil && add.text.Raw != "" {
		when = p.space.Or(when, add.deferred)
	}
	if add.now != cond.False {
		when = p.space.Or(when, p.space.And(add.now, p.world.NonEmpty(add.value)))
	}
	return when
}

// ownPieces returns the pieces for an append, without room for more unless
// the variable is the newest user of their array.
func (v *Variable) ownPieces() []Piece {
	pieces := v.Value.Pieces
	if v.appendable == nil {
		return slices.Clip(pieces)
	}
	v.appendable = nil
	return pieces
}

// appendValue appends the expansion of an addition. Its pieces become pieces of
// the whole, unless an empty one of them would ask for a blank there.
func (p *Process) appendValue(pieces []Piece, add addition, sep bool) []Piece { //nolint:revive // whether a blank is pending
	if add.value.isEmpty() {
		return pieces
	}
	if hasPresence(add.value) || !sep {
		return append(pieces, Piece{Value: add.value, When: add.now, Sep: sep})
	}
	b := builder{pieces: pieces}
	b.separate()
	b.addAll(p.space, add.value.Pieces, add.now)
	return b.pieces
}
