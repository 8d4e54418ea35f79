package kconfig

import (
	"strings"

	"github.com/kbuildlint/kbuildlint/source"
)

// An Op says what an expression is.
type Op uint8

// The kinds of expressions. Word is a bare word: a symbol, one of the constants
// y, m and n, or text such as a number. Text is a quoted constant. Unknown is
// text that a shell or the environment decides. The rest have operands.
const (
	Word Op = iota
	Text
	Unknown
	Not
	And
	Or
	Equal
	Unequal
	Less
	LessEqual
	Greater
	GreaterEqual
)

// opTexts is how operators are written.
var opTexts = [...]string{
	Not: "!", And: "&&", Or: "||", Equal: "=", Unequal: "!=",
	Less: "<", LessEqual: "<=", Greater: ">", GreaterEqual: ">=",
}

// An Expr is an expression of Kconfig, whose value is n, m or y. It is never
// changed after it was read, and shared between all that inherit it. The nil
// *Expr is a condition that was not written, which always holds.
type Expr struct {
	// Op is the kind of the expression.
	Op Op
	// X and Y are the operands; Y is nil for Not, both are for Word, Text and
	// Unknown.
	X, Y *Expr
	// Name is the word or the text. That of an Unknown tells it from others:
	// equal names are the same unknown.
	Name string
	// Place is where the expression is written, without parentheses around it.
	// A conjunction with what surrounds an entry has the place of its right
	// side.
	Place source.Place

	macros bool // something in it is still to be expanded
}

// String prints the expression as Kconfig, "y" for nil.
func (e *Expr) String() string {
	if e == nil {
		return "y"
	}
	var out strings.Builder
	e.print(&out)
	return out.String()
}

func (e *Expr) print(out *strings.Builder) {
	switch e.Op {
	case Word:
		out.WriteString(e.Name)
	case Text:
		out.WriteByte('"')
		out.WriteString(quoteEscapes.Replace(e.Name))
		out.WriteByte('"')
	case Unknown:
		out.WriteString(e.Place.Text())
	case Not:
		out.WriteByte('!')
		e.X.printIn(out, Not)
	case And, Or:
		e.X.printIn(out, e.Op)
		out.WriteString(" " + opTexts[e.Op] + " ")
		e.Y.printIn(out, e.Op)
	default:
		e.X.print(out)
		out.WriteString(opTexts[e.Op])
		e.Y.print(out)
	}
}

var quoteEscapes = strings.NewReplacer(`\`, `\\`, `"`, `\"`)

// printIn prints an operand, in parentheses where the operator around it binds
// more strongly.
func (e *Expr) printIn(out *strings.Builder, around Op) {
	if e.Op == Or && around != Or || e.Op == And && around == Not {
		out.WriteByte('(')
		e.print(out)
		out.WriteByte(')')
		return
	}
	e.print(out)
}

// Words calls yield for every bare word of the expression that is no constant,
// in the order of the text: the symbols, and numbers.
func (e *Expr) Words(yield func(*Expr)) {
	switch {
	case e == nil:
	case e.Op == Word && !isTristate(e.Name):
		yield(e)
	default:
		e.X.Words(yield)
		e.Y.Words(yield)
	}
}

// isTristate reports whether a word is one of the constants of tristate
// symbols, quoted or not (sym_lookup of scripts/kconfig/symbol.c).
func isTristate(word string) bool { return word == "y" || word == "m" || word == "n" }

// conjunction returns x && y, where nil is a condition that always holds.
func conjunction(x, y *Expr) *Expr {
	if x == nil {
		return y
	}
	if y == nil {
		return x
	}
	return &Expr{Op: And, X: x, Y: y, Place: y.Place}
}

// orUnless returns the condition of "depends on x if condition": x where
// condition is not n, y elsewhere (menu_add_dep of Linux 7.0).
func orUnless(x, condition *Expr) *Expr {
	if condition == nil || x == nil {
		return x
	}
	return &Expr{Op: Or, X: x, Y: equals(condition, "n"), Place: x.Place}
}

// duals say what becomes of an operator when an expression is compared with n,
// which a conjunction is where one operand is, or with y.
var duals = map[string]map[Op]Op{"n": {And: Or, Or: And}, "y": {And: And, Or: Or}}

// opposites are the constants that ! turns into each other.
var opposites = map[string]string{"n": "y", "y": "n"}

// equals returns an expression that is y where e has the value, which is y or
// n, and n elsewhere.
func equals(e *Expr, value string) *Expr {
	switch e.Op {
	case Word, Text, Unknown:
		return &Expr{Op: Equal, X: e, Y: &Expr{Op: Word, Name: value, Place: e.Place}, Place: e.Place}
	case Not:
		return equals(e.X, opposites[value])
	case And, Or:
		return &Expr{Op: duals[value][e.Op], X: equals(e.X, value), Y: equals(e.Y, value), Place: e.Place}
	default: // a comparison is n or y, never m
		if value == "y" {
			return e
		}
		return &Expr{Op: Not, X: e, Place: e.Place}
	}
}
