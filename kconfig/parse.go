package kconfig

import (
	"strings"

	"github.com/kbuildlint/kbuildlint/source"
)

// maxDepth bounds how deeply parentheses nest; maxTerms is how many operands an
// expression can have. The most in Linux 6.12 are 5 and 31.
const (
	maxDepth = 100
	maxTerms = 10000
)

// parseExpr reads an expression; nil after an error.
func (p *lineParser) parseExpr() *Expr {
	p.depth, p.terms = 0, 0
	return p.binary(Or)
}

// binary reads operands of || or && and joins them from left to right.
func (p *lineParser) binary(op Op) *Expr {
	left := p.inside(op)
	for left != nil {
		t := p.tokens[p.next]
		if t.kind != tokenOp || t.op != op {
			break
		}
		p.next++
		right := p.inside(op)
		if right == nil {
			return nil
		}
		left = p.join(op, left, right)
	}
	return left
}

// inside reads an operand of || or &&.
func (p *lineParser) inside(op Op) *Expr {
	if op == Or {
		return p.binary(And)
	}
	return p.unary()
}

// unary reads an expression that && can join.
func (p *lineParser) unary() *Expr {
	t := p.tokens[p.next]
	if p.depth++; p.depth > maxDepth {
		p.fail(t.span, "the expression nests too deeply")
		p.next = len(p.tokens) - 1
		return nil
	}
	defer func() { p.depth-- }()
	switch {
	case t.kind == tokenOp && t.op == Not:
		p.next++
		if x := p.unary(); x != nil {
			span := source.Span{Start: t.span.Start, End: x.Place.Span.End}
			return p.alloc(Expr{Op: Not, X: x, Place: p.place(span), macros: x.macros})
		}
		return nil
	case t.kind == tokenOpen:
		p.next++
		x := p.binary(Or)
		if x != nil {
			p.take(tokenClose)
		}
		return x
	}
	return p.comparison()
}

// comparison reads a word or a text, or two that are compared.
func (p *lineParser) comparison() *Expr {
	left := p.operand()
	if t := p.tokens[p.next]; left != nil && t.kind == tokenOp && t.op >= Equal {
		p.next++
		if right := p.operand(); right != nil {
			return p.join(t.op, left, right)
		}
		return nil
	}
	return left
}

// operand reads a word or a text.
func (p *lineParser) operand() *Expr {
	t := p.tokens[p.next]
	if p.terms++; p.terms > maxTerms {
		p.fail(t.span, "the expression has too many operands")
		p.next = len(p.tokens) - 1
		return nil
	}
	if t.kind != tokenWord && t.kind != tokenQuoted {
		p.unexpected()
		return nil
	}
	p.next++
	op := Word
	if t.kind == tokenQuoted {
		op = Text
	}
	name := p.file.Slice(t.span)
	if !t.macros {
		name = plainText(p.file, t)
	}
	return p.alloc(Expr{Op: op, Name: name, Place: p.place(t.span), macros: t.macros})
}

func (p *lineParser) join(op Op, x, y *Expr) *Expr {
	span := source.Span{Start: x.Place.Span.Start, End: y.Place.Span.End}
	return p.alloc(Expr{Op: op, X: x, Y: y, Place: p.place(span), macros: x.macros || y.macros})
}

// slabSize is how many expressions are allocated together.
const slabSize = 32

func (p *lineParser) alloc(e Expr) *Expr {
	if len(p.slab) == 0 {
		p.slab = make([]Expr, slabSize)
	}
	place := &p.slab[0]
	p.slab = p.slab[1:]
	*place = e
	return place
}

// plainText returns the text of a token that holds no macros: without quotes
// and the backslashes before quoted bytes.
func plainText(file *source.File, t token) string {
	text := file.Slice(t.span)
	if t.kind != tokenQuoted || text == "" {
		return text
	}
	text = unquoted(text)
	if !t.escaped {
		return text
	}
	var out strings.Builder
	for i := 0; i < len(text); i++ {
		if text[i] == '\\' {
			i++
		}
		if i < len(text) {
			out.WriteByte(text[i])
		}
	}
	return out.String()
}

// unquoted removes the quotes around a text, the second of which may be missing.
func unquoted(text string) string {
	quote := text[:1]
	if text = text[1:]; strings.HasSuffix(text, quote) {
		text = text[:len(text)-1]
	}
	return text
}
