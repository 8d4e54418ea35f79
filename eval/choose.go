package eval

import (
	"slices"

	"github.com/kbuildlint/kbuildlint/cond"
)

// choose returns next where when holds and old elsewhere. Where next contains
// old itself, as in X := $(X) b, old stays one piece of all configurations, so
// that values grow with the text and not with the number of assignments.
func (p *Process) choose(old, next *Value, when cond.Cond) *Value {
	if when == cond.True || old.isEmpty() {
		return restricted(next, when)
	}
	if at := slices.IndexFunc(next.Pieces, func(piece Piece) bool { return piece.Value == old }); at >= 0 {
		pieces := make([]Piece, len(next.Pieces))
		for i, piece := range next.Pieces {
			if i != at {
				piece.When = p.space.And(piece.When, when)
			} else if piece.When != cond.True {
				piece.When = p.space.Or(piece.When, p.space.Not(when))
			}
			pieces[i] = piece
		}
		return &Value{Pieces: pieces}
	}
	if merged := p.mergeLists(old, next, when); merged != nil {
		return merged
	}
	var b builder
	b.addAll(p.space, old.Pieces, p.space.Not(when))
	b.separate()
	b.addAll(p.space, next.Pieces, when)
	return b.value()
}

// addAll appends pieces in the configurations of when.
func (b *builder) addAll(space *cond.Space, pieces []Piece, when cond.Cond) {
	for _, piece := range pieces {
		piece.When = space.And(piece.When, when)
		if piece.When == cond.False {
			b.sep = b.sep || piece.Sep
			continue
		}
		b.add(piece)
	}
}

// mergeLists merges two lists in which each piece is separated from the one
// before: a piece that stands in the old list and, as far as when goes, in the
// next one is one piece of both. It returns nil for values that are no lists
// or have nothing in common.
func (p *Process) mergeLists(old, next *Value, when cond.Cond) *Value {
	if !isList(old) || !isList(next) {
		return nil
	}
	var b builder
	rest := p.space.Not(when)
	done := 0
	for _, piece := range next.Pieces {
		at := p.findPiece(old.Pieces[done:], piece, when)
		if at < 0 {
			b.separate()
			piece.When = p.space.And(piece.When, when)
			b.add(piece)
			continue
		}
		b.separate()
		b.addAll(p.space, old.Pieces[done:done+at], rest)
		b.separate()
		b.add(old.Pieces[done+at])
		done += at + 1
	}
	if done == 0 {
		return nil
	}
	b.separate()
	b.addAll(p.space, old.Pieces[done:], rest)
	return b.value()
}

// maxLookahead bounds how far mergeLists looks for a piece.
const maxLookahead = 64

func (p *Process) findPiece(pieces []Piece, piece Piece, when cond.Cond) int {
	for i := range pieces[:min(len(pieces), maxLookahead)] {
		candidate := pieces[i]
		same := candidate.Text == piece.Text && candidate.Value == piece.Value &&
			candidate.Template == piece.Template && candidate.Place == piece.Place && candidate.Made == piece.Made
		if same && p.space.And(piece.When, when) == p.space.And(candidate.When, when) {
			return i
		}
	}
	return -1
}

func isList(value *Value) bool {
	for i := 1; i < len(value.Pieces); i++ {
		if !value.Pieces[i].Sep {
			return false
		}
	}
	return len(value.Pieces) > 0
}

// restricted returns the value with nothing outside of when.
func restricted(value *Value, when cond.Cond) *Value {
	if when == cond.True || value.isEmpty() {
		return value
	}
	return &Value{Pieces: []Piece{guarded(value, when)}}
}
