package eval

import (
	"slices"
	"strings"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/parser"
	"github.com/kbuildlint/kbuildlint/source"
)

// expand returns what a text expands to in the configurations of when; in
// others the result means nothing.
func (p *Process) expand(text *parser.Text, file *source.File, when cond.Cond) *Value {
	if when == cond.False || len(text.Parts) == 0 && text.Err == "" {
		return emptyValue
	}
	if !p.spend(1) {
		return p.outOfFuel()
	}
	if text.Err != "" {
		place := file.Place(text.Span)
		p.problem(Problem{Fatal: true, Cause: CauseSyntax, Message: text.Err, Place: place, When: when})
		return emptyValue
	}
	if text.TooDeep {
		p.giveUp("references nested too deeply to follow", file.Place(text.Span), when)
		return p.outOfFuel()
	}
	if isLiteral(text) {
		return p.paid(p.world.textsOf(file).literal(text))
	}
	return p.paid(p.expandParts(text.Parts, file, when))
}

func (p *Process) expandParts(parts []parser.Part, file *source.File, when cond.Cond) *Value {
	if len(parts) == 1 {
		return p.expandPart(parts[0], file, when)
	}
	b := builder{pieces: make([]Piece, 0, len(parts))}
	for i, part := range parts {
		place := source.Place{File: file, Span: part.Pos()}
		if literal, ok := part.(*parser.Literal); ok {
			b.add(Piece{Text: literal.Value, When: cond.True, Place: place})
			continue
		}
		value := p.expandPart(part, file, when)
		if touches(parts, i) {
			b.add(Piece{Value: value, When: cond.True, Place: place})
			continue
		}
		b.addValue(value, cond.True)
	}
	return b.value()
}

// touches reports whether a part makes a word together with its neighbours:
// such a word was written where the part stands, not where its value was.
func touches(parts []parser.Part, i int) bool {
	if i > 0 {
		before, ok := parts[i-1].(*parser.Literal)
		if !ok || before.Value != "" && !isBlank(before.Value[len(before.Value)-1]) {
			return true
		}
	}
	if i+1 == len(parts) {
		return false
	}
	after, ok := parts[i+1].(*parser.Literal)
	return !ok || after.Value != "" && !isBlank(after.Value[0])
}

func isLiteral(text *parser.Text) bool {
	if text.TooDeep {
		return false
	}
	for _, part := range text.Parts {
		if _, ok := part.(*parser.Literal); !ok {
			return false
		}
	}
	return true
}

func (p *Process) expandPart(part parser.Part, file *source.File, when cond.Cond) *Value {
	switch part := part.(type) {
	case *parser.Literal:
		return textValue(part.Value, source.Place{File: file, Span: part.Span})
	case *parser.Ref:
		return p.expandRef(part, file, when)
	case *parser.Subst:
		return p.expandSubst(part, file, when)
	case *parser.Function:
		return p.expandFunction(part, file, when)
	}
	return emptyValue
}

func (p *Process) expandRef(ref *parser.Ref, file *source.File, when cond.Cond) *Value {
	if isLiteral(&ref.Name) {
		return p.reference(ref.Name.Raw, file.Place(ref.Span), when)
	}
	place := source.Place{File: file, Span: ref.Span}
	return p.eachName(&ref.Name, file, when, func(name string, under cond.Cond) *Value {
		if value, ok := p.computedSubst(name, place, under); ok {
			return value
		}
		return p.reference(name, place, under)
	})
}

// eachName expands a name and joins what use makes of each text it can be.
func (p *Process) eachName(
	name *parser.Text, file *source.File, when cond.Cond, use func(string, cond.Cond) *Value,
) *Value {
	value := p.expand(name, file, when)
	if text, ok := value.constant(); ok && !hasUnknown(text) {
		return use(text, when)
	}
	alternatives, ok := p.world.Alternatives(value, when)
	if !ok {
		return p.unknownName(value, file.Place(name.Span))
	}
	var b builder
	for _, alternative := range alternatives {
		if alternative.When == cond.False {
			continue
		}
		if hasUnknown(alternative.Text) {
			b.addValue(p.unknownName(value, file.Place(name.Span)), p.relative(alternative.When, when))
			continue
		}
		b.addValue(use(alternative.Text, alternative.When), p.relative(alternative.When, when))
	}
	return b.value()
}

// relative drops from a condition what the surrounding one says already.
func (p *Process) relative(inner, when cond.Cond) cond.Cond {
	if inner == when {
		return cond.True
	}
	return inner
}

func (p *Process) unknownName(name *Value, place source.Place) *Value {
	var key strings.Builder
	key.WriteString("variable\x01")
	p.world.writeKey(&key, name)
	reason := "a variable of a computed name"
	if u := p.world.UnknownIn(name); u != nil {
		reason = u.Reason
	}
	return unknownValue(p.world.unknown(key.String(), reason), place)
}

// reference returns the value of a variable where it is used.
func (p *Process) reference(name string, place source.Place, when cond.Cond) *Value {
	variable := p.lookup(name)
	p.tellSymbol(name, place, when)
	if variable == nil {
		p.tellMissing(name, place, when)
		p.noteUndefined(name, place, when)
		return emptyValue
	}
	if variable.Recursive == cond.False {
		return variable.Value
	}
	return p.expandVariable(variable, place, when, false)
}

// expandVariable expands the templates of a variable. A variable that is under
// expansion already refers to itself, unless $(call) is what expands it.
func (p *Process) expandVariable(variable *Variable, place source.Place, when cond.Cond, call bool) *Value { //nolint:revive // call is make's own exception
	if p.expanding(variable) && !call {
		p.memory.used.fleeting = true
		message := "Recursive variable '" + variable.Name + "' references itself (eventually)"
		p.problem(Problem{Fatal: true, Message: message, Place: place, When: when})
		return unknownValue(p.world.unknown("self\x01"+variable.Name, variable.Name+" references itself"), place)
	}
	if len(p.stack) >= maxStack {
		p.fuel = 0
		return p.outOfFuel()
	}
	if call {
		return p.expandNested(expansion{variable, call}, place, when)
	}
	return p.expandOnce(variable, place, when)
}

// expandNested expands the templates of a variable within those that are under
// expansion.
func (p *Process) expandNested(inner expansion, place source.Place, when cond.Cond) *Value {
	p.stack = append(p.stack, inner)
	p.steps = append(p.steps, place)
	value := p.expandTemplates(inner.variable.Value, when)
	p.stack = p.stack[:len(p.stack)-1]
	p.steps = p.steps[:len(p.steps)-1]
	return value
}

// maxStack bounds the depth of nested expansions, maxCalls that of $(call), which
// may be endless: makefiles take a list apart with it word by word.
const (
	maxStack = 2000
	maxCalls = 1000
)

func (p *Process) expanding(variable *Variable) bool {
	for _, v := range slices.Backward(p.stack) {
		if v.variable == variable {
			return !v.call
		}
	}
	return false
}

// expandTemplates replaces each template by its expansion. A template whose
// expansion is empty still separates what stands around it.
func (p *Process) expandTemplates(value *Value, when cond.Cond) *Value {
	if len(value.Pieces) == 1 && value.Pieces[0].Template != nil && value.Pieces[0].When == cond.True {
		template := value.Pieces[0].Template
		return p.expand(template.Text, template.File, when)
	}
	if !value.hasTemplate() {
		return value
	}
	b := builder{pieces: make([]Piece, 0, 2*len(value.Pieces))}
	for i := range value.Pieces {
		piece := value.Pieces[i]
		if piece.Template == nil {
			b.add(piece)
			continue
		}
		under := p.space.And(piece.When, when)
		if piece.Sep {
			b.separate()
		}
		if under == cond.False {
			continue
		}
		b.addValue(p.expand(piece.Template.Text, piece.Template.File, under), piece.When)
		if len(value.Pieces) > 1 {
			b.add(Piece{When: piece.When, Place: piece.Place})
		}
	}
	return b.value()
}
