package rules

import (
	"slices"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/eval"
	"github.com/kbuildlint/kbuildlint/lint"
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
	found := map[source.Place]*lint.Finding{}
	var order []*lint.Finding
	for _, rule := range pass.Process.Rules {
		for _, line := range rule.Recipe {
			what, place := notForShell(line.Template.Text.Raw), line.Place.Written()
			if what == "" || place.File == nil {
				continue
			}
			if found[place] == nil {
				found[place] = tabFinding(pass, rule, place, what)
				order = append(order, found[place])
			}
			found[place].When = pass.Space().Or(found[place].When, pass.Tree.World.AnyOutcome(line.When))
		}
	}
	for _, finding := range order {
		pass.Report(*finding)
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

func tabFinding(pass *lint.Pass, rule *eval.Rule, place source.Place, what string) *lint.Finding {
	finding := &lint.Finding{
		Place: place, When: cond.False, Builds: pass.Unit.Builds,
		Message: "a TAB before " + what + " makes it a line of the recipe of " +
			pass.Tree.World.Readable(rule.Targets[0].Text),
		Effect: "the shell gets it for a command",
	}
	if rule.TargetList.Written() == rule.TargetList {
		finding.Related = []lint.Note{{Place: rule.TargetList, Message: "the rule is here"}}
	}
	return finding
}
