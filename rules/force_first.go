package rules

import (
	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/eval"
	"github.com/kbuildlint/kbuildlint/lint"
	"github.com/kbuildlint/kbuildlint/source"
)

var forceFirst = &lint.Rule{
	Name:  "force-first",
	Title: "FORCE is the first prerequisite, and the command takes the first one for its input",
	Why: "`$<` is the name of the first prerequisite. Where that is FORCE, the command gets a file of that name for " +
		"its input. Prerequisites are in the order in which they are written, those of the rule with the recipe " +
		"before those of other rules.",
	Repair:   "Write FORCE behind all other prerequisites, in the rule that has the recipe.",
	Needs:    lint.NeedsMakefile,
	Groups:   []string{"rebuild"},
	Severity: lint.Error,
	Since:    "0.1.0",
	Bad: lint.Example{Files: `-- drivers/Makefile --
cmd_table = sort $< > $@

targets += table.inc
$(obj)/table.inc: FORCE $(src)/table.txt
	$(call if_changed,table)
-- drivers/table.txt --
`},
	Good: lint.Example{Files: `-- drivers/Makefile --
cmd_table = sort $< > $@

targets += table.inc
$(obj)/table.inc: $(src)/table.txt FORCE
	$(call if_changed,table)
-- drivers/table.txt --
`},
	Check: checkForceFirst,
}

func checkForceFirst(pass *lint.Pass) {
	seen := map[*eval.Binding]bool{}
	for _, call := range commandCalls(pass) {
		force, others := forceOf(call.binding)
		if seen[call.binding] || len(force) == 0 || !isBeforeOthers(call.binding.Prereqs) {
			continue
		}
		space := pass.Space()
		last := withForceLast(call.binding, force, others)
		when := space.Diff(usesForce(pass, call, call.binding), usesForce(pass, call, last))
		if when = space.And(when, call.when); when == cond.False {
			continue
		}
		seen[call.binding] = true
		pass.Report(lint.Finding{
			Place: force[0].Place, When: when,
			Message: "FORCE is the first prerequisite of " + targetOf(pass, call) +
				", and its command reads the first one",
			Effect:  "the command is given FORCE for the name of a file",
			Related: calledHere(call), Fixes: moveForce(call.binding.Rule, force),
		})
	}
}

// isBeforeOthers reports whether a prerequisite stands behind FORCE.
func isBeforeOthers(prereqs []eval.Name) bool { return prereqs[len(prereqs)-1].Made != "FORCE" }

// moveForce returns the repair that writes FORCE behind the other
// prerequisites of its rule.
func moveForce(rule *eval.Rule, force []eval.Name) []lint.Repair {
	list, place := rule.PrereqList, force[0].Place
	first := list.Span.Start == place.Span.Start && place.File == list.File
	if list.Written() != list || !first || place.Span == list.Span || len(force) > 1 {
		return nil
	}
	text := list.Text()[place.Span.Len():]
	blanks := 0
	for blanks < len(text) && (text[blanks] == ' ' || text[blanks] == '\t') {
		blanks++
	}
	text = text[blanks:] + " FORCE"
	edits := []source.Edit{{Place: list, Text: text}}
	return []lint.Repair{{Title: "write FORCE last", Safe: !hidesOrder(rule), Edits: edits}}
}
