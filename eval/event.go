package eval

import (
	"slices"
	"strings"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/parser"
	"github.com/kbuildlint/kbuildlint/source"
)

// An Event is one comparison of texts that evaluation computed: a text
// function, or the two sides of an ifeq. It may also be the reference to a
// configuration symbol, a name of a variable that is not known, $(call) of a
// variable, or a condition.
type Event struct {
	// Function is the name of the function, or ifeq or ifneq, NameEvent,
	// CallEvent or ConditionEvent; "" for a reference.
	Function string
	Args     []*Value
	// Symbol is the symbol that is referred to, with CONFIG_, or a name that
	// holds one as a macro of C does, such as IS_ENABLED(CONFIG_X).
	Symbol string
	When   cond.Cond
	// Place is the call or the directive.
	Place source.Place
	// Binding is the rule and target whose recipe was expanded, nil while
	// makefiles are read.
	Binding *Binding
	// Steps are the references and calls that led there, the outermost first.
	Steps []source.Place
}

// NameEvent is the function of an event for a variable that is assigned to, or
// tested, under a name that is not known: its only argument.
const NameEvent = "name"

// CallEvent is the function of an event for $(call) of a variable that is not
// defined or that Options.Calls has. Its arguments are those of $(call), the
// name first, which may stand between blanks.
const CallEvent = "call"

// MissingEvent is the function of an event for a reference to a variable that
// Options.Missed has and that is not defined: its name is the only argument.
const MissingEvent = "missing"

// ConditionEvent is the function of an event for the condition of $(if), $(or)
// or $(and) that is written without any reference, and for what ifdef or ifndef
// tests that is written with one: its only argument.
const ConditionEvent = "condition"

// Watch makes watch see the comparisons from here on. A recipe that expands a
// variable again in the same configurations tells nothing new.
func (p *Process) Watch(watch func(*Event)) {
	p.options.Watch = watch
	p.memory.shared = nil
}

// compared holds the functions that compare texts.
var compared = map[string]bool{
	"filter": true, "filter-out": true, "findstring": true, "subst": true, "patsubst": true,
}

func (p *Process) tell(name string, args []*Value, place source.Place, when cond.Cond) {
	if !compared[name] {
		return
	}
	p.told(&Event{Function: name, Args: args, When: when, Place: place})
}

// told tells of what an expansion came upon.
func (p *Process) told(event *Event) {
	p.memory.used.recipe = true
	event.Binding, event.Steps = p.binding, slices.Clone(p.steps)
	p.options.Watch(event)
}

// tellSymbol tells of a reference to a configuration symbol. What a makefile
// has set itself is none, whatever its name is.
func (p *Process) tellSymbol(name string, place source.Place, when cond.Cond) {
	if p.options.Watch == nil || p.symbols == cond.False {
		return
	}
	if !strings.HasPrefix(name, "CONFIG_") && !strings.Contains(name, "(CONFIG_") {
		return
	}
	_, own := p.vars[name]
	if _, inherited := p.options.Inherited[name]; own || inherited {
		return
	}
	p.told(&Event{Symbol: name, When: when, Place: place})
}

// tellName tells of a variable whose name is not known.
func (p *Process) tellName(name *Value, place source.Place, when cond.Cond) {
	if p.options.Watch != nil {
		p.options.Watch(&Event{
			Function: NameEvent, Args: []*Value{name}, When: when, Place: place,
			Steps: append([]source.Place(nil), p.steps...),
		})
	}
}

// tellCall tells of $(call) of a variable, nil if there is none of the name.
func (p *Process) tellCall(name string, variable *Variable, args []*Value, s site) {
	if p.options.Watch == nil || variable != nil && !p.options.Calls[name] {
		return
	}
	p.told(&Event{Function: CallEvent, Args: args, When: s.when, Place: s.place})
}

// tellCondition tells of a condition of a function that no reference is in.
func (p *Process) tellCondition(text *parser.Text, value *Value, s site) {
	if p.options.Watch != nil && text.Raw != "" && isLiteral(text) {
		place := source.Place{File: s.file, Span: text.Span}
		p.told(&Event{Function: ConditionEvent, Args: []*Value{value}, When: s.when, Place: place})
	}
}

// tellTested tells of what ifdef tests where that is a reference itself.
func (p *Process) tellTested(name *parser.Text, c context) {
	if p.options.Watch == nil || len(name.Parts) != 1 || isLiteral(name) {
		return
	}
	value := p.expand(name, c.file, c.when)
	p.told(&Event{Function: ConditionEvent, Args: []*Value{value}, When: c.when, Place: c.file.Place(name.Span)})
}

// tellMissing tells of a reference to a variable that is not defined.
func (p *Process) tellMissing(name string, place source.Place, when cond.Cond) {
	if p.options.Watch != nil && p.options.Missed[name] {
		p.told(&Event{Function: MissingEvent, Args: []*Value{constantValue(name)}, When: when, Place: place})
	}
}
