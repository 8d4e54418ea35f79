package rules

import (
	"strings"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/eval"
	"github.com/kbuildlint/kbuildlint/kbuild"
	"github.com/kbuildlint/kbuildlint/lint"
	"github.com/kbuildlint/kbuildlint/parser"
	"github.com/kbuildlint/kbuildlint/source"
)

var timestampexpanded = &lint.Rule{
	Name:  "timestampexpanded",
	Title: "a variable runs date again wherever it is used",
	Why: "A variable that is set with `=` or `?=` is expanded at each use, and `$(shell date)` in it asks for the " +
		"time again: one build has several times in what it makes. This is the rule of checkmake, which looks for " +
		"the word `date`; here it has to be the command.",
	Repair:   "Set the variable with `:=`, which asks once.",
	Where:    "Makefiles that have nothing to do with kbuild.",
	Needs:    lint.NeedsMakefile,
	Groups:   []string{"generic"},
	Severity: lint.Warning,
	OptIn:    true,
	Since:    "0.1.0",
	Bad: lint.Example{Files: `-- Makefile --
stamp = $(shell date +%s)
all:
	echo $(stamp) > first
	echo $(stamp) > second
`},
	Good: lint.Example{Files: `-- Makefile --
stamp := $(shell date +%s)
all:
	echo $(stamp) > first
	echo $(stamp) > second
`},
	Check: checkTimestampexpanded,
}

func checkTimestampexpanded(pass *lint.Pass) {
	if pass.Unit.Role != kbuild.PlainRole {
		return
	}
	for _, a := range pass.Process.Assignments {
		if !strings.Contains(a.Statement.Value.Raw, "date") || !runsDate(&a.Statement.Value) {
			continue
		}
		variable := pass.Process.Lookup(a.Name)
		if variable == nil || a.Statement.Op == parser.OpShell {
			continue
		}
		finding := lint.Finding{
			Place: a.Place, When: foreseen(pass, pass.Space().And(a.When, variable.Recursive)),
			Message: a.Name + " asks for the time again at each use",
			Effect:  "what one build makes has different times in it",
		}
		if written := a.Place.Written(); a.Statement.Op == parser.OpRecursive && written == a.Place {
			equals := source.Place{File: written.File, Span: a.Statement.OpSpan}
			edits := []source.Edit{{Place: equals, Text: ":="}}
			finding.Fixes = []lint.Repair{{Title: "set it with :=", Edits: edits}}
		}
		pass.Report(finding)
	}
}

// runsDate reports whether a value has $(shell) run date, or has a recipe do so
// by itself.
func runsDate(value *parser.Text) bool {
	runs := isDateQuoted(value.Raw)
	parser.Inspect(value, func(node parser.Node) bool {
		if call, ok := node.(*parser.Function); ok && call.Name == "shell" {
			runs = runs || isDateCommand(call.Args[0].Raw)
		}
		return !runs
	})
	return runs
}

// isDateCommand reports whether a text for the shell runs date.
func isDateCommand(text string) bool {
	var words []eval.Word
	for word := range strings.FieldsSeq(text) {
		words = append(words, eval.Word{Text: word, When: cond.True})
	}
	for _, command := range shellCommands(words) {
		if strings.TrimRight(command.words[0].Text, ")") == "date" {
			return true
		}
	}
	return isDateQuoted(text)
}

// isDateQuoted reports whether a command is replaced by what date prints.
func isDateQuoted(text string) bool {
	for word := range strings.FieldsSeq(text) {
		for _, quote := range []string{"`date", "$$(date"} {
			if _, behind, found := strings.Cut(word, quote); found && strings.Trim(behind, "`)\"'") == "" {
				return true
			}
		}
	}
	return false
}
