package rules

import (
	"strings"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/eval"
	"github.com/kbuildlint/kbuildlint/lint"
	"github.com/kbuildlint/kbuildlint/parser"
	"github.com/kbuildlint/kbuildlint/source"
)

var syntaxError = &lint.Rule{
	Name:  "syntax-error",
	Title: "GNU Make can't read a line of the makefile, and stops",
	Why: "GNU Make reads all makefiles before it makes anything, and stops at the first line that is neither an " +
		"assignment, a rule, a recipe nor a directive to it, at a reference without its closing bracket, and at a " +
		"conditional or define without its end. kbuild then builds nothing in that directory, and with `-k` all but " +
		"that. In a conditional the line is not read before somebody has the configuration. What is reported are the " +
		"words of GNU Make 4.3. What only a warning is to make, such as words behind `endif`, is one here. So is " +
		"what kbuildlint itself gives up on, a makefile that it can't read or an expansion without an end: the rest " +
		"of it goes unjudged. Recipes that no rule has, or that begin with blanks, are told by split-rule and " +
		"space-indented-recipe.",
	Repair:   "Write what make can read; the message says what is missing.",
	Needs:    lint.NeedsMakefile,
	Groups:   []string{"make"},
	Severity: lint.Error,
	Since:    "0.1.0",
	Bad: lint.Example{Files: `-- Kbuild --
obj-m := radio.o

ifdef CONFIG_TUNER
radio-y := main.o tuner.o
else
radio-y := main.o
-- main.c --
-- tuner.c --
`},
	Good: lint.Example{Files: `-- Kbuild --
obj-m := radio.o

ifdef CONFIG_TUNER
radio-y := main.o tuner.o
else
radio-y := main.o
endif
-- main.c --
-- tuner.c --
`},
	Check: checkSyntaxError,
}

func checkSyntaxError(pass *lint.Pass) {
	for _, problem := range pass.Process.Problems {
		if !problem.Fatal || problem.Cause != eval.CauseSyntax && problem.Cause != eval.CauseValue {
			continue
		}
		if when := certainly(pass, problem); when != cond.False && recipeSlipOf(pass, problem) == nil {
			reportSyntax(pass, problem.Place, when, problem.Message, "make stops here")
		}
	}
	checkRecipes(pass)
	reportGaps(pass)
	for _, file := range ownMakefiles(pass) {
		for _, unread := range file.Errors {
			if unread.Warning {
				reportWarning(pass, file, unread)
			}
		}
	}
}

// certainly returns the configurations in which make stops at a problem for sure.
// What it can't read stands there whatever a shell may print; a value is another
// one where the process has passed over something that it does not know.
func certainly(pass *lint.Pass, problem eval.Problem) cond.Cond {
	world := pass.Tree.World
	if problem.Cause == eval.CauseSyntax {
		return world.AnyOutcome(problem.When)
	}
	when := world.Lasting(pass.Space().Diff(problem.When, pass.Process.Lost()))
	if world.AnyOutcome(when) != when {
		return cond.False
	}
	return when
}

// reportGaps reports where this program gives up on what make would do: silence
// about the rest would pass for praise.
func reportGaps(pass *lint.Pass) {
	for _, gap := range pass.Process.Gaps() {
		place := firstLine(gap.Place.Written())
		pass.Report(lint.Finding{
			Place: place, When: gap.When, OfReading: true, Severity: lint.Warning, Message: gap.Message,
			Effect: "what comes of it is not judged, though make may read it",
		})
	}
}

// checkRecipes reports the lines of recipes that make can't expand.
func checkRecipes(pass *lint.Pass) {
	for _, rule := range pass.Process.Rules {
		for _, line := range rule.Recipe {
			if message := line.Template.Text.Err; message != "" {
				reportSyntax(pass, line.Place, line.When, message, "make stops when it gets to this recipe")
			}
		}
	}
}

// reportSyntax reports what make can't read, at the first line of the place.
func reportSyntax(pass *lint.Pass, place source.Place, when cond.Cond, message, effect string) {
	place = place.Written()
	if place.File == nil {
		return
	}
	pass.Report(lint.Finding{
		Place: firstLine(place), When: when, OfReading: true, Message: message, Effect: effect,
	})
}

// firstLine returns the first line of a place that holds anything.
func firstLine(place source.Place) source.Place {
	text := place.Text()
	line, _, _ := strings.Cut(strings.TrimLeft(text, " \t\n"), "\n")
	place.Span.Start += len(text) - len(strings.TrimLeft(text, " \t\n"))
	place.Span.End = place.Span.Start + len(strings.TrimRight(line, " \t\r"))
	return place
}

// reportWarning reports what make passes over and complains of.
func reportWarning(pass *lint.Pass, file *parser.File, unread parser.Error) {
	pass.Report(lint.Finding{
		Place: file.Source.Place(unread.Span), When: cond.True, OfReading: true, Severity: lint.Warning,
		Message: unread.Message, Effect: "make passes over it",
	})
}
