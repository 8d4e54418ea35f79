package parser

import "github.com/kbuildlint/kbuildlint/source"

// A Node is a Stmt, an *Arm, a *Text or a Part.
type Node interface {
	// Pos returns the bytes of the node.
	Pos() source.Span
}

// Pos returns the bytes of the arm, from its directive to its last statement.
func (a *Arm) Pos() source.Span {
	span := a.Directive
	if n := len(a.Body); n > 0 {
		span.End = a.Body[n-1].Pos().End
	}
	return span
}

// Pos returns the bytes of the text.
func (t *Text) Pos() source.Span { return t.Span }

// Inspect calls visit for the statements of the file and all nodes below them,
// in the order of the text. It skips what is below a node for which visit
// returns false.
func (f *File) Inspect(visit func(Node) bool) {
	for _, stmt := range f.Stmts {
		Inspect(stmt, visit)
	}
}

// Inspect calls visit for node and all nodes below it, in the order of the
// text. It skips what is below a node for which visit returns false.
func Inspect(node Node, visit func(Node) bool) {
	if !visit(node) {
		return
	}
	children(node, func(_ string, child Node) { Inspect(child, visit) })
}

// children calls yield for each child of node, named after its role.
func children(node Node, yield func(role string, child Node)) {
	switch n := node.(type) {
	case *Conditional:
		for i := range n.Arms {
			yield("arm", &n.Arms[i])
		}
	case *Arm:
		childrenOfArm(n, yield)
	case *Text:
		for _, part := range n.Parts {
			yield("part", part)
		}
	case Stmt:
		childrenOfStmt(n, yield)
	case Part:
		childrenOfPart(n, yield)
	}
}

func childrenOfArm(a *Arm, yield func(string, Node)) {
	switch a.Kind {
	case CondElse:
	case CondIfdef, CondIfndef:
		yield("name", &a.Left)
	default:
		yield("left", &a.Left)
		yield("right", &a.Right)
	}
	for _, stmt := range a.Body {
		yield("body", stmt)
	}
}

func childrenOfStmt(stmt Stmt, yield func(string, Node)) {
	switch n := stmt.(type) {
	case *Assign:
		yield("name", &n.Name)
		yield("value", &n.Value)
	case *Define:
		yield("name", &n.Name)
		yield("body", &n.Body)
	case *Include:
		yield("files", &n.Files)
	case *Export:
		yield("names", &n.Names)
	case *Undefine:
		yield("name", &n.Name)
	case *VPath:
		yield("operand", &n.Operand)
	case *Load:
		yield("files", &n.Files)
	case *Rule:
		childrenOfRule(n, yield)
	case *TargetAssign:
		yield("targets", &n.Targets)
		yield("assign", &n.Assign)
	case *RecipeLine:
		yield("text", &n.Text)
	case *Expansion:
		yield("text", &n.Text)
		optional("recipe", n.Recipe, yield)
	}
}

func childrenOfRule(r *Rule, yield func(string, Node)) {
	yield("targets", &r.Targets)
	optional("targetPattern", r.TargetPattern, yield)
	yield("prerequisites", &r.Prereqs)
	optional("orderOnly", r.OrderOnly, yield)
	optional("recipe", r.Recipe, yield)
}

func childrenOfPart(part Part, yield func(string, Node)) {
	switch n := part.(type) {
	case *Ref:
		yield("name", &n.Name)
	case *Subst:
		yield("name", &n.Name)
		yield("pattern", &n.Pattern)
		yield("replacement", &n.Replacement)
	case *Function:
		for i := range n.Args {
			yield("arg", &n.Args[i])
		}
	}
}

// optional yields a text that may be nil.
func optional(role string, text *Text, yield func(string, Node)) {
	if text != nil {
		yield(role, text)
	}
}
