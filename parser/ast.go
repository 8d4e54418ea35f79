package parser

import "github.com/kbuildlint/kbuildlint/source"

// A File is the syntax tree of one makefile. The spans of its statements tile
// the text: each byte belongs to exactly one top-level statement.
type File struct {
	Source *source.File
	Stmts  []Stmt
	// Errors holds what could not be read, in the order of the text.
	Errors []Error
	// Unread is why the file could not be read, "" for one that was: it stands
	// for a makefile that may hold anything.
	Unread string
}

// An Error is a syntax error, in the words GNU Make uses.
type Error struct {
	Span    source.Span
	Message string
	// Warning is set when GNU Make complains and goes on.
	Warning bool
}

// A Stmt is one statement: a logical line, a define with its body, or a
// conditional with all its arms. Its span includes the line terminator. A
// Stmt is always a pointer, such as *Assign.
type Stmt interface {
	// Pos returns the bytes of the statement, line terminator included.
	Pos() source.Span
	stmt()
}

// Line is the span that every statement carries.
type Line struct {
	Span source.Span
}

// Pos returns the bytes of the statement, line terminator included.
func (l Line) Pos() source.Span { return l.Span }

func (Line) stmt() {}

// A Modifier is a keyword before an assignment or a define.
type Modifier struct {
	// Word is export, unexport, override or private.
	Word string
	Span source.Span
}

// An AssignOp is an assignment operator as it is written (GNU Make manual,
// "Setting Variables").
type AssignOp string

// The operators of GNU Make 4.4.
const (
	OpRecursive   AssignOp = "="
	OpSimple      AssignOp = ":="
	OpPosix       AssignOp = "::="
	OpImmediate   AssignOp = ":::="
	OpConditional AssignOp = "?="
	OpAppend      AssignOp = "+="
	OpShell       AssignOp = "!="
)

type (
	// Blank is an empty line, or one of blanks only.
	Blank struct{ Line }

	// Comment is a line, continued lines included, that holds a comment only.
	Comment struct{ Line }

	// Assign is a variable assignment.
	Assign struct {
		Line
		Modifiers []Modifier
		Name      Text
		Op        AssignOp
		OpSpan    source.Span
		// Value starts behind the blanks after the operator and keeps its
		// trailing blanks.
		Value Text
	}

	// Define is a define directive up to its endef.
	Define struct {
		Line
		Modifiers []Modifier
		Name      Text
		// Op is OpRecursive and OpSpan empty when the directive names no operator.
		Op     AssignOp
		OpSpan source.Span
		// Body is the text between the directive's line and the endef line,
		// without its last newline; its comments belong to it.
		Body Text
		// Endef is the span of the word endef, empty when it is missing.
		Endef source.Span
	}

	// Conditional is ifdef, ifndef, ifeq or ifneq up to its endif.
	Conditional struct {
		Line
		// Arms holds at least one arm; the statements between two directive
		// lines belong to the arm that the first of them opens.
		Arms []Arm
		// Endif is the whole endif line, empty when it is missing.
		Endif source.Span
	}

	// Include is include, -include or sinclude.
	Include struct {
		Line
		Keyword  string
		Optional bool
		Files    Text
	}

	// Export is export or unexport with names; without names it concerns all
	// variables.
	Export struct {
		Line
		Unexport bool
		Names    Text
	}

	// Undefine is an undefine directive.
	Undefine struct {
		Line
		Modifiers []Modifier
		Name      Text
	}

	// VPath is a vpath directive with its whole operand.
	VPath struct {
		Line
		Operand Text
	}

	// Load is load or -load.
	Load struct {
		Line
		Optional bool
		Files    Text
	}

	// Rule is a rule without its recipe lines, which follow as RecipeLine
	// statements, perhaps inside conditionals.
	Rule struct {
		Line
		Targets Text
		// Separator is ":", "::", "&:" or "&::".
		Separator     string
		SeparatorSpan source.Span
		// TargetPattern is nil unless this is a static pattern rule.
		TargetPattern *Text
		Prereqs       Text
		// OrderOnly is nil when there is no "|".
		OrderOnly *Text
		// Recipe is the recipe behind ";", nil when there is none.
		Recipe *Text
	}

	// TargetAssign is a target- or pattern-specific variable assignment.
	TargetAssign struct {
		Line
		Targets       Text
		Separator     string
		SeparatorSpan source.Span
		// Assign has the span of the assignment part.
		Assign Assign
	}

	// RecipeLine is a line that starts with the recipe prefix while a rule may
	// be open. Text is the logical line without that prefix; backslash-newlines
	// outside references stay, each without the recipe prefix after it.
	RecipeLine struct {
		Line
		Text Text
	}

	// Expansion is a line of which only expansion can tell what it is, such
	// as a bare $(call x).
	Expansion struct {
		Line
		Text Text
		// Recipe is what stands behind ";", nil when there is none.
		Recipe *Text
	}

	// Bad is a line that GNU Make rejects; File.Errors says why.
	Bad struct {
		Line
		Message string
		// Limit tells that GNU Make reads the line, and this parser does not.
		Limit bool
	}
)

// A CondKind is the directive that opens an arm of a conditional.
type CondKind string

// The directives; CondElse is an else without a test.
const (
	CondIfdef  CondKind = "ifdef"
	CondIfndef CondKind = "ifndef"
	CondIfeq   CondKind = "ifeq"
	CondIfneq  CondKind = "ifneq"
	CondElse   CondKind = "else"
)

// An Arm is one branch of a conditional.
type Arm struct {
	// Directive is the span of the whole directive line.
	Directive source.Span
	// Else tells "else ifeq" from "ifeq"; it is set for CondElse as well.
	Else bool
	Kind CondKind
	// Left and Right are what ifeq and ifneq compare; Left is the name that
	// ifdef and ifndef test.
	Left, Right Text
	Body        []Stmt
	// Bad is set when GNU Make rejects the directive's operands.
	Bad bool
}

// A Text is text that GNU Make expands: literals and references, in order.
type Text struct {
	Span source.Span
	// Raw is the unexpanded text as GNU Make keeps it: continuations are
	// folded, a comment is gone, "\#" is "#", "$$" is still "$$".
	Raw   string
	Parts []Part
	// Err is not "" when expanding the text ends make, as an unterminated
	// reference does; it holds make's message.
	Err string
	// TooDeep tells that the references in Parts are not all there are: they
	// nest deeper than this parser reads.
	TooDeep bool
	// Cut tells that make drops the end of the text: it does behind the name of a
	// reference such as $($(a), which has fewer closing brackets than it opens.
	Cut bool
}

// A Part is a piece of a Text: *Literal, *Ref, *Subst or *Function.
type Part interface {
	// Pos returns the bytes of the part.
	Pos() source.Span
	part()
}

// Extent is the span that every part carries.
type Extent struct {
	Span source.Span
}

// Pos returns the bytes of the part.
func (e Extent) Pos() source.Span { return e.Span }

func (Extent) part() {}

type (
	// Literal is text that stands for itself. Value differs from the source
	// only for a literal of its own: a folded continuation is " ", "$$" is
	// "$", "\#" is "#". Every other literal has as many bytes as its span.
	Literal struct {
		Extent
		Value string
	}

	// Ref is $(name), ${name} or $x.
	Ref struct {
		Extent
		Name Text
	}

	// Subst is a substitution reference, $(name:pattern=replacement).
	Subst struct {
		Extent
		Name, Pattern, Replacement Text
	}

	// Function is a call of a function that is built into the version of GNU
	// Make. For $(call f,a) the first
	// argument is f. Arguments are split as that function splits them: the
	// last one it can take keeps its commas.
	Function struct {
		Extent
		Name string
		Args []Text
	}
)
