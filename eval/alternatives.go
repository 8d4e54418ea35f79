package eval

import (
	"slices"

	"github.com/kbuildlint/kbuildlint/cond"
)

// An Alternative is a text that a value has in the configurations of When.
type Alternative struct {
	Text string
	When cond.Cond
}

// maxAlternatives bounds how many different texts of one value are told
// apart; Linux 6.12 needs nine.
const maxAlternatives = 64

// Alternatives splits the configurations of when by the whole text that the
// value has in them. It reports false when there are too many texts.
func (w *World) Alternatives(v *Value, when cond.Cond) ([]Alternative, bool) {
	if text, ok := v.constant(); ok {
		return []Alternative{{Text: text, When: when}}, true
	}
	if all, ok := w.split(v, when); ok || when == cond.True {
		return all, ok
	}
	// A complicated condition is put off until the texts are known.
	all, ok := w.split(v, cond.True)
	kept := all[:0]
	for _, alternative := range all {
		if alternative.When = w.Space.And(alternative.When, when); alternative.When != cond.False {
			kept = append(kept, alternative)
		}
	}
	return kept, ok
}

func (w *World) split(v *Value, when cond.Cond) ([]Alternative, bool) {
	s := splitter{world: w, space: w.Space, states: []splitState{{when: when}}, limit: &limit{
		nodes: w.Space.NodeCount() + maxNodes, steps: maxSteps,
	}}
	if !s.scope(v, cond.True) {
		return nil, false
	}
	alternatives := make([]Alternative, 0, len(s.states))
	for _, state := range s.states {
		alternatives = addAlternative(w.Space, alternatives, state.text, state.when)
	}
	return alternatives, true
}

func addAlternative(space *cond.Space, all []Alternative, text string, when cond.Cond) []Alternative {
	for i := range all {
		if all[i].Text == text {
			all[i].When = space.Or(all[i].When, when)
			return all
		}
	}
	return append(all, Alternative{Text: text, When: when})
}

// A splitState is the text so far of some configurations. filled and pending
// belong to the scope that is being read: something stands in it, and a
// separator waits for the next thing.
type splitState struct {
	text            string
	when            cond.Cond
	filled, pending bool
}

type splitter struct {
	world  *World
	space  *cond.Space
	states []splitState
	limit  *limit
	// separated tells that blanks of the scope depend on what stands in it.
	separated bool
}

// A limit bounds what one look at a value may cost: nodes is the size that the
// algebra of conditions may grow to.
type limit struct {
	nodes, steps int
}

// The bounds of a limit are far above what lists of makefiles need; commands
// that hold all flags of an architecture exceed them.
const (
	maxNodes = 600
	maxSteps = 2_000
)

// spent takes steps and reports whether the bound is exceeded.
func (l *limit) spent(space *cond.Space, steps int) bool {
	l.steps -= steps
	return l.steps < 0 || space.NodeCount() > l.nodes
}

// scope reads a value with separators of its own; the states' flags of the
// surrounding value are put back behind it.
func (s *splitter) scope(v *Value, when cond.Cond) bool {
	s.separated = v.separated()
	for i := range v.Pieces {
		piece := &v.Pieces[i]
		under := s.space.And(piece.When, when)
		if piece.Template != nil || under == cond.False {
			continue
		}
		if piece.Sep {
			s.separate()
		}
		if !s.piece(piece, under) {
			return false
		}
	}
	return true
}

func (s *splitter) separate() {
	for i := range s.states {
		s.states[i].pending = s.states[i].pending || s.states[i].filled
	}
}

// piece splits each state into the configurations that have the piece and
// those that do not.
func (s *splitter) piece(piece *Piece, when cond.Cond) bool {
	before := s.states
	s.states = make([]splitState, 0, len(before)+1)
	for _, state := range before {
		in := s.space.And(state.when, when)
		if in != state.when {
			out := state
			out.when = s.space.Diff(state.when, when)
			s.states = append(s.states, out)
		}
		if in == cond.False {
			continue
		}
		state.when = in
		if !s.extend(state, piece) {
			return false
		}
	}
	s.merge()
	return len(s.states) <= maxAlternatives && !s.limit.spent(s.space, len(s.states))
}

func (s *splitter) extend(state splitState, piece *Piece) bool {
	if piece.Value == nil {
		s.add(state, piece.Text)
		return true
	}
	inner := splitter{world: s.world, space: s.space, states: []splitState{{when: state.when}}, limit: s.limit}
	if !inner.scope(piece.Value, cond.True) {
		return false
	}
	for _, part := range inner.states {
		next := state
		next.when = part.when
		if part.text == "" {
			s.states = append(s.states, next)
			continue
		}
		s.add(next, part.text)
	}
	return true
}

// add appends text to a state. Where unknown text is nothing, it asks for no
// blank.
func (s *splitter) add(state splitState, text string) {
	if s.separated && bare(text) {
		filled := s.world.textNonEmpty(text)
		without := state
		if without.when = s.space.Diff(state.when, filled); without.when != cond.False {
			s.states = append(s.states, without)
		}
		if state.when = s.space.And(state.when, filled); state.when == cond.False {
			return
		}
	}
	s.limit.steps -= len(state.text) / bytesPerStep
	s.states = append(s.states, appendText(state, text))
}

// bytesPerStep is how many bytes of text are copied at the cost of a step.
const bytesPerStep = 32

func appendText(state splitState, text string) splitState {
	if state.pending {
		state.text += " "
	}
	state.text += text
	state.filled, state.pending = true, false
	return state
}

func (s *splitter) merge() {
	kept := s.states[:0]
next:
	for _, state := range s.states {
		for i := range kept {
			same := kept[i].text == state.text && kept[i].filled == state.filled && kept[i].pending == state.pending
			if same {
				kept[i].when = s.space.Or(kept[i].when, state.when)
				continue next
			}
		}
		kept = append(kept, state)
	}
	s.states = kept
}

// NonEmpty returns the configurations in which the value is not the empty
// text. Blanks count, as they do in $(if).
func (w *World) NonEmpty(v *Value) cond.Cond {
	if !v.hasFilled {
		v.filled = w.nonEmpty(v)
		v.hasFilled = true
	}
	return v.filled
}

// alwaysFilled reports whether a piece of known text stands in the value in
// every configuration.
func alwaysFilled(v *Value) bool {
	return slices.ContainsFunc(v.Pieces, func(piece Piece) bool {
		isText := piece.Value == nil && piece.Template == nil && piece.Text != ""
		return isText && piece.When == cond.True && piece.Text[0] != 0
	})
}

func (w *World) nonEmpty(v *Value) cond.Cond {
	if alwaysFilled(v) {
		return cond.True
	}
	var guards []cond.Cond
	// In the configurations of filled something stands before the piece, in
	// those of pending a separator waits for it.
	filled, pending := cond.False, cond.False
	track := hasPresence(v)
	for i := range v.Pieces {
		piece := &v.Pieces[i]
		if piece.Template != nil {
			continue
		}
		here, present := w.pieceFilled(piece)
		if track && piece.Sep {
			pending = w.Space.Or(pending, filled)
		}
		if present {
			guards = append(guards, w.Space.And(pending, here))
		} else {
			guards = append(guards, here)
		}
		if track {
			filled, pending = w.Space.Or(filled, here), w.Space.Diff(pending, here)
		}
	}
	return w.Space.OrAll(guards)
}

// pieceFilled returns when something stands where the piece is; present tells
// that it is a piece without text.
func (w *World) pieceFilled(piece *Piece) (when cond.Cond, present bool) {
	switch {
	case piece.Value != nil:
		return w.Space.And(piece.When, w.NonEmpty(piece.Value)), false
	case piece.Text == "":
		return piece.When, true
	}
	return w.Space.And(piece.When, w.textNonEmpty(piece.Text)), false
}

func hasPresence(v *Value) bool {
	for i := range v.Pieces {
		if v.Pieces[i].Value == nil && v.Pieces[i].Template == nil && v.Pieces[i].Text == "" {
			return true
		}
	}
	return false
}
