package parser

import "github.com/kbuildlint/kbuildlint/source"

// An operator is an assignment operator found in a text.
type operator struct {
	nameEnd    int
	start, end int
	op         AssignOp
}

// operatorAt returns the assignment operator that starts at text[i], or "".
func operatorAt(text string, i int) AssignOp {
	rest := text[i:min(i+4, len(text))]
	switch {
	case rest == "":
	case rest[0] == '=':
		return OpRecursive
	case len(rest) > 1 && rest[1] == '=':
		switch op := AssignOp(rest[:2]); op {
		case OpSimple, OpConditional, OpAppend, OpShell:
			return op
		}
	case len(rest) > 2 && rest[:3] == "::=":
		return OpPosix
	case rest == ":::=":
		return OpImmediate
	}
	return ""
}

// findOperator finds the operator that makes text[i:] an assignment: only a
// name without blanks outside references, and then blanks, stand before it.
func findOperator(text string, i int) (operator, bool) {
	for i < len(text) {
		nameEnd := i
		switch c := text[i]; {
		case c == '$':
			i = skipReference(text, i)
			continue
		case c == '#':
			return operator{}, false
		case isBlank(c):
			i = skipSpace(text, i)
			op := operatorAt(text, i)
			return operator{nameEnd, i, i + len(op), op}, op != ""
		}
		if op := operatorAt(text, i); op != "" {
			return operator{nameEnd, i, i + len(op), op}, true
		}
		if text[i] == ':' {
			return operator{}, false
		}
		i++
	}
	return operator{}, false
}

// A scope is where an assignment stands.
type scope int

const (
	fileScope   scope = iota
	targetScope       // behind a target and a colon
)

// A definition is what the start of a line says about an assignment.
type definition struct {
	modifiers []Modifier
	// keyword is define, undefine or "".
	keyword string
	// at is the offset of what stands behind the modifiers and the keyword.
	at int
	operator
}

// findDefinition reads the modifiers at text[i:] and what they modify.
func findDefinition(f *flat, i int, in scope) (d definition, found bool) {
	for i < len(f.text) {
		var ok bool
		if d.operator, ok = findOperator(f.text, i); ok {
			d.at = i
			return d, true
		}
		end := skipWord(f.text, i)
		word := f.text[i:end]
		switch {
		case word == "export", word == "override", word == "private", word == "unexport" && in == targetScope:
			d.modifiers = append(d.modifiers, Modifier{Word: word, Span: f.span(i, end)})
		case (word == "define" || word == "undefine") && in == fileScope:
			d.keyword, d.at = word, skipSpace(f.text, end)
			return d, true
		default:
			return definition{}, false
		}
		i = skipSpace(f.text, end)
	}
	return definition{}, false
}

// assignment reads an assignment, a define or an undefine that starts at
// text[i] of f, the text of l without its comment.
func (p *parser) assignment(l line, f *flat, i int) bool {
	d, found := findDefinition(f, i, fileScope)
	if !found {
		return false
	}
	p.rule = noRule
	switch {
	case d.keyword == "define":
		p.define(l, f, d)
	case d.keyword == "undefine":
		node := &Undefine{Line: Line{l.span()}, Modifiers: d.modifiers, Name: p.trimmed(f, d.at, len(f.text))}
		if node.Name.Raw == "" {
			p.bad(l, "empty variable name")
			break
		}
		p.add(node)
	case d.nameEnd == d.at:
		p.bad(l, "empty variable name")
	default:
		node := p.nodes.assigns.one()
		p.assign(node, f, d)
		node.Span = l.span()
		p.setPrefix(node)
		p.add(node)
	}
	return true
}

// assign fills in an assignment.
func (p *parser) assign(node *Assign, f *flat, d definition) {
	value := skipSpace(f.text, d.end)
	node.Modifiers = d.modifiers
	node.Name = p.texts.read(f, d.at, d.nameEnd)
	node.Op, node.OpSpan = d.op, f.span(d.start, d.end)
	node.Value = p.texts.read(f, value, len(f.text))
}

// setPrefix changes the recipe prefix if the assignment does so for sure.
func (p *parser) setPrefix(node *Assign) {
	if node.Name.Raw != ".RECIPEPREFIX" {
		return
	}
	switch node.Op {
	case OpRecursive, OpSimple, OpPosix, OpImmediate:
	default:
		return
	}
	if len(node.Value.Parts) == 0 {
		p.prefix = '\t'
		return
	}
	if literal, ok := node.Value.Parts[0].(*Literal); ok {
		p.prefix = literal.Value[0]
	}
}

// define reads a define up to its endef.
func (p *parser) define(l line, f *flat, d definition) {
	node := &Define{Modifiers: d.modifiers, Op: OpRecursive}
	nameEnd := len(f.text)
	if op, ok := findOperator(f.text, d.at); ok {
		nameEnd, node.Op = op.nameEnd, op.op
		if extra := skipSpace(f.text, op.end); extra < len(f.text) {
			p.warn(f.span(extra, len(f.text)), "extraneous text after 'define' directive")
		}
	}
	node.Name = p.trimmed(f, d.at, nameEnd)
	if node.Name.Raw == "" {
		p.bad(l, "empty variable name")
		return
	}
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
	p.add(node)
}

// defineLine reads one line of a define, moves the end of the body and returns
// how many defines are open behind it.
func (p *parser) defineLine(node *Define, depth int, body *source.Span) int {
	l := p.read()
	if l.text < l.end && p.src[l.text] != p.prefix {
		switch f := p.join(l); f.text[skipSpace(f.text, 0):] {
		case "":
		default:
			depth += p.nesting(&f)
		}
		if depth == 0 {
			p.endef(node, l)
			return 0
		}
	}
	body.End = l.end
	return depth
}

// nesting returns 1 for a line that opens a define, -1 for one that closes it.
func (p *parser) nesting(f *flat) int {
	i := skipSpace(f.text, 0)
	k := i
	for k < len(f.text) && !isBlank(f.text[k]) {
		k++
	}
	switch f.text[i:k] {
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
	f, _ := uncomment(full)
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
	return p.texts.read(&f, 0, len(f.text))
}
