package rules

import (
	"strings"

	"github.com/kbuildlint/kbuildlint/lint"
	"github.com/kbuildlint/kbuildlint/source"
)

var paddedCommandName = &lint.Rule{
	Name:  "padded-command-name",
	Title: "a blank beside the name of a command in $(call if_changed,name)",
	Why: "GNU Make keeps the blanks of the arguments of `$(call)`. `$(call if_changed, table)` therefore asks for " +
		"the variable `cmd_ table`, which nobody sets. Since 6.2 the recipe then does nothing and succeeds, though " +
		"the target is not there; before, the shell stops at the empty command.",
	Repair:   "Write the name right behind the comma, and the parenthesis right behind the name.",
	Needs:    lint.NeedsMakefile,
	Groups:   []string{"rebuild", "language"},
	Severity: lint.Error,
	Since:    "0.1.0",
	Bad: lint.Example{Files: `-- drivers/Makefile --
cmd_table = sort $< > $@

targets += table.inc
$(obj)/table.inc: $(src)/table.txt FORCE
	$(call if_changed, table)
-- drivers/table.txt --
`},
	Good: lint.Example{Files: `-- drivers/Makefile --
cmd_table = sort $< > $@

targets += table.inc
$(obj)/table.inc: $(src)/table.txt FORCE
	$(call if_changed,table)
-- drivers/table.txt --
`},
	Check: checkPaddedCommandName,
}

func checkPaddedCommandName(pass *lint.Pass) {
	for _, call := range commandCalls(pass) {
		name := strings.TrimSpace(call.command)
		if name == call.command || name == "" {
			continue
		}
		pass.Report(lint.Finding{
			Place: call.event.Place, When: call.when,
			Message: "the blank beside " + pass.Tree.World.Readable(name) + " is part of the name of the command",
			Effect:  blankEffect(pass, call), Related: stepNotes(call.event), Fixes: withoutBlanks(pass, call, name),
		})
	}
}

// blankEffect says what a recipe does whose command has no text.
func blankEffect(pass *lint.Pass, call commandCall) string {
	target := targetOf(pass, call)
	if call.macro == "filechk" || comparing[call.macro] && !pass.Tree.Version.AtLeast(6, 2) {
		return "there is no such command: the shell stops at a syntax error when " + target + " is to be made"
	}
	return "there is no such command: " + target + " is not made, and make succeeds"
}

// withoutBlanks returns the repair of a name that is written in the call. It is
// safe if there is such a command.
func withoutBlanks(pass *lint.Pass, call commandCall, name string) []lint.Repair {
	place := call.event.Place
	padded := "," + call.command
	if place.Written() != place || strings.Count(place.Text(), padded) != 1 {
		return nil
	}
	text := strings.Replace(place.Text(), padded, ","+name, 1)
	call.command = name
	isSafe := commandOf(pass, call) != nil
	return []lint.Repair{{Title: "write " + text, Safe: isSafe, Edits: []source.Edit{{Place: place, Text: text}}}}
}
