package eval

import "github.com/kbuildlint/kbuildlint/cond"

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
			Name: name, Value: p.prune(restricted(value, defined)), Defined: defined, Recursive: defined,
			origins: []guardedOrigin{{OriginEnvironment, defined}},
		}
	}
	return inherited
}

// prune drops the pieces that only configurations have in which make stops.
func (p *Process) prune(value *Value) *Value {
	var b builder
	for _, piece := range value.Pieces {
		if p.space.Disjoint(piece.When, p.live) {
			b.sep = b.sep || piece.Sep
			continue
		}
		if piece.Value != nil {
			piece.Value = p.prune(piece.Value)
		}
		b.add(piece)
	}
	return b.value()
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

// OwnNames returns the names of the variables that the process itself has
// assigned, sorted; those it began with do not count unless it changed them.
func (p *Process) OwnNames() []string {
	var names []string
	for _, name := range p.Names() {
		variable, own := p.vars[name]
		if own && variable.Origin() != OriginDefault && variable.Origin() != OriginEnvironment {
			names = append(names, name)
		}
	}
	return names
}
