package eval

import (
	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/source"
)

// A Reference is a place where a makefile refers to a variable, and the
// configurations in which it does.
type Reference struct {
	Place source.Place
	When  cond.Cond
}

// Undefined returns the first references to variables that nothing had defined
// by then in any configuration, by their names.
func (p *Process) Undefined() map[string]Reference { return p.undefined }

// noteUndefined notes a reference to a variable that is not defined.
func (p *Process) noteUndefined(name string, place source.Place, when cond.Cond) {
	if _, known := p.undefined[name]; known || place.File == nil {
		return
	}
	if p.undefined == nil {
		p.undefined = map[string]Reference{}
	}
	p.undefined[name] = Reference{place, when}
}
