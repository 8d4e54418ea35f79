package rules

import (
	"strings"

	"github.com/kbuildlint/kbuildlint/parser"
	"github.com/kbuildlint/kbuildlint/source"
)

// notForShell says what a line of a recipe would be without the TAB, if no shell
// can want it: "" for what may be a command, such as X=1 or export X.
func notForShell(text string) string {
	first := strings.TrimLeft(text, blanks)
	if end := strings.IndexAny(first, blanks); end >= 0 {
		first = first[:end]
	}
	if !strings.Contains(text, "=") && !isDirective[first] {
		return ""
	}
	line := parser.Parse(&source.File{Text: text + "\n"})
	if len(line.Stmts) == 0 {
		return ""
	}
	switch stmt := line.Stmts[0].(type) {
	case *parser.Assign:
		if isAssignmentOnly(stmt) {
			return "an assignment"
		}
	case *parser.Conditional, *parser.Include, *parser.Define, *parser.Undefine, *parser.VPath:
		return first
	case *parser.Export:
		if stmt.Unexport {
			return first
		}
	case *parser.Bad:
		if strings.TrimRight(text, blanks) == "endif" {
			return "endif"
		}
	}
	return ""
}

// isDirective tells the directives that are no words of the shell.
var isDirective = map[string]bool{
	"ifdef": true, "ifndef": true, "ifeq": true, "ifneq": true, "endif": true, "include": true, "-include": true,
	"sinclude": true, "define": true, "undefine": true, "unexport": true, "vpath": true,
}

// isAssignmentOnly reports whether the shell takes an assignment for the call of
// a command that is called like the variable, as it does where a blank stands
// before the operator, and where it has no such operator (":=").
func isAssignmentOnly(assign *parser.Assign) bool {
	spaced := assign.Name.Span.End < assign.OpSpan.Start
	for _, modifier := range assign.Modifiers {
		spaced = spaced || modifier.Word == "override" || modifier.Word == "private"
	}
	return (spaced || assign.Op == parser.OpSimple || assign.Op == parser.OpConditional) && isPlainName(&assign.Name)
}

// isPlainName reports whether a variable has a name that is no command with "="
// for its first word: it begins with a letter, and may go on with references.
func isPlainName(name *parser.Text) bool {
	for i, part := range name.Parts {
		literal, isLiteral := part.(*parser.Literal)
		if !isLiteral && i > 0 {
			continue
		}
		if !isLiteral || symbolEnd(asSymbol.Replace(literal.Value)) < len(literal.Value) ||
			i == 0 && symbolEnd(literal.Value) == 0 {
			return false
		}
	}
	return !takesText[name.Raw]
}

// asSymbol writes what else the names of variables have as letters of a symbol.
var asSymbol = strings.NewReplacer("-", "_", ".", "_")

// takesText are commands that may have "=" for their first word.
var takesText = map[string]bool{"echo": true, "printf": true, "test": true, "expr": true}
