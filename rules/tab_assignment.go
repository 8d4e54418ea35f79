package rules

import (
	"slices"
	"strings"

	"github.com/kbuildlint/kbuildlint/eval"
	"github.com/kbuildlint/kbuildlint/lint"
	"github.com/kbuildlint/kbuildlint/parser"
	"github.com/kbuildlint/kbuildlint/source"
)

var tabAssignment = &lint.Rule{
	Name:  "tab-assignment",
	Title: "an assignment or a directive is a line of a recipe",
	Why: "A line that begins with a TAB belongs to the recipe of the rule above it, also inside of a conditional " +
		"and behind blank lines and comments (GNU Make manual, \"Recipe Syntax\"). An assignment or an `ifdef` " +
		"there sets and tests nothing: it is handed to the shell, when the target is made.",
	Repair:   "Begin the line with blanks, or with nothing.",
	Needs:    lint.NeedsMakefile,
	Groups:   []string{"make"},
	Severity: lint.Error,
	Since:    "0.1.0",
	Bad:      lint.Example{Files: "-- drivers/Makefile --\nFORCE:\n\n\tccflags-y += -DRADIO\n"},
	Good:     lint.Example{Files: "-- drivers/Makefile --\nFORCE:\n\n    ccflags-y += -DRADIO\n"},
	Check:    checkTabAssignment,
}

func checkTabAssignment(pass *lint.Pass) {
	if pass.Build != pass.Unit.Builds[0] || pass.Process.Lookup(".RECIPEPREFIX") != nil ||
		len(pass.Process.Bindings(".ONESHELL")) > 0 || setsShell(pass.Process) {
		return
	}
	reported := map[source.Place]bool{}
	for _, rule := range pass.Process.Rules {
		for _, line := range rule.Recipe {
			what := notForShell(line.Template.Text.Raw)
			place := line.Place.Written()
			if what == "" || place.File == nil || reported[place] {
				continue
			}
			reported[place] = true
			pass.Report(tabFinding(pass, rule, line, place, what))
		}
	}
}

// setsShell reports whether a makefile has recipes in another language than that
// of the shell: "x = 1" may well be a command there.
func setsShell(process *eval.Process) bool {
	const shell = "SHELL"
	isShell := func(a eval.Assignment) bool { return a.Name == shell }
	isShellOf := func(a *eval.TargetAssign) bool { return a.Variable() == shell }
	return slices.ContainsFunc(process.Assignments, isShell) || slices.ContainsFunc(process.Assigns, isShellOf)
}

func tabFinding(pass *lint.Pass, rule *eval.Rule, line eval.RecipeText, place source.Place, what string) lint.Finding {
	finding := lint.Finding{
		Place: place, When: line.When, Builds: pass.Unit.Builds,
		Message: "a TAB before " + what + " makes it a line of the recipe of " +
			pass.Tree.World.Readable(rule.Targets[0].Text),
		Effect: "the shell gets it for a command",
	}
	if rule.TargetList.Written() == rule.TargetList {
		finding.Related = []lint.Note{{Place: rule.TargetList, Message: "the rule is here"}}
	}
	return finding
}

// notForShell says what a line of a recipe would be without the TAB, if no shell
// can want it: "" for what may be a command, such as X=1 or export X.
func notForShell(text string) string {
	first, rest, _ := strings.Cut(strings.TrimLeft(text, " \t"), " ")
	if !strings.Contains(text, "=") && !isTest[first] && first != "endif" {
		return ""
	}
	line := parser.Parse(&source.File{Text: text + "\n"})
	if len(line.Stmts) == 0 {
		return ""
	}
	switch stmt := line.Stmts[0].(type) {
	case *parser.Assign:
		spaced := strings.HasPrefix(strings.TrimLeft(rest, " \t"), string(stmt.Op))
		if len(stmt.Modifiers) == 0 && symbolEnd(strings.ReplaceAll(stmt.Name.Raw, "-", "_")) == len(stmt.Name.Raw) &&
			(spaced || stmt.Op == parser.OpSimple) {
			return "an assignment"
		}
	case *parser.Conditional:
		return first
	case *parser.Bad:
		if first == "endif" && rest == "" {
			return first
		}
	}
	return ""
}

// isTest tells the directives that test something.
var isTest = map[string]bool{"ifdef": true, "ifndef": true, "ifeq": true, "ifneq": true}
