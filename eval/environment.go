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
			Name: name, Value: restricted(value, defined), Defined: defined, Recursive: defined,
			origins: []guardedOrigin{{OriginEnvironment, defined}},
		}
	}
	return inherited
}

// Assume restricts the process to some configurations before it reads
// anything.
func (p *Process) Assume(when cond.Cond) { p.live = p.space.And(p.live, when) }
