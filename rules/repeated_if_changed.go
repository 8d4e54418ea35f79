package rules

import (
	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/eval"
	"github.com/kbuildlint/kbuildlint/lint"
)

var repeatedIfChanged = &lint.Rule{
	Name:  "repeated-if-changed",
	Title: "a recipe calls if_changed twice",
	Why: "`if_changed` remembers one command for each target, in `.name.cmd`. Of two calls in one recipe, the second " +
		"overwrites what the first has written. In the next build the first finds another command there and runs " +
		"its own again, on a target that was finished, while the second finds that nothing has changed: the target " +
		"is left half made, and make succeeds.",
	Repair: "Make one command of the two: `cmd_both = $(cmd_first); $(cmd_second)`. Or make two targets, " +
		"one from the other.",
	Needs:    lint.NeedsMakefile,
	Groups:   []string{"rebuild"},
	Severity: lint.Error,
	Since:    "0.1.0",
	Bad: lint.Example{Files: `-- drivers/Makefile --
cmd_image = cat $(real-prereqs) > $@
cmd_sign = ./sign $@

targets += image
$(obj)/image: $(src)/head $(src)/body FORCE
	$(call if_changed,image)
	$(call if_changed,sign)
`},
	Good: lint.Example{Files: `-- drivers/Makefile --
cmd_image = cat $(real-prereqs) > $@; ./sign $@

targets += image
$(obj)/image: $(src)/head $(src)/body FORCE
	$(call if_changed,image)
`},
	Check: checkRepeatedIfChanged,
}

func checkRepeatedIfChanged(pass *lint.Pass) {
	space := pass.Space()
	phony := phonyTargets(pass)
	before := map[*eval.Binding][]commandCall{}
	for _, call := range commandCalls(pass) {
		if !comparing[call.macro] || pass.Directory != nil && !isFile(pass, call.binding.Target) {
			continue
		}
		for _, first := range before[call.binding] {
			when := space.And(first.when, call.when)
			if isPhony, ok := phony[call.binding.Target]; ok {
				when = space.Diff(when, isPhony)
			}
			if when == cond.False {
				continue
			}
			name := targetOf(pass, call)
			pass.Report(lint.Finding{
				Place: call.event.Place, When: when,
				Message: "the recipe of " + name + " calls " + call.macro + " again",
				Effect: "each call forgets the command of the other: the next build runs the first one alone, on a " +
					name + " that was finished",
				Related: append([]lint.Note{{Place: first.event.Place, Message: "first called here"}},
					stepNotes(call.event)...),
			})
			break
		}
		before[call.binding] = append(before[call.binding], call)
	}
}
