package eval

import (
	"strings"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/parser"
)

// A specialFunction expands its arguments itself, or depends on more than
// their text.
type specialFunction struct {
	min    int
	expand func(p *Process, args []parser.Text, s site) *Value
}

// specialFunctions returns the special functions by name; a world keeps them,
// because a table of the package could not refer to itself.
func specialFunctions() map[string]specialFunction {
	return map[string]specialFunction{
		"if":       {2, expandIf},
		"or":       {1, expandOr},
		"and":      {1, expandAnd},
		"intcmp":   {2, expandIntcmp},
		"foreach":  {3, expandForeach},
		"let":      {3, expandLet},
		"call":     {1, expandCall},
		"eval":     {0, expandEval},
		"value":    {0, expandValue},
		"origin":   {0, expandOrigin},
		"flavor":   {0, expandFlavor},
		"shell":    {0, expandShell},
		"wildcard": {0, expandWildcard},
		"realpath": {0, expandRealpath},
		"abspath":  {0, expandAbspath},
		"error":    {0, expandMessage("error")},
		"warning":  {0, expandMessage("warning")},
		"info":     {0, expandMessage("info")},
		"file":     {1, expandFile},
		"guile":    {0, expandGuile},
	}
}

// test expands a condition and returns when it is true: any text is.
func (p *Process) test(text *parser.Text, s site) (*Value, cond.Cond) {
	value := p.expand(p.world.trimmed(text), s.file, s.when)
	p.tellCondition(text, value, s)
	return value, p.space.And(s.when, p.world.NonEmpty(value))
}

func expandIf(p *Process, args []parser.Text, s site) *Value {
	_, yes := p.test(&args[0], s)
	var b builder
	if yes != cond.False {
		b.addValue(p.expand(&args[1], s.file, yes), p.relative(yes, s.when))
	}
	no := p.space.Diff(s.when, yes)
	if len(args) > 2 && no != cond.False {
		b.addValue(p.expand(&args[2], s.file, no), p.relative(no, s.when))
	}
	return b.value()
}

func expandOr(p *Process, args []parser.Text, s site) *Value {
	var b builder
	under := s
	for i := range args {
		if under.when == cond.False {
			break
		}
		value, yes := p.test(&args[i], under)
		if yes != cond.False {
			b.addValue(value, p.relative(yes, s.when))
		}
		under.when = p.space.Diff(under.when, yes)
	}
	return b.value()
}

func expandAnd(p *Process, args []parser.Text, s site) *Value {
	under := s
	value := emptyValue
	for i := range args {
		if under.when == cond.False {
			return emptyValue
		}
		value, under.when = p.test(&args[i], under)
	}
	var b builder
	if under.when != cond.False {
		b.addValue(value, p.relative(under.when, s.when))
	}
	return b.value()
}

// expandForeach expands the body once for each word; the rounds are joined by
// blanks even where they are empty.
func expandForeach(p *Process, args []parser.Text, s site) *Value {
	names := p.expand(&args[0], s.file, s.when)
	list := p.expand(&args[1], s.file, s.when)
	name, ok := names.constant()
	if !ok || hasUnknown(name) {
		return p.unknownName(names, s.place)
	}
	name = p.loopName(name)
	var b builder
	for _, word := range p.world.wordsUnder(list, s.when) {
		if hasUnknown(word.Text) && !p.world.solid(word.Text) {
			b.separate()
			b.add(Piece{Text: p.unknownRound(word, args), When: p.relative(word.When, s.when), Place: s.place})
			continue
		}
		b.separate()
		p.round(&b, name, word, round{&args[2], s})
	}
	return b.value()
}

// loopName returns the variable of a $(foreach): the first word of what names
// it. Before GNU Make 4.2 blanks belong to the name.
func (p *Process) loopName(text string) string {
	if p.options.Version.Before(4, 2) {
		return text
	}
	return firstwordText([]string{text})
}

// A round is one pass of a $(foreach).
type round struct {
	body *parser.Text
	site site
}

func (p *Process) round(b *builder, name string, word Word, r round) {
	if !p.spend(1) {
		return
	}
	bound := &Value{Pieces: []Piece{{Text: word.Text, When: cond.True, Place: word.Place, Made: word.Made}}}
	p.locals = append(p.locals, local{name: name, variable: simpleVariable(name, bound, OriginAutomatic)})
	value := p.expand(r.body, r.site.file, word.When)
	p.locals = p.locals[:len(p.locals)-1]
	when := p.relative(word.When, r.site.when)
	b.addValue(value, when)
	b.add(Piece{When: when, Place: r.site.place})
}

// unknownRound returns the text of the rounds for unknown words. What they
// would assign is lost.
func (p *Process) unknownRound(word Word, args []parser.Text) string {
	if strings.Contains(args[2].Raw, "eval") || strings.Contains(args[2].Raw, "call") {
		p.lose(word.When)
	}
	p.memory.used.fleeting = true // its key holds all local variables
	var key strings.Builder
	key.WriteString("foreach\x01" + word.Text + "\x01" + args[2].Raw)
	for i := range p.locals {
		for _, arg := range p.locals[i].args {
			key.WriteByte(1)
			p.world.writeKey(&key, arg)
		}
		if variable := p.locals[i].variable; variable != nil {
			key.WriteString("\x01" + variable.Name + "\x01")
			p.world.writeKey(&key, variable.Value)
		}
	}
	reason := "a list"
	if u := p.world.UnknownInText(word.Text); u != nil {
		reason = u.Reason
	}
	return p.world.unknown(key.String(), reason).mark()
}

// expandLet binds the words of a list to names, the last name to what is left
// (GNU Make 4.4).
func expandLet(p *Process, args []parser.Text, s site) *Value {
	names, okNames := p.expand(&args[0], s.file, s.when).constant()
	list := p.expand(&args[1], s.file, s.when)
	lists, ok := p.world.Alternatives(list, s.when)
	if !okNames || !ok {
		return p.unknownName(list, s.place)
	}
	var b builder
	for _, alternative := range lists {
		if alternative.When == cond.False {
			continue
		}
		locals := p.locals
		p.bindWords(fields(names), alternative.Text, s)
		under := s
		under.when = alternative.When
		b.addValue(p.expand(&args[2], s.file, under.when), p.relative(alternative.When, s.when))
		p.locals = locals
	}
	return b.value()
}

func (p *Process) bindWords(names []string, text string, s site) {
	for i, name := range names {
		words := fields(text)
		value := ""
		switch {
		case i == len(names)-1:
			value = trimBlanks(text)
		case len(words) > 0:
			value = words[0]
			text = trimBlanks(text)[len(value):]
		}
		variable := simpleVariable(name, textValue(value, s.place), OriginAutomatic)
		p.locals = append(p.locals, local{name: name, variable: variable})
	}
}
