package rules

import (
	"strings"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/eval"
	"github.com/kbuildlint/kbuildlint/lint"
)

var missingDepfile = &lint.Rule{
	Name:  "missing-depfile",
	Title: "if_changed_dep runs a command that writes no file of dependencies",
	Why: "Behind the command of `if_changed_dep`, kbuild runs fixdep on `$(depfile)`, the list of the files that the " +
		"command has read. The command has to write it: the compiler does with `-Wp,-MMD,$(depfile)`, which is part " +
		"of `c_flags`, `a_flags` and `cpp_flags`. Otherwise fixdep finds no such file, and the build fails.",
	Repair:   "Let the command write `$(depfile)`, or call `if_changed`.",
	Needs:    lint.NeedsMakefile,
	Groups:   []string{"rebuild"},
	Severity: lint.Error,
	Since:    "0.1.0",
	Bad: lint.Example{Files: `-- drivers/Makefile --
cmd_table = $(CPP) -P -o $@ $<

targets += table.inc
$(obj)/table.inc: $(src)/table.txt FORCE
	$(call if_changed_dep,table)
-- drivers/table.txt --
`},
	Good: lint.Example{Files: `-- drivers/Makefile --
cmd_table = $(CPP) -Wp,-MMD,$(depfile) -P -o $@ $<

targets += table.inc
$(obj)/table.inc: $(src)/table.txt FORCE
	$(call if_changed_dep,table)
-- drivers/table.txt --
`},
	Check: checkMissingDepfile,
}

func checkMissingDepfile(pass *lint.Pass) {
	seen := map[*eval.Rule]bool{}
	for _, call := range commandCalls(pass) {
		if call.macro != "if_changed_dep" || seen[call.binding.Rule] {
			continue
		}
		when := withoutDepfile(pass, call)
		if when == cond.False {
			continue
		}
		seen[call.binding.Rule] = true
		pass.Report(lint.Finding{
			Place: call.event.Place, When: when,
			Message: "cmd_" + call.command + ", which makes " + targetOf(pass, call) + ", does not write $(depfile)",
			Effect:  "fixdep stops the build: there is no such file",
			Related: stepNotes(call.event),
		})
	}
}

// withoutDepfile returns the configurations in which the command of a call
// surely does not name the file of dependencies.
func withoutDepfile(pass *lint.Pass, call commandCall) cond.Cond {
	command := commandOf(pass, call)
	depfile := pass.Words(pass.Process.ValueIn(call.binding, "depfile", nil))
	if command == nil || len(depfile) != 1 {
		return cond.False
	}
	words := pass.Words(command)
	whens := []cond.Cond{cond.False}
	for _, word := range words {
		if strings.Contains(word.Text, depfile[0].Text) || isOpen(pass.Tree.World, word.Text) {
			whens = append(whens, word.When)
		}
	}
	if len(words) == 0 {
		return cond.False
	}
	return pass.Space().Diff(call.when, pass.Space().OrAll(whens))
}
