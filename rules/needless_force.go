package rules

import (
	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/eval"
	"github.com/kbuildlint/kbuildlint/kbuild"
	"github.com/kbuildlint/kbuildlint/lint"
)

var needlessForce = &lint.Rule{
	Name:  "needless-force",
	Title: "a file with the prerequisite FORCE is made by cmd, which does not look whether it has to be",
	Why: "FORCE makes GNU Make run the recipe in every build. `if_changed` and `filechk` then look whether there is " +
		"anything to do; `cmd` just runs the command. The file gets a new time in every build, and all that depends " +
		"on it is made again.",
	Repair:   "Call `if_changed` and add the file to `targets`, or remove FORCE.",
	Needs:    lint.NeedsMakefile,
	Groups:   []string{"rebuild"},
	Severity: lint.Info,
	Since:    "0.1.0",
	Bad: lint.Example{Files: `-- drivers/Makefile --
cmd_table = sort $< > $@

$(obj)/table.inc: $(src)/table.txt FORCE
	$(call cmd,table)
-- drivers/table.txt --
`},
	Good: lint.Example{Files: `-- drivers/Makefile --
cmd_table = sort $< > $@

$(obj)/table.inc: $(src)/table.txt
	$(call cmd,table)
-- drivers/table.txt --
`},
	Check: checkNeedlessForce,
}

func checkNeedlessForce(pass *lint.Pass) {
	if pass.Unit.Role != kbuild.DirectoryRole {
		return
	}
	calls := commandCalls(pass)
	compared := map[*eval.Binding]bool{}
	for _, call := range calls {
		if comparing[call.macro] || call.macro == "filechk" {
			compared[call.binding] = true
		}
	}
	phony := phonyTargets(pass)
	seen := map[*eval.Rule]bool{}
	for _, call := range calls {
		target := call.binding.Target
		if call.macro != "cmd" || compared[call.binding] || seen[call.binding.Rule] || !isFile(pass, target) {
			continue
		}
		force, others := forceOf(call.binding)
		if len(others) == 0 {
			continue // the command has to look itself
		}
		when := pass.Space().And(call.when, anyOf(pass, force))
		if _, isPhony := phony[target]; isPhony || when == cond.False {
			continue
		}
		seen[call.binding.Rule] = true
		pass.Report(lint.Finding{
			Place: ruleOf(call), When: when,
			Message: "FORCE is a prerequisite of " + targetOf(pass, call) + ", which is made by cmd",
			Effect:  "it is made again in every build",
			Related: calledHere(call),
		})
	}
}
