package parser

// stmt returns a statement in its JSON form.
func (e encoder) stmt(stmt Stmt) *jsonNode {
	out := &jsonNode{Kind: kind(stmt), Span: e.span(stmt.Pos())}
	switch n := stmt.(type) {
	case *Assign:
		e.assign(out, n)
	case *Define:
		e.define(out, n)
	case *Conditional:
		e.conditional(out, n)
	case *Rule:
		e.rule(out, n)
	case *TargetAssign:
		out.Targets, out.Separator = e.text(&n.Targets), e.word(n.Separator, n.SeparatorSpan)
		out.Assignment = e.stmt(&n.Assign)
	case *RecipeLine:
		out.Text = e.text(&n.Text)
	case *Expansion:
		out.Text, out.Recipe = e.text(&n.Text), e.text(n.Recipe)
	case *Bad:
		out.Message = n.Message
	default:
		e.directive(out, n)
	}
	return out
}

// directive fills in a statement that begins with a keyword.
func (e encoder) directive(out *jsonNode, stmt Stmt) {
	switch n := stmt.(type) {
	case *Include:
		out.Keyword, out.Optional, out.Operand = n.Keyword, n.Optional, e.text(&n.Files)
	case *Export:
		out.Keyword, out.Operand = "export", e.text(&n.Names)
		if n.Unexport {
			out.Keyword = "unexport"
		}
	case *Undefine:
		out.Modifiers, out.Name = e.modifiers(n.Modifiers), e.text(&n.Name)
	case *VPath:
		out.Operand = e.text(&n.Operand)
	case *Load:
		out.Optional, out.Operand = n.Optional, e.text(&n.Files)
	}
}

func (e encoder) assign(out *jsonNode, n *Assign) {
	out.Modifiers, out.Name = e.modifiers(n.Modifiers), e.text(&n.Name)
	out.Operator, out.Value = e.word(string(n.Op), n.OpSpan), e.text(&n.Value)
}

func (e encoder) define(out *jsonNode, n *Define) {
	out.Modifiers, out.Name = e.modifiers(n.Modifiers), e.text(&n.Name)
	out.Operator, out.Value, out.End = e.word(string(n.Op), n.OpSpan), e.text(&n.Body), e.place(n.Endef)
}

func (e encoder) rule(out *jsonNode, n *Rule) {
	out.Targets, out.Separator = e.text(&n.Targets), e.word(n.Separator, n.SeparatorSpan)
	out.TargetPattern, out.Prerequisites = e.text(n.TargetPattern), e.text(&n.Prereqs)
	out.OrderOnly, out.Recipe = e.text(n.OrderOnly), e.text(n.Recipe)
}

func (e encoder) conditional(out *jsonNode, n *Conditional) {
	for i := range n.Arms {
		out.Arms = append(out.Arms, e.arm(&n.Arms[i]))
	}
	out.End = e.place(n.Endif)
}

func (e encoder) arm(a *Arm) *jsonNode {
	out := &jsonNode{
		Kind: "arm", Span: e.span(a.Pos()), Keyword: string(a.Kind), Else: a.Else, Bad: a.Bad,
		Directive: e.place(a.Directive), Body: e.stmts(a.Body),
	}
	switch a.Kind {
	case CondElse:
	case CondIfdef, CondIfndef:
		out.Name = e.text(&a.Left)
	default:
		out.Left, out.Right = e.text(&a.Left), e.text(&a.Right)
	}
	return out
}
