package eval

import (
	"math"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/source"
)

// A recipe of kbuild expands the same variables many times: a command is
// compared with the last one, escaped, printed and run. While a recipe is
// expanded, what a variable expanded to is therefore remembered until an
// assignment. Its events are told the first time only.

// A memory is what the variables expanded to that a process remembers.
type memory struct {
	shared map[remembered]recollection // what is the same for every target
	own    map[remembered]recollection // what belongs to the recipe at hand
	// frames is how many local variables the recipe at hand has: those of calls
	// stand behind them.
	frames int
	// used is what the expansions under way have used so far.
	used usage
	// state tells the assignments that are in force from others; states is the
	// newest of them.
	state, states int
}

// A remembered expansion is that of a variable in some configurations.
type remembered struct {
	variable *Variable
	when     cond.Cond
}

// A recollection is what a remembered expansion gave in a state, and what it
// used.
type recollection struct {
	value *Value
	state int
	used  usage
}

// A usage is what expansions depended on besides global variables.
type usage struct {
	// frame is the index of the outermost call whose arguments were used.
	frame int
	// recipe is set when an automatic variable was used or an event was told.
	recipe bool
	// fleeting is set when something was used that changes without an
	// assignment.
	fleeting bool
}

// and returns what two expansions depended on.
func (u usage) and(other usage) usage {
	return usage{min(u.frame, other.frame), u.recipe || other.recipe, u.fleeting || other.fleeting}
}

// local notes that the local variable at an index was used.
func (m *memory) local(index int) {
	if index < m.frames {
		m.used.recipe = true
		return
	}
	m.used.frame = min(m.used.frame, index)
}

// changed begins a state that is like none before.
func (m *memory) changed() {
	m.states++
	m.state = m.states
}

// begin forgets what belongs to another recipe.
func (m *memory) begin(frames int) {
	m.own, m.frames = map[remembered]recollection{}, frames
	if m.shared == nil {
		m.shared = map[remembered]recollection{}
	}
}

// recall returns what an expansion gave before.
func (m *memory) recall(key remembered) (*Value, bool) {
	known, ok := m.own[key]
	if !ok {
		known, ok = m.shared[key]
	}
	if !ok || known.state != m.state {
		return nil, false
	}
	m.used = m.used.and(known.used)
	return known.value, true
}

// keep remembers what an expansion gave among so many local variables, unless
// it may be different the next time.
func (m *memory) keep(key remembered, known recollection, locals int) {
	switch {
	case known.used.fleeting, known.used.frame < locals, known.state != m.state:
	case known.used.recipe:
		m.own[key] = known
	default:
		m.shared[key] = known
	}
}

// remembers reports whether expansions are remembered here: in recipes, where
// no variable of $(foreach) or $(let) hides another.
func (p *Process) remembers() bool {
	if p.binding == nil {
		return false
	}
	for i := p.memory.frames; i < len(p.locals); i++ {
		if p.locals[i].name != "" {
			return false
		}
	}
	return true
}

// expandOnce expands the templates of a variable, or remembers what they gave.
func (p *Process) expandOnce(variable *Variable, place source.Place, when cond.Cond) *Value {
	if !p.remembers() {
		return p.expandNested(expansion{variable, false}, place, when)
	}
	key := remembered{variable, when}
	if value, ok := p.memory.recall(key); ok {
		return value
	}
	before, state := p.memory.used, p.memory.state
	p.memory.used = usage{frame: math.MaxInt}
	value := p.expandNested(expansion{variable, false}, place, when)
	known := recollection{value, state, p.memory.used}
	p.memory.used = before.and(known.used)
	p.memory.keep(key, known, len(p.locals))
	return value
}
