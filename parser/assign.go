package parser

// An operator is an assignment operator found in a text.
type operator struct {
	nameEnd    int
	start, end int
	op         AssignOp
}

// operatorAt returns the assignment operator that starts at text[i], or "".
func (t *texts) operatorAt(text string, i int) AssignOp {
	rest := text[i:min(i+4, len(text))]
	switch {
	case rest == "":
	case rest[0] == '=':
		return OpRecursive
	case len(rest) > 1 && rest[1] == '=':
		switch op := AssignOp(rest[:2]); op {
		case OpSimple, OpConditional, OpAppend, OpShell:
			return op
		default:
		}
	case len(rest) > 2 && rest[:3] == "::=":
		return OpPosix
	case rest == ":::=" && !t.version.Before(4, 4):
		return OpImmediate
	}
	return ""
}

// findOperator finds the operator that makes text[i:] an assignment: only a
// name without blanks outside references, and then blanks, stand before it.
func (t *texts) findOperator(text string, i int) (operator, bool) {
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
			op := t.operatorAt(text, i)
			return operator{nameEnd, i, i + len(op), op}, op != ""
		}
		switch text[i] {
		case '=', ':', '?', '+', '!':
			if op := t.operatorAt(text, i); op != "" {
				return operator{nameEnd, i, i + len(op), op}, true
			}
			if text[i] == ':' {
				return operator{}, false
			}
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
func (t *texts) findDefinition(f *flat, i int, in scope) (d definition, found bool) {
	for i < len(f.text) {
		var ok bool
		if d.operator, ok = t.findOperator(f.text, i); ok {
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
	d, found := p.findDefinition(f, i, fileScope)
	if !found {
		return false
	}
	p.rule = noRule
	switch {
	case d.keyword == "define":
		p.define(l, f, d)
	case d.keyword == "undefine":
		node := &Undefine{Line: Line{l.span()}, Modifiers: d.modifiers, Name: p.operand(f, d.at)}
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
		p.setPrefix(node.Name, node.Op, node.Value)
		p.add(node)
	}
	return true
}

// assign fills in an assignment.
func (p *parser) assign(node *Assign, f *flat, d definition) {
	value := skipSpace(f.text, d.end)
	node.Modifiers = d.modifiers
	p.read(&node.Name, f, d.at, d.nameEnd)
	node.Op, node.OpSpan = d.op, f.span(d.start, d.end)
	p.read(&node.Value, f, value, len(f.text))
	p.expands(&node.Name)
	if isImmediate(d.op) {
		p.expands(&node.Value)
	}
}

// isImmediate reports whether an assignment expands its value when it is read.
func isImmediate(op AssignOp) bool {
	return op == OpSimple || op == OpPosix || op == OpImmediate || op == OpShell
}

// setPrefix changes the recipe prefix if the assignment of a value does so
// for sure: to the first byte of the value, or back to a tab.
func (p *parser) setPrefix(name Text, op AssignOp, value Text) {
	if name.Raw != ".RECIPEPREFIX" || op == OpConditional || op == OpShell {
		return
	}
	if op == OpAppend && p.prefix != '\t' {
		return
	}
	if len(value.Parts) == 0 {
		p.prefix = '\t'
	} else if literal, ok := value.Parts[0].(*Literal); ok {
		p.prefix = literal.Value[0]
	}
}
