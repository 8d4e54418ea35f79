package rules

import (
	"strings"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/eval"
	"github.com/kbuildlint/kbuildlint/lint"
	"github.com/kbuildlint/kbuildlint/source"
)

var missingSecondExpansion = &lint.Rule{
	Name:  "missing-second-expansion",
	Title: "a prerequisite with $$ is not expanded a second time, for there is no .SECONDEXPANSION before the rule",
	Why: "Behind a line `.SECONDEXPANSION:` GNU Make expands prerequisites twice, the second time for each target, " +
		"so that `$$@` and `$$(@D)` are those of the target. Without that line, or before it, `$$(@D)/list` is a " +
		"file with the name `$(@D)/list`: make stops, for nothing makes it, or in a pattern rule takes the rule " +
		"for one that does not apply.",
	Repair: "Write a static pattern rule, whose prerequisites may hold the stem, or compute the rule with `$(eval)`. " +
		"In a makefile of your own put `.SECONDEXPANSION:` before the rule; in a Kbuild file it would concern the " +
		"rules of kbuild, too.",
	Needs:    lint.NeedsMakefile,
	Groups:   []string{"make"},
	Severity: lint.Error,
	Since:    "0.1.0",
	Bad: lint.Example{Files: `-- drivers/Makefile --
$(obj)/words.inc: $(src)/$$(basename $$(@F)).txt
	sort $< > $@
-- drivers/words.txt --
`},
	Good: lint.Example{Files: `-- drivers/Makefile --
$(obj)/words.inc: $(obj)/%.inc: $(src)/%.txt
	sort $< > $@
-- drivers/words.txt --
`},
	Check: checkMissingSecondExpansion,
}

func checkMissingSecondExpansion(pass *lint.Pass) {
	for _, rule := range pass.Process.Rules {
		for _, names := range [][]eval.Name{rule.Prereqs, rule.OrderOnly} {
			if name := unexpanded(pass, names); name != nil {
				reportUnexpanded(pass, rule, name)
				break
			}
		}
	}
}

// unexpanded returns the first name that holds a reference, nil if none does:
// those that make expands a second time are not among the names.
func unexpanded(pass *lint.Pass, names []eval.Name) *eval.Name {
	for i := range names {
		text := names[i].Text
		if strings.Contains(text, "$") && holdsReference(text) && pass.Tree.World.UnknownInText(text) == nil {
			return &names[i]
		}
	}
	return nil
}

// holdsReference reports whether a text has what expansion would replace: a $
// alone may be part of a name.
func holdsReference(text string) bool {
	for {
		_, behind, found := strings.Cut(text, "$")
		if !found || behind == "" {
			return false
		}
		if strings.ContainsRune("({@*<^+?|%", rune(behind[0])) {
			return true
		}
		text = behind
	}
}

// reportUnexpanded reports a prerequisite that keeps its reference.
func reportUnexpanded(pass *lint.Pass, rule *eval.Rule, name *eval.Name) {
	world := pass.Tree.World
	when := world.Lasting(pass.Space().Diff(pass.Space().And(name.When, rule.When), pass.Process.Lost()))
	if when == cond.False || world.AnyOutcome(when) != when || len(pass.Process.Bindings(name.Made)) > 0 {
		return
	}
	file := pass.Tree.Readable(name.Made)
	finding := lint.Finding{
		Place: name.Place, When: when,
		Message: "make does not expand " + file + " a second time: .SECONDEXPANSION does not stand before the rule",
		Effect:  "make stops: No rule to make target '" + file + "'",
	}
	if rule.Pattern {
		finding.Effect = "the rule never applies: nothing makes " + file
	}
	if late := lateSecondExpansion(pass.Process); late.File != nil {
		finding.Related = []lint.Note{{Place: late, Message: "this is for the rules behind it"}}
	}
	pass.Report(finding)
}

// lateSecondExpansion returns where .SECONDEXPANSION stands, which is behind a
// rule that lacks it, the zero Place if it stands nowhere.
func lateSecondExpansion(process *eval.Process) source.Place {
	for _, rule := range process.Rules {
		if len(rule.Targets) > 0 && rule.Targets[0].Made == ".SECONDEXPANSION" {
			return writtenTargets(rule)
		}
	}
	return source.Place{}
}

// writtenTargets returns the place that stands for a rule with or without a
// recipe.
func writtenTargets(rule *eval.Rule) source.Place { return rule.TargetList.Written() }
