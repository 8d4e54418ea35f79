package parser

import (
	"strings"

	"github.com/kbuildlint/kbuildlint/source"
)

// An openConditional is a conditional whose endif has not been read.
type openConditional struct {
	node *Conditional
	mark int // where the statements of the innermost arm start
	arms []Arm
	// plain is set after an else without a test.
	plain bool
	// before and after are the states of the rule before the conditional and
	// behind its finished arms.
	before, after ruleState
}

// isConditional reports whether a line with the recipe prefix is read as the
// directive of a conditional because no rule needs to be open before it.
func (p *parser) isConditional(l line) bool {
	if p.rule == openRule {
		return false
	}
	text := p.src[l.text:l.end]
	i := skipSpace(text, 1)
	switch text[i:skipWord(text, i)] {
	case "ifdef", "ifndef", "ifeq", "ifneq", "else", "endif":
		return true
	}
	return false
}

// conditional reads the directive of a conditional at text[i] of f.
func (p *parser) conditional(l line, f *flat, i int) bool {
	end := skipWord(f.text, i)
	operands := skipSpace(f.text, end)
	switch word := f.text[i:end]; word {
	case "ifdef", "ifndef", "ifeq", "ifneq":
		p.openArm(l, f, CondKind(word), operands)
	case "else":
		p.elseLine(l, f, operands)
	case "endif":
		p.endif(l, f, operands)
	default:
		return false
	}
	return true
}

// openArm begins a conditional.
func (p *parser) openArm(l line, f *flat, kind CondKind, operands int) {
	if len(p.open) >= maxNesting {
		p.overflow++
		p.tooDeep(l)
		return
	}
	node := &Conditional{Line: Line{l.span()}}
	p.add(node)
	p.open = append(p.open, openConditional{node: node, mark: len(p.stmts), before: p.rule})
	p.addArm(l, p.test(l, f, kind, operands))
}

// addArm begins an arm of the innermost conditional.
func (p *parser) addArm(l line, arm Arm) {
	arm.Directive = l.span()
	top := &p.open[len(p.open)-1]
	top.arms = append(top.arms, arm)
	p.rule = top.before
}

// closeArm ends an arm of the innermost conditional.
func (p *parser) closeArm() *openConditional {
	top := &p.open[len(p.open)-1]
	top.arms[len(top.arms)-1].Body = p.block(top.mark)
	top.after = max(top.after, p.rule)
	return top
}

// elseLine reads an else with its operands.
func (p *parser) elseLine(l line, f *flat, operands int) {
	state := p.rule
	switch {
	case p.overflow > 0:
		p.tooDeep(l)
		return
	case len(p.open) == 0:
		p.bad(l, "extraneous 'else'")
		return
	case p.open[len(p.open)-1].plain:
		p.bad(l, "only one 'else' per conditional")
		p.rule = state
		return
	}
	arm := Arm{Kind: CondElse}
	if operands < len(f.text) {
		arm = p.elseTest(l, f, operands)
	}
	arm.Else = true
	top := p.closeArm()
	top.plain = arm.Kind == CondElse && !arm.Bad
	p.addArm(l, arm)
}

// elseTest reads the conditional behind an else.
func (p *parser) elseTest(l line, f *flat, i int) Arm {
	end := skipWord(f.text, i)
	switch word := f.text[i:end]; word {
	case "ifdef", "ifndef", "ifeq", "ifneq":
		return p.test(l, f, CondKind(word), skipSpace(f.text, end))
	}
	p.warn(f.span(i, len(f.text)), "extraneous text after 'else' directive")
	return Arm{Kind: CondElse, Bad: true}
}

// endif ends the innermost conditional.
func (p *parser) endif(l line, f *flat, operands int) {
	switch {
	case p.overflow > 0:
		p.overflow--
		p.tooDeep(l)
		return
	case len(p.open) == 0:
		p.bad(l, "extraneous 'endif'")
		return
	}
	if operands < len(f.text) {
		p.warn(f.span(operands, len(f.text)), "extraneous text after 'endif' directive")
	}
	p.closeConditional(l.span())
}

// unclosed ends a conditional at the end of the file.
func (p *parser) unclosed() {
	directive := p.open[len(p.open)-1].arms[0].Directive
	_, directive.End = trim(p.src, directive.Start, directive.End)
	p.fail(directive, "missing 'endif'")
	p.closeConditional(source.Span{Start: len(p.src), End: len(p.src)})
}

// closeConditional ends the innermost conditional with its endif line.
func (p *parser) closeConditional(endif source.Span) {
	top := p.closeArm()
	p.rule = top.after
	if !top.plain {
		p.rule = max(p.rule, top.before)
	}
	top.node.Arms, top.node.Endif = top.arms, endif
	top.node.Span.End = endif.End
	*top = openConditional{}
	p.open = p.open[:len(p.open)-1]
}

// test reads what a conditional's directive tests.
func (p *parser) test(l line, f *flat, kind CondKind, i int) Arm {
	empty := Text{Span: f.span(i, i)}
	arm := Arm{Kind: kind, Left: empty, Right: empty}
	ok := false
	if kind == CondIfdef || kind == CondIfndef {
		arm.Left = p.trimmed(f, i, len(f.text))
		ok = isOneWord(arm.Left)
	} else {
		ok = p.operands(&arm, f, i)
	}
	if !ok {
		arm.Bad = true
		p.fail(l.content(), "invalid syntax in conditional")
	}
	p.expands(&arm.Left, &arm.Right)
	return arm
}

// isOneWord reports whether a text may expand to one word.
func isOneWord(text Text) bool {
	for _, part := range text.Parts {
		literal, ok := part.(*Literal)
		if ok && strings.ContainsAny(literal.Value, " \t") {
			return false
		}
	}
	return true
}

// operands reads what ifeq and ifneq compare.
func (p *parser) operands(arm *Arm, f *flat, i int) bool {
	text := f.text
	if i >= len(text) {
		return false
	}
	var from, to, next int
	switch c := text[i]; c {
	case '(':
		from, to = i+1, findOperandEnd(text, i+1, ',')
		next = to + 1
	case '"', '\'':
		from, to = i+1, i+1+strings.IndexByte(text[i+1:], c)
		next = skipSpace(text, to+1)
	}
	if to <= 0 || to < from {
		return false
	}
	second, secondEnd := from, 0
	switch {
	case text[i] == '(':
		second = skipSpace(text, next)
		secondEnd = findOperandEnd(text, second, ')')
		arm.Left = p.text(f, from, trimBlanks(text, from, to))
	case next < len(text) && text[next] == ')':
		// GNU Make takes the parenthesis for the end of an empty operand.
		second, secondEnd = next, next
		arm.Left = p.text(f, from, to)
	case next < len(text) && (text[next] == '"' || text[next] == '\''):
		second = next + 1
		secondEnd = second + strings.IndexByte(text[second:], text[next])
		arm.Left = p.text(f, from, to)
	}
	if secondEnd < second {
		return false
	}
	arm.Right = p.text(f, second, secondEnd)
	if extra := skipSpace(text, secondEnd+1); extra < len(text) {
		p.warn(f.span(extra, len(text)), "extraneous text after '"+string(arm.Kind)+"' directive")
	}
	return true
}

// findOperandEnd finds the comma or parenthesis that ends an operand of ifeq,
// outside of parentheses, or -1. Brackets count whatever they belong to.
func findOperandEnd(text string, i int, stop byte) int {
	depth := 0
	for ; i < len(text); i++ {
		switch c := text[i]; {
		case c == stop && depth <= 0:
			return i
		case c == '(':
			depth++
		case c == ')':
			depth--
		}
	}
	return -1
}
