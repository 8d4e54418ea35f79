package rules

import (
	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/eval"
	"github.com/kbuildlint/kbuildlint/lint"
)

var mismatchedStaticPattern = &lint.Rule{
	Name:  "mismatched-static-pattern",
	Title: "a target does not match the pattern of its static pattern rule",
	Why: "In `a.o b.o: %.o: %.c` each target is matched with `%.o`, and what the `%` stands for is put into the " +
		"prerequisites. For a target that does not match GNU Make prints a warning and goes on: the target has none " +
		"of the prerequisites, `$<` is empty, and the recipe is run all the same.",
	Repair:   "Write a pattern that all targets match, or give the target a rule of its own.",
	Needs:    lint.NeedsMakefile,
	Groups:   []string{"make"},
	Severity: lint.Error,
	Since:    "0.1.0",
	Bad: lint.Example{Files: `-- drivers/Makefile --
$(obj)/words.h: $(obj)/%.inc: $(src)/%.txt
	sort $< > $@
-- drivers/words.txt --
`},
	Good: lint.Example{Files: `-- drivers/Makefile --
$(obj)/words.inc: $(obj)/%.inc: $(src)/%.txt
	sort $< > $@
-- drivers/words.txt --
`},
	Check: checkMismatchedStaticPattern,
}

func checkMismatchedStaticPattern(pass *lint.Pass) {
	for _, rule := range pass.Process.Rules {
		if rule.Static == nil || pass.Tree.World.UnknownInText(rule.Static.Text) != nil {
			continue
		}
		for i := range rule.Targets {
			if target := &rule.Targets[i]; !rule.Fits(target) && pass.Tree.World.UnknownInText(target.Text) == nil {
				reportMismatch(pass, rule, target)
			}
		}
	}
}

// reportMismatch reports a target that does not match the pattern.
func reportMismatch(pass *lint.Pass, rule *eval.Rule, target *eval.Name) {
	world := pass.Tree.World
	when := world.Lasting(pass.Space().And(target.When, rule.Static.When))
	if when == cond.False || world.AnyOutcome(when) != when {
		return
	}
	name, pattern := pass.Tree.Readable(target.Made), pass.Tree.Readable(rule.Static.Made)
	finding := lint.Finding{
		Place: target.Place, When: when,
		Message: "target '" + name + "' doesn't match the target pattern " + pattern,
		Effect:  "make warns, and " + name + " has none of the prerequisites of this rule",
		Related: []lint.Note{{Place: rule.Static.Place, Message: "the pattern comes from here"}},
	}
	if len(rule.Recipe) > 0 {
		finding.Effect += "; its recipe is run without them"
	}
	pass.Report(finding)
}
