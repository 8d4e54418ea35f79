package eval

import (
	"strings"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/parser"
	"github.com/kbuildlint/kbuildlint/source"
)

// recipeLine gives a line to the rules that are open; where none is, make
// reads the line like any other.
func (p *Process) recipeLine(stmt *parser.RecipeLine, c context) {
	rest := p.addToOpen(&stmt.Text, c)
	if rest == cond.False {
		return
	}
	line := strings.TrimLeft(c.file.Slice(stmt.Span), " \t")
	if trimBlanks(line) == "" || line[0] == '#' {
		return
	}
	start := stmt.Span.End - len(line)
	segment := source.Segment{
		Span:  source.Span{End: len(line)},
		Place: source.Place{File: c.file, Span: source.Span{Start: start, End: stmt.Span.End}},
	}
	file := p.options.Version.Parse(source.Derive(line, []source.Segment{segment}))
	if len(file.Stmts) > 0 {
		if _, bad := file.Stmts[0].(*parser.Bad); bad {
			message := "recipe commences before first target"
			p.problem(Problem{Fatal: true, Message: message, Place: c.file.Place(stmt.Span), When: rest})
			return
		}
	}
	p.run(file.Stmts, context{file.Source, rest})
}

// expansion reads a line of which only its expansion tells what it is.
func (p *Process) expansion(stmt *parser.Expansion, c context) {
	p.closeRules(c.when)
	value := p.expand(&stmt.Text, c.file, c.when)
	alternatives, ok := p.world.Alternatives(value, p.space.And(c.when, p.live))
	if !ok {
		p.lose(c.when)
		p.open = append(p.open, openRule{&Rule{}, c.when})
		return
	}
	for _, alternative := range alternatives {
		when := p.space.And(alternative.When, p.live)
		if when == cond.False {
			continue
		}
		if hasUnknown(alternative.Text) {
			p.lose(when)
			p.open = append(p.open, openRule{&Rule{}, when})
			continue
		}
		p.expandedLine(value, Alternative{alternative.Text, when}, stmt, c)
	}
}

// expandedLine reads text that is expanded already: only a rule can come of
// it, and "$" stands for itself.
func (p *Process) expandedLine(value *Value, line Alternative, stmt *parser.Expansion, c context) {
	place := source.Place{File: c.file, Span: stmt.Text.Span}
	under := context{c.file, line.When}
	if trimBlanks(line.Text) == "" {
		return
	}
	text := trimBlanks(line.Text)
	if strings.Contains(text, "$") {
		text = strings.ReplaceAll(text, "$", "$$")
	}
	derived := p.derive(value, line, place)
	if derived.Text != text {
		whole := source.Segment{Span: source.Span{End: len(text)}, Place: place}
		derived = source.Derive(text, []source.Segment{whole})
	}
	file := p.options.Version.Parse(derived)
	if len(file.Stmts) == 1 {
		if rule, ok := file.Stmts[0].(*parser.Rule); ok {
			under.file = file.Source
			p.rule(rule, under)
			return
		}
		if assign, ok := file.Stmts[0].(*parser.TargetAssign); ok {
			under.file = file.Source
			p.closeRules(line.When)
			p.targetAssign(assign, under)
			return
		}
	}
	p.problem(Problem{Fatal: true, Message: "missing separator", Place: place, When: line.When})
}
