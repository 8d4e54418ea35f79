package rules

import (
	"strings"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/eval"
	"github.com/kbuildlint/kbuildlint/kbuild"
	"github.com/kbuildlint/kbuildlint/lint"
)

var overriddenRecipe = &lint.Rule{
	Name:  "overridden-recipe",
	Title: "a target has two recipes, and make runs the second one only",
	Why: "Rules with `:` share their target: GNU Make joins the prerequisites of all of them and runs one recipe, " +
		"that of the last rule that has one. The recipe before it is never run. Make says so in two warnings that " +
		"are easily lost in the output of a build, and builds on. A recipe that is empty (`table: ;`) overrides, too.",
	Repair: "Remove one of the recipes, or join them. Where each is right in configurations of its own, put them " +
		"into the branches of a conditional. Rules with `::` keep their recipes.",
	Needs:    lint.NeedsMakefile,
	Groups:   []string{"make"},
	Severity: lint.Warning,
	Since:    "0.1.0",
	Bad: lint.Example{Files: `-- drivers/Makefile --
$(obj)/table.inc: $(src)/table.txt
	sort $< > $@

$(obj)/table.inc: $(src)/names.txt
	cat $< >> $@
-- drivers/table.txt --
-- drivers/names.txt --
`},
	Good: lint.Example{Files: `-- drivers/Makefile --
$(obj)/table.inc: $(src)/table.txt $(src)/names.txt
	sort $< > $@
	cat $(src)/names.txt >> $@
-- drivers/table.txt --
-- drivers/names.txt --
`},
	Check: checkOverriddenRecipe,
}

func checkOverriddenRecipe(pass *lint.Pass) {
	made := targetRecipes(pass)
	reported := map[*eval.Rule]bool{}
	for _, target := range made.order {
		rules := made.rules[target]
		for i := range rules {
			if i == 0 || isOpen(pass.Tree.World, string(target)) {
				continue
			}
			if first, when := overriddenBy(pass, target, rules[:i+1]); first != nil && !reported[first] {
				reported[first] = true
				reportOverridden(pass, target, first, rules[i], when)
			}
		}
	}
}

// overriddenBy returns the rule whose recipe the last one of some rules for a
// target overrides, the nearest before it, and in which configurations.
func overriddenBy(pass *lint.Pass, target eval.MadeName, rules []*eval.Rule) (*eval.Rule, cond.Cond) {
	later := rules[len(rules)-1]
	for i := len(rules) - 2; i >= 0; i-- {
		first := rules[i]
		if first == later || strings.HasSuffix(first.Separator, "::") || strings.HasSuffix(later.Separator, "::") {
			continue
		}
		when := pass.Space().Diff(bothMake(pass, target, first, later), pass.Process.Lost())
		when = pass.Tree.World.Lasting(when)
		if when != cond.False && pass.Tree.World.AnyOutcome(when) == when {
			return first, when
		}
	}
	return nil, cond.False
}

// reportOverridden reports a recipe that another one overrides. Two that call
// if_changed are those of overwritten-command-file.
func reportOverridden(pass *lint.Pass, target eval.MadeName, first, later *eval.Rule, when cond.Cond) {
	if pass.Unit.Role != kbuild.PlainRole && callsIfChanged(first) && callsIfChanged(later) {
		return
	}
	name := pass.Tree.Readable(target)
	pass.Report(lint.Finding{
		Place: writtenRule(first), When: when,
		Message: "another rule overrides this recipe for " + name,
		Effect:  "make warns, and never runs this recipe for " + name,
		Related: []lint.Note{{Place: writtenRule(later), Message: "the recipe of this rule is run"}},
	})
}

// callsIfChanged reports whether a recipe is for if_changed or one of its like.
func callsIfChanged(rule *eval.Rule) bool {
	for _, line := range rule.Recipe {
		if strings.Contains(line.Template.Text.Raw, "if_changed") {
			return true
		}
	}
	return false
}
