package rules

import (
	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/lint"
)

var splitRule = &lint.Rule{
	Name:  "split-rule",
	Title: "an assignment or another statement stands between a rule and its recipe",
	Why: "An assignment, an `include`, an `export` or a line that is only `$(info ...)` ends the rule above it. The " +
		"recipe below it belongs to no rule then: make stops with `recipe commences before first target`, also " +
		"where it has read many targets before.",
	Repair:   "Move the statement before the rule, or behind its recipe.",
	Needs:    lint.NeedsMakefile,
	Groups:   []string{"make"},
	Severity: lint.Error,
	Since:    "0.1.0",
	Bad: lint.Example{
		Files: "-- drivers/Makefile --\n$(obj)/table: $(src)/names\nLC_ALL := C\n\tsort $< > $@\n-- drivers/names --\n",
	},
	Good: lint.Example{
		Files: "-- drivers/Makefile --\nLC_ALL := C\n$(obj)/table: $(src)/names\n\tsort $< > $@\n-- drivers/names --\n",
	},
	Check: checkSplitRule,
}

func checkSplitRule(pass *lint.Pass) {
	for _, problem := range pass.Process.Problems {
		slip := recipeSlipOf(pass, problem)
		if slip == nil || slip.end == nil {
			continue
		}
		when := certainly(pass, problem)
		if when == cond.False {
			continue
		}
		pass.Report(lint.Finding{
			Place: firstLine(slip.file.Source.Place(slip.end.Pos())), When: when, OfReading: true,
			Message: "this statement ends the rule above it: the recipe below belongs to no rule",
			Effect:  "make stops: " + problem.Message,
			Related: []lint.Note{
				{Place: slip.file.Source.Place(slip.rule.Targets.Span), Message: "the rule is here"},
				{Place: firstLine(problem.Place.Written()), Message: "make stops here"},
			},
		})
	}
}
