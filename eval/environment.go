package eval

import (
	"slices"

	"github.com/kbuildlint/kbuildlint/cond"
)

// Environment returns the variables that a sub-make of this process inherits:
// the exported ones, expanded. There they have recursive flavor, as every
// variable of the environment (GNU Make manual, "Communicating Variables to a
// Sub-make").
func (p *Process) Environment() map[string]*Variable {
	inherited := map[string]*Variable{}
	for name, exported := range p.exports {
		variable := p.lookupGlobal(name)
		when := p.space.And(exported, p.live)
		if variable == nil || when == cond.False {
			continue
		}
		defined := p.space.And(variable.Defined, when)
		if defined == cond.False {
			continue
		}
		p.lazy++
		value := p.reference(name, noPlace, defined)
		p.lazy--
		if defined == p.live {
			defined = cond.True
		}
		inherited[name] = &Variable{
			Name: name, Value: p.world.project(restricted(value, defined), p.live),
			Defined: defined, Recursive: defined,
			origins: []guardedOrigin{{OriginEnvironment, defined}},
		}
	}
	return inherited
}

// Assume restricts the process to some configurations before it reads
// anything.
func (p *Process) Assume(when cond.Cond) { p.live = p.space.And(p.live, when) }

// ValueOf returns what a reference to a variable would expand to when
// everything has been read, in all configurations.
func (p *Process) ValueOf(name string) *Value {
	p.lazy++
	defer func() { p.lazy-- }()
	return p.reference(name, noPlace, p.live)
}

// ValueAssigned returns what the value of an assignment would expand to when
// everything has been read, in the configurations that make the assignment.
func (p *Process) ValueAssigned(a Assignment) *Value {
	p.lazy++
	defer func() { p.lazy-- }()
	when := p.space.And(a.When, p.live)
	return restricted(p.expand(&a.Statement.Value, a.file, when), when)
}

// ValueBefore returns the value that the variable of an assignment had before
// it, with references expanded as they are when everything has been read.
func (p *Process) ValueBefore(a Assignment) *Value {
	switch {
	case a.before == nil:
		return emptyValue
	case a.before.Recursive == cond.False:
		return a.before.Value
	}
	p.lazy++
	defer func() { p.lazy-- }()
	return p.expandVariable(a.before, noPlace, p.live, false)
}

// OwnNames returns the names of the variables that the process itself has
// assigned, sorted; those it began with do not count unless it changed them.
func (p *Process) OwnNames() []string {
	var names []string
	for name, variable := range p.vars {
		if variable.Defined == cond.False {
			continue
		}
		if origin := variable.Origin(); origin != OriginDefault && origin != OriginEnvironment {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// Project returns variables as the configurations of when have them: pieces
// that none of these has are gone, and conditions that all of them meet. What is
// the same there is shared.
func (w *World) Project(variables map[string]*Variable, when cond.Cond) map[string]*Variable {
	projected := make(map[string]*Variable, len(variables))
	for name, variable := range variables {
		if next := w.projectVariable(variable, when); next != nil {
			projected[name] = next
		}
	}
	return projected
}

// projectVariable returns nil for a variable that is not defined there.
func (w *World) projectVariable(variable *Variable, when cond.Cond) *Variable {
	defined := w.given(variable.Defined, when)
	if defined == cond.False {
		return nil
	}
	next := *variable
	next.appendable = nil
	next.Defined, next.Recursive = defined, w.given(variable.Recursive, when)
	next.Value = w.project(variable.Value, when)
	next.origins = nil
	for _, o := range variable.origins {
		if o.when = w.given(o.when, when); o.when != cond.False {
			next.origins = append(next.origins, o)
		}
	}
	same := next.Defined == variable.Defined && next.Recursive == variable.Recursive &&
		next.Value == variable.Value && slices.Equal(next.origins, variable.origins)
	if same {
		return variable
	}
	return &next
}

// given returns a condition as it is where another one holds, as far as that
// takes no work.
func (w *World) given(c, when cond.Cond) cond.Cond {
	switch {
	case w.Space.Disjoint(c, when):
		return cond.False
	case w.Space.Implies(when, c):
		return cond.True
	}
	return c
}

// project returns the value itself where nothing differs.
func (w *World) project(value *Value, when cond.Cond) *Value {
	var b builder
	same := true
	for _, piece := range value.Pieces {
		before := piece
		if piece.When = w.given(piece.When, when); piece.When == cond.False {
			b.sep = b.sep || piece.Sep
			same = false
			continue
		}
		if piece.Value != nil {
			piece.Value = w.project(piece.Value, when)
		}
		same = same && piece == before
		b.add(piece)
	}
	if same {
		return value
	}
	return b.value()
}
