package eval

import (
	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/parser"
	"github.com/kbuildlint/kbuildlint/source"
)

// A Template is unexpanded text, the value of a recursive variable.
type Template struct {
	Text *parser.Text
	File *source.File
}

// An Origin is where a variable's value came from, as $(origin) says it.
type Origin string

// The origins of the GNU Make manual, "The origin Function".
const (
	OriginUndefined   Origin = "undefined"
	OriginDefault     Origin = "default"
	OriginEnvironment Origin = "environment"
	OriginFile        Origin = "file"
	OriginCommandLine Origin = "command line"
	OriginOverride    Origin = "override"
	OriginAutomatic   Origin = "automatic"
	OriginEnvOverride Origin = "environment override"
)

// A guardedOrigin is an origin with its configurations.
type guardedOrigin struct {
	origin Origin
	when   cond.Cond
}

// A Variable is a variable of GNU Make in all configurations. Variables are
// never changed: an assignment makes a new one.
type Variable struct {
	Name string
	// Value holds expanded text where the variable is simple and templates
	// where it is recursive.
	Value *Value
	// Defined and Recursive are the configurations in which the variable is
	// defined, and in which its flavor is recursive.
	Defined, Recursive cond.Cond

	origins []guardedOrigin
	// appendable is the slice that Value.Pieces is a prefix of, so that
	// appending to the newest value of a variable copies nothing.
	appendable *[]Piece
}

// simpleVariable returns a variable of simple flavor in every configuration.
func simpleVariable(name string, value *Value, origin Origin) *Variable {
	return &Variable{
		Name: name, Value: value, Defined: cond.True, Recursive: cond.False,
		origins: []guardedOrigin{{origin, cond.True}},
	}
}

// An Assignment is a variable that a makefile assigns to, with the place of
// its name.
type Assignment struct {
	Name  string
	Place source.Place
	When  cond.Cond
	// Statement is what the makefile has.
	Statement *parser.Assign

	file   *source.File
	before *Variable // what there was before, nil for nothing
}

// An assignment is one assignment to one variable under one condition.
type assignment struct {
	name   string
	op     parser.AssignOp
	text   *parser.Text
	file   *source.File
	value  *Value // expanded value, when text is nil
	origin Origin
	when   cond.Cond
}

// assign executes an assignment, in the configurations in which the origin of
// the present value allows it.
func (p *Process) assign(a assignment) {
	old := p.lookupGlobal(a.name)
	when := p.assignable(old, a)
	if when != a.when {
		p.expandRefused(old, a, p.space.Diff(a.when, when))
	}
	if a.when = when; a.when == cond.False {
		return
	}
	p.store(p.assigned(old, a))
}

// expandRefused expands a value that is not assigned: make does so before it
// looks at origins, and the expansion may end make or assign elsewhere.
func (p *Process) expandRefused(old *Variable, a assignment, when cond.Cond) {
	if a.text == nil {
		return
	}
	switch a.op {
	case parser.OpAppend:
		when = p.space.And(when, p.space.Diff(old.Defined, old.Recursive))
	case parser.OpSimple, parser.OpPosix, parser.OpImmediate:
	default:
		return
	}
	p.expand(a.text, a.file, when)
}

// assignable returns the configurations in which an assignment has an effect:
// a value of the command line or of an override stays against the file's.
func (p *Process) assignable(old *Variable, a assignment) cond.Cond {
	when := a.when
	if old == nil || a.origin != OriginFile {
		return when
	}
	for _, o := range old.origins {
		strong := o.origin == OriginCommandLine || o.origin == OriginOverride || o.origin == OriginEnvOverride
		if strong {
			when = p.space.Diff(when, o.when)
		}
	}
	return when
}

// assigned returns the variable that an assignment makes of old, which may be
// nil.
func (p *Process) assigned(old *Variable, a assignment) *Variable {
	if old == nil {
		old = &Variable{Name: a.name, Value: emptyValue, Defined: cond.False, Recursive: cond.False}
	}
	switch a.op {
	case parser.OpConditional:
		a.when = p.space.Diff(a.when, old.Defined)
		return p.replaced(old, a, true)
	case parser.OpAppend:
		return p.appended(old, a)
	case parser.OpRecursive:
		return p.replaced(old, a, true)
	case parser.OpImmediate:
		return p.replaced(old, p.immediate(a), true)
	case parser.OpShell:
		return p.replaced(old, p.shellAssignment(a), true)
	case parser.OpSimple, parser.OpPosix:
	}
	return p.replaced(old, a, false)
}

// replaced gives the variable a new value under a.when.
//
//nolint:revive // recursive is the flavor, not a choice of ways to work
func (p *Process) replaced(old *Variable, a assignment, recursive bool) *Variable {
	if a.when == cond.False {
		return old
	}
	value := p.newValue(a, recursive)
	next := &Variable{Name: a.name, Defined: p.space.Or(old.Defined, a.when)}
	next.Recursive = p.space.Diff(old.Recursive, a.when)
	if recursive {
		next.Recursive = p.space.Or(old.Recursive, a.when)
	}
	if len(old.Value.Pieces) > 0 && p.space.Disjoint(old.Defined, a.when) {
		// Nothing of the old value has to give way.
		b := builder{pieces: old.ownPieces(), sep: true}
		b.addAll(p.space, value.Pieces, a.when)
		next.Value = &Value{Pieces: b.pieces}
		next.appendable = &next.Value.Pieces
	} else {
		next.Value = p.choose(old.Value, value, a.when)
	}
	next.origins = p.addOrigin(old.origins, a.origin, a.when)
	return next
}

// newValue returns the value that an assignment gives where it is executed.
func (p *Process) newValue(a assignment, recursive bool) *Value { //nolint:revive // as in replaced
	if a.text == nil {
		return sealed(a.value)
	}
	if !recursive {
		return sealed(p.kept(p.expand(a.text, a.file, a.when)))
	}
	if a.text.Raw == "" {
		return emptyValue
	}
	return &Value{Pieces: []Piece{p.templatePiece(a, cond.True)}}
}

// sealed returns the value as one piece if an empty piece of it would ask for
// a blank before what is appended to the variable later.
func sealed(value *Value) *Value {
	if !hasPresence(value) {
		return value
	}
	return &Value{Pieces: []Piece{{Value: value, When: cond.True}}}
}

func (p *Process) templatePiece(a assignment, when cond.Cond) Piece {
	return Piece{
		Template: p.world.textsOf(a.file).template(a.text), When: when,
		Place: source.Place{File: a.file, Span: a.text.Span},
	}
}

func (p *Process) addOrigin(old []guardedOrigin, origin Origin, when cond.Cond) []guardedOrigin {
	if len(old) == 1 && old[0].origin == origin && p.space.Implies(when, old[0].when) {
		return old
	}
	next := make([]guardedOrigin, 0, len(old)+1)
	for _, o := range old {
		if o.origin == origin {
			when = p.space.Or(when, o.when)
			continue
		}
		if o.when = p.space.Diff(o.when, when); o.when != cond.False {
			next = append(next, o)
		}
	}
	return append(next, guardedOrigin{origin, when})
}

// undefine removes the variable under when.
func (p *Process) undefine(name string, when cond.Cond) {
	old := p.lookupGlobal(name)
	if old == nil {
		return
	}
	next := &Variable{Name: name, Defined: p.space.Diff(old.Defined, when)}
	next.Recursive = p.space.Diff(old.Recursive, when)
	next.Value = p.choose(old.Value, emptyValue, when)
	for _, o := range old.origins {
		if o.when = p.space.Diff(o.when, when); o.when != cond.False {
			next.origins = append(next.origins, o)
		}
	}
	p.store(next)
}
