package eval

import (
	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/source"
)

// An Event is one comparison of texts that evaluation computed: a text
// function, or the two sides of an ifeq.
type Event struct {
	// Function is the name of the function, or ifeq or ifneq.
	Function string
	Args     []*Value
	When     cond.Cond
	// Place is the call or the directive.
	Place source.Place
	// Binding is the rule and target whose recipe was expanded, nil while
	// makefiles are read.
	Binding *Binding
	// Steps are the references and calls that led there, the outermost first.
	Steps []source.Place
}

// Watch makes watch see the comparisons from here on.
func (p *Process) Watch(watch func(*Event)) { p.options.Watch = watch }

// compared holds the functions that compare texts.
var compared = map[string]bool{
	"filter": true, "filter-out": true, "findstring": true, "subst": true, "patsubst": true,
}

func (p *Process) tell(name string, args []*Value, place source.Place, when cond.Cond) {
	if !compared[name] {
		return
	}
	p.options.Watch(&Event{
		Function: name, Args: args, When: when, Place: place,
		Binding: p.binding, Steps: append([]source.Place(nil), p.steps...),
	})
}
