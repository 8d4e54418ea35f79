package rules

import (
	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/eval"
	"github.com/kbuildlint/kbuildlint/lint"
)

var leakingForce = &lint.Rule{
	Name:  "leaking-force",
	Title: "a command takes all prerequisites, among them FORCE",
	Why: "`$^` and `$+` are all prerequisites of a target, and FORCE is one of them, and so is every header that " +
		"`if_changed_dep` has found. Where a command passes `$^` to a program, that gets FORCE for the name of a " +
		"file. `$(real-prereqs)` is `$^` without what is phony.",
	Repair:   "Write `$(real-prereqs)` for `$^`, or filter out of it what the command is to have.",
	Needs:    lint.NeedsMakefile,
	Groups:   []string{"rebuild"},
	Severity: lint.Warning,
	Since:    "0.1.0",
	Bad: lint.Example{Files: `-- drivers/Makefile --
cmd_table = sort $^ > $@

targets += table.inc
$(obj)/table.inc: $(src)/one.txt $(src)/two.txt FORCE
	$(call if_changed,table)
-- drivers/one.txt --
-- drivers/two.txt --
`},
	Good: lint.Example{Files: `-- drivers/Makefile --
cmd_table = sort $(real-prereqs) > $@

targets += table.inc
$(obj)/table.inc: $(src)/one.txt $(src)/two.txt FORCE
	$(call if_changed,table)
-- drivers/one.txt --
-- drivers/two.txt --
`},
	Check: checkLeakingForce,
}

func checkLeakingForce(pass *lint.Pass) {
	seen := map[*eval.Rule]bool{}
	for _, call := range commandCalls(pass) {
		force, others := forceOf(call.binding)
		if seen[call.binding.Rule] || len(force) == 0 {
			continue
		}
		last := withForceLast(call.binding, force, others)
		when := pass.Space().AndAll(usesForce(pass, call, last), call.when, anyOf(pass, others))
		if when == cond.False {
			continue
		}
		seen[call.binding.Rule] = true
		notes := []lint.Note{{Place: force[0].Place, Message: "FORCE comes from here"}}
		pass.Report(lint.Finding{
			Place: call.event.Place, When: when,
			Message: "the command that makes " + targetOf(pass, call) + " takes FORCE with the other prerequisites",
			Effect:  "the command is given FORCE for the name of a file",
			Related: append(notes, stepNotes(call.event)...),
		})
	}
}
