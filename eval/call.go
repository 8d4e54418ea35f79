package eval

import (
	"strings"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/parser"
	"github.com/kbuildlint/kbuildlint/source"
)

// A site is where a function is called.
type site struct {
	file  *source.File
	place source.Place
	when  cond.Cond
}

// expandFunction computes a call of a built-in function.
func (p *Process) expandFunction(call *parser.Function, file *source.File, when cond.Cond) *Value {
	s := site{file: file, place: source.Place{File: file, Span: call.Span}, when: when}
	if special, ok := p.world.specials[call.Name]; ok {
		if len(call.Args) < special.min {
			return p.tooFew(call.Name, len(call.Args), s)
		}
		return special.expand(p, call.Args, s)
	}
	args := make([]*Value, len(call.Args))
	for i := range call.Args {
		args[i] = p.expand(&call.Args[i], file, when)
	}
	return p.apply(call.Name, args, s.place, when)
}

func (p *Process) tooFew(name string, count int, s site) *Value {
	message := "insufficient number of arguments (" + itoa(count) + ") to function '" + name + "'"
	p.problem(Problem{Fatal: true, Message: message, Place: s.place, When: s.when})
	return emptyValue
}

// expandCall is $(call name,args...): the name fans out, the arguments are
// expanded once and bound (GNU Make manual, "The call Function").
func expandCall(p *Process, texts []parser.Text, s site) *Value {
	args := make([]*Value, len(texts))
	for i := range texts {
		args[i] = p.expand(&texts[i], s.file, s.when)
	}
	names, ok := p.world.Alternatives(args[0], s.when)
	if !ok {
		return p.unknownName(args[0], s.place)
	}
	var b builder
	for _, name := range names {
		if name.When == cond.False {
			continue
		}
		under := s
		under.when = name.When
		var value *Value
		if hasUnknown(name.Text) {
			value = p.unknownName(args[0], s.place)
		} else {
			value = p.callNamed(strings.TrimFunc(name.Text, isBlankRune), args, under)
		}
		b.addValue(value, p.relative(name.When, s.when))
	}
	return b.value()
}

func isBlankRune(r rune) bool { return r < 0x80 && isBlank(byte(r)) }

func (p *Process) callNamed(name string, args []*Value, s site) *Value {
	if name == "" {
		return emptyValue
	}
	if _, ok := textFunctions[name]; ok {
		return p.apply(name, args[1:], s.place, s.when)
	}
	if special, ok := p.world.specials[name]; ok && p.options.Version.HasFunction(name) {
		return p.callSpecial(special, name, args[1:], s)
	}
	variable := p.lookup(name)
	p.tellCall(name, variable, args, s)
	if variable == nil {
		return emptyValue
	}
	bound := append([]*Value{textValue(name, args[0].place())}, args[1:]...)
	count := len(bound)
	for _, l := range p.locals {
		count = max(count, l.max)
	}
	if len(p.locals) >= maxCalls {
		p.giveUp("calls nested too deeply to follow", s.place, s.when)
		return p.outOfFuel()
	}
	if !p.spend(1) {
		return p.outOfFuel()
	}
	p.locals = append(p.locals, local{args: bound, max: count})
	defer func() { p.locals = p.locals[:len(p.locals)-1] }()
	if variable.Recursive == cond.False {
		return variable.Value
	}
	return p.expandVariable(variable, s.place, s.when, true)
}

// callSpecial calls a built-in that expands its arguments itself: it gets the
// expanded texts to expand again, as in GNU Make.
func (p *Process) callSpecial(special specialFunction, name string, args []*Value, s site) *Value {
	combinations, ok := p.combine(args, s.when)
	if !ok {
		return p.unknownName(textValue(name, s.place), s.place)
	}
	var b builder
	for _, c := range combinations {
		texts := make([]parser.Text, len(c.texts))
		if len(c.texts) < special.min {
			return p.tooFew(name, len(c.texts), s)
		}
		var file *source.File
		for i, text := range c.texts {
			file = source.Derive(text, []source.Segment{{Span: source.Span{End: len(text)}, Place: s.place}})
			texts[i] = p.options.Version.ParseText(file, source.Span{End: len(text)}, parser.ModeValue)
		}
		under := site{file: file, place: s.place, when: c.when}
		b.addValue(special.expand(p, texts, under), p.relative(c.when, s.when))
	}
	return b.value()
}
