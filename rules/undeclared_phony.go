package rules

import (
	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/eval"
	"github.com/kbuildlint/kbuildlint/kbuild"
	"github.com/kbuildlint/kbuildlint/lint"
	"github.com/kbuildlint/kbuildlint/source"
)

var undeclaredPhony = &lint.Rule{
	Name:  "undeclared-phony",
	Title: "a prerequisite that is no file is not in PHONY",
	Why: "`if_changed` makes a target again when a prerequisite is newer, other than those in the variable `PHONY`. " +
		"A prerequisite that never becomes a file counts as newer in every build, and `$(real-prereqs)` has it " +
		"among the files. kbuild makes all of `PHONY` prerequisites of `.PHONY`, at the end of each makefile; to " +
		"name it in `.PHONY` alone is not enough.",
	Repair:   "Add the name to `PHONY`.",
	Needs:    lint.NeedsMakefile,
	Groups:   []string{"rebuild"},
	Severity: lint.Warning,
	Since:    "0.1.0",
	Bad: lint.Example{Files: `-- drivers/Makefile --
cmd_table = sort $< > $@

targets += table.inc
$(obj)/table.inc: $(src)/table.txt check_table FORCE
	$(call if_changed,table)

.PHONY: check_table
check_table:
	grep -q end $(src)/table.txt
-- drivers/table.txt --
`},
	Good: lint.Example{Files: `-- drivers/Makefile --
cmd_table = sort $< > $@

targets += table.inc
$(obj)/table.inc: $(src)/table.txt check_table FORCE
	$(call if_changed,table)

PHONY += check_table
check_table:
	grep -q end $(src)/table.txt
-- drivers/table.txt --
`},
	Check: checkUndeclaredPhony,
}

// A phonyName is a name of .PHONY, with the rule that has it.
type phonyName struct {
	eval.Name

	rule *eval.Rule
}

func checkUndeclaredPhony(pass *lint.Pass) {
	var undeclared []phonyName
	declared := declaredPhony(pass)
	for _, rule := range pass.Process.Rules {
		if len(rule.Targets) != 1 || rule.Targets[0].Made != ".PHONY" {
			continue
		}
		for _, name := range rule.Prereqs {
			if !declared[name.Made] {
				undeclared = append(undeclared, phonyName{name, rule})
			}
		}
	}
	if len(undeclared) == 0 || pass.Unit.Role != kbuild.DirectoryRole {
		return
	}
	calls := commandCalls(pass)
	for _, phony := range undeclared {
		reportUndeclared(pass, phony, calls)
	}
}

// reportUndeclared reports a name of .PHONY if a file depends on it whose
// recipe leaves PHONY out of its prerequisites.
func reportUndeclared(pass *lint.Pass, phony phonyName, calls []commandCall) {
	for _, call := range calls {
		if !comparing[call.macro] || !isFile(pass, call.binding.Target) {
			continue
		}
		for _, name := range call.binding.Prereqs {
			when := pass.Space().AndAll(call.when, name.When, phony.When)
			if name.Made != phony.Made || when == cond.False {
				continue
			}
			target := targetOf(pass, call)
			pass.Report(lint.Finding{
				Place: phony.Place, When: when,
				Message: string(name.Made) + " is in .PHONY, but not in PHONY, and " + target + " depends on it",
				Effect:  target + " is made again in every build",
				Related: []lint.Note{{Place: name.Place, Message: "the prerequisite comes from here"}},
				Fixes:   declarePhony(pass, phony),
			})
			return
		}
	}
}

// declaredPhony returns the words of PHONY, in whichever configuration.
func declaredPhony(pass *lint.Pass) map[eval.MadeName]bool {
	declared := map[eval.MadeName]bool{"FORCE": true}
	if pass.Process.Lookup("PHONY") == nil {
		return declared
	}
	for _, word := range pass.Words(pass.Process.ValueOf("PHONY")) {
		declared[eval.MadeName(eval.MakeName(word.Text))] = true
	}
	return declared
}

// declarePhony returns the repair that adds a name to PHONY before the rule that
// adds it to .PHONY.
func declarePhony(pass *lint.Pass, phony phonyName) []lint.Repair {
	list, names, place := phony.rule.TargetList, phony.rule.PrereqList, phony.Place
	isPlain := place.Text() == phony.Text && place.File == names.File && names.Span.Contains(place.Span)
	if list.Written() != list || !isPlain || isSetBehind(pass.Process, "PHONY", list) {
		return nil
	}
	text := "PHONY += " + phony.Text + "\n"
	edits := []source.Edit{{Place: lineBefore(list), Text: text}}
	return []lint.Repair{{Title: "add it to PHONY", Safe: true, Edits: edits}}
}
