package eval

import (
	"strings"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/parser"
	"github.com/kbuildlint/kbuildlint/source"
)

// computedSubst handles a reference whose text turned out to be a substitution
// reference only when it was expanded.
func (p *Process) computedSubst(text string, place source.Place, when cond.Cond) (*Value, bool) {
	colon := strings.IndexByte(text, ':')
	if colon < 0 {
		return nil, false
	}
	equals := strings.IndexByte(text[colon:], '=')
	if equals < 0 {
		return nil, false
	}
	from := textValue(text[colon+1:colon+equals], place)
	to := textValue(text[colon+equals+1:], place)
	return p.substReference(text[:colon], from, to, place, when), true
}

func (p *Process) expandSubst(subst *parser.Subst, file *source.File, when cond.Cond) *Value {
	from := p.expand(&subst.Pattern, file, when)
	to := p.expand(&subst.Replacement, file, when)
	place := source.Place{File: file, Span: subst.Span}
	if isLiteral(&subst.Name) {
		return p.substReference(subst.Name.Raw, from, to, place, when)
	}
	return p.eachName(&subst.Name, file, when, func(name string, under cond.Cond) *Value {
		return p.substReference(name, from, to, place, under)
	})
}

// substReference is $(name:from=to): a pattern without "%" is a suffix (GNU
// Make manual, "Substitution References").
func (p *Process) substReference(name string, from, to *Value, place source.Place, when cond.Cond) *Value {
	text := p.reference(name, place, when)
	if text.isEmpty() {
		return emptyValue
	}
	if pattern, ok := from.constant(); ok {
		return p.substituted(Alternative{pattern, when}, from, to, text, place)
	}
	patterns, ok := p.world.Alternatives(from, when)
	if !ok {
		return unknownValue(p.world.deferred(substitution, []*Value{text, from, to}), place)
	}
	var b builder
	for _, pattern := range patterns {
		if pattern.When != cond.False {
			b.addValue(p.substituted(pattern, from, to, text, place), p.relative(pattern.When, when))
		}
	}
	return b.value()
}

// substituted replaces a pattern, a text of from, in a value.
func (p *Process) substituted(pattern Alternative, from, to, text *Value, place source.Place) *Value {
	args := []*Value{from, to, text}
	if parsePattern(pattern.Text).wild {
		args[0] = textValue(pattern.Text, from.place())
	} else {
		args[0], args[1] = textValue("%"+pattern.Text, from.place()), prefixed("%", to)
	}
	return p.apply("patsubst", args, place, pattern.When)
}

// substitution is $(name:from=to) on text.
var substitution = textFunction{"a substitution reference", 3, sure(func(a []string) string {
	if parsePattern(a[1]).wild {
		return patsubstText(a[1], a[2], a[0])
	}
	return patsubstText("%"+a[1], "%"+a[2], a[0])
})}

func prefixed(text string, value *Value) *Value {
	b := builder{pieces: []Piece{{Text: text, When: cond.True}}}
	b.addValue(value, cond.True)
	return b.value()
}
