package parser

import (
	"fmt"
	"strings"

	"github.com/kbuildlint/kbuildlint/source"
)

// Dump returns the tree of a makefile for people to read: one node a line,
// indented, with its span as line:column-line:column and its words.
func Dump(f *File) string {
	d := dumper{file: f.Source}
	for _, stmt := range f.Stmts {
		d.node("", stmt, nil, 0)
	}
	for _, e := range f.Errors {
		kind := "error"
		if e.Warning {
			kind = "warning"
		}
		fmt.Fprintf(&d.out, "%s %s: %s\n", kind, d.place(e.Span), e.Message)
	}
	return d.out.String()
}

// A dumper writes a tree.
type dumper struct {
	file *source.File
	out  strings.Builder
}

// place returns a span as line:column-line:column.
func (d *dumper) place(span source.Span) string {
	start, end := d.file.Position(span.Start), d.file.Position(span.End)
	return fmt.Sprintf("%d:%d-%d:%d", start.Line, start.Column, end.Line, end.Column)
}

// node writes a node and what is below it. The unexpanded text of a reference
// is not repeated inside of it: that would be quadratic.
func (d *dumper) node(role string, node, parent Node, depth int) {
	d.out.WriteString(strings.Repeat("  ", depth))
	label := kind(node)
	if text, ok := node.(*Text); ok {
		label = role
		if isPlain(text) {
			fmt.Fprintf(&d.out, "%s %s %q\n", role, d.place(text.Span), text.Raw)
			return
		}
	} else if role != "" && role != "part" && role != "arm" && role != "body" {
		label = role + " " + label
	}
	fmt.Fprintf(&d.out, "%s %s%s", label, d.place(node.Pos()), d.words(node))
	if text, ok := node.(*Text); ok {
		if _, inside := parent.(Part); !inside {
			fmt.Fprintf(&d.out, " %q", text.Raw)
		}
		if text.Err != "" {
			d.out.WriteString(" error: " + text.Err)
		}
	}
	d.out.WriteByte('\n')
	children(node, func(role string, child Node) { d.node(role, child, node, depth+1) })
}

// isPlain reports whether a text is at most one literal that stands in the
// source as it is.
func isPlain(text *Text) bool {
	if len(text.Parts) == 0 {
		return text.Err == ""
	}
	literal, ok := text.Parts[0].(*Literal)
	return ok && len(text.Parts) == 1 && text.Err == "" && literal.Span == text.Span && literal.Value == text.Raw
}

// words returns what a node holds besides its children.
func (d *dumper) words(node Node) string {
	switch n := node.(type) {
	case *Assign:
		return modifiers(n.Modifiers) + " " + string(n.Op) + " " + d.place(n.OpSpan)
	case *Define:
		return modifiers(n.Modifiers) + " " + string(n.Op) + " endef " + d.place(n.Endef)
	case *Conditional:
		return " endif " + d.place(n.Endif)
	case *Arm:
		return armWords(n)
	case *Include:
		return " " + n.Keyword
	case *Export:
		if n.Unexport {
			return " unexport"
		}
	case *Undefine:
		return modifiers(n.Modifiers)
	case *Load:
		if n.Optional {
			return " optional"
		}
	case *Rule:
		return " " + n.Separator + " " + d.place(n.SeparatorSpan)
	case *TargetAssign:
		return " " + n.Separator + " " + d.place(n.SeparatorSpan)
	case *Bad:
		return ": " + n.Message
	case *Literal:
		return fmt.Sprintf(" %q", n.Value)
	case *Function:
		return " " + n.Name
	}
	return ""
}

func armWords(a *Arm) string {
	words := " " + string(a.Kind)
	if a.Else && a.Kind != CondElse {
		words = " else" + words
	}
	if a.Bad {
		words += " bad"
	}
	return words
}

func modifiers(list []Modifier) string {
	var words strings.Builder
	for _, m := range list {
		words.WriteString(" " + m.Word)
	}
	return words.String()
}

// kind returns the name of a node's type as Dump and JSON write it.
func kind(node Node) string {
	switch n := node.(type) {
	case *Arm:
		return "arm"
	case Stmt:
		return stmtKind(n)
	case Part:
		return partKind(n)
	}
	return "text"
}

func stmtKind(stmt Stmt) string {
	switch stmt.(type) {
	case *Blank:
		return "blank"
	case *Comment:
		return "comment"
	case *Assign:
		return "assign"
	case *Define:
		return "define"
	case *Conditional:
		return "conditional"
	case *Include:
		return "include"
	case *Export:
		return "export"
	case *Undefine:
		return "undefine"
	case *VPath:
		return "vpath"
	case *Load:
		return "load"
	case *Rule:
		return "rule"
	case *TargetAssign:
		return "targetAssign"
	case *RecipeLine:
		return "recipeLine"
	case *Expansion:
		return "expansion"
	}
	return "bad"
}

func partKind(part Part) string {
	switch n := part.(type) {
	case *Literal:
		return "literal"
	case *Ref:
		return "reference"
	case *Subst:
		return "substitution"
	case *Function:
		if n.Name == "call" {
			return "call"
		}
	}
	return "function"
}
