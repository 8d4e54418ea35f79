package parser

import "github.com/kbuildlint/kbuildlint/source"

// define reads a define up to its endef.
func (p *parser) define(l line, f *flat, d definition) {
	node := &Define{Modifiers: d.modifiers, Op: OpRecursive}
	nameEnd := len(f.text)
	node.OpSpan = f.span(nameEnd, nameEnd)
	if op, ok := p.findOperator(f.text, d.at); ok {
		nameEnd, node.Op, node.OpSpan = op.nameEnd, op.op, f.span(op.start, op.end)
		if extra := skipSpace(f.text, op.end); extra < len(f.text) {
			p.warn(f.span(extra, len(f.text)), "extraneous text after 'define' directive")
		}
	}
	node.Name = p.trimmed(f, d.at, nameEnd)
	if node.Name.Raw == "" {
		p.bad(l, "empty variable name")
		return
	}
	p.expands(&node.Name)
	body := source.Span{Start: p.next, End: p.next}
	for depth := 1; depth > 0; {
		if p.next >= len(p.src) {
			p.fail(l.content(), "missing 'endef', unterminated 'define'")
			node.Endef = source.Span{Start: p.next, End: p.next}
			break
		}
		depth = p.defineLine(node, depth, &body)
	}
	node.Span = source.Span{Start: l.start, End: p.next}
	node.Body = p.body(body)
	if isImmediate(node.Op) {
		p.expands(&node.Body)
	}
	p.setPrefix(node.Name, node.Op, node.Body)
	p.add(node)
}

// defineLine reads one line of a define, moves the end of the body and returns
// how many defines are open behind it.
func (p *parser) defineLine(node *Define, depth int, body *source.Span) int {
	l := p.readLine()
	if l.text < l.end && p.src[l.text] != p.prefix {
		f := p.join(l)
		depth += nesting(f.text)
		if depth == 0 {
			p.endef(node, l)
			return 0
		}
	}
	body.End = l.end
	return depth
}

// nesting returns 1 for a line that opens a define, -1 for one that closes it.
func nesting(text string) int {
	i := skipSpace(text, 0)
	end := i
	for end < len(text) && !isBlank(text[end]) {
		end++
	}
	switch text[i:end] {
	case "define":
		return 1
	case "endef":
		return -1
	}
	return 0
}

// endef records the line that closes a define.
func (p *parser) endef(node *Define, l line) {
	full := p.join(l)
	f, _ := p.uncomment(full)
	i := skipSpace(f.text, 0)
	end := skipWord(f.text, i)
	node.Endef = f.span(i, end)
	if extra := skipSpace(f.text, end); extra < len(f.text) {
		p.warn(f.span(extra, len(f.text)), "extraneous text after 'endef' directive")
	}
}

// body returns the text of a define.
func (p *parser) body(span source.Span) Text {
	f := flat{text: p.src[span.Start:span.End], base: span.Start}
	f = f.rewrite(join(f.text))
	return p.text(&f, 0, len(f.text))
}
