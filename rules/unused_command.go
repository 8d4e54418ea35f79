package rules

import (
	"strings"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/kbuild"
	"github.com/kbuildlint/kbuildlint/lint"
)

var unusedCommand = &lint.Rule{
	Name:  "unused-command",
	Title: "a command is defined that nothing calls",
	Why: "`cmd_table` is there for `$(call if_changed,table)`, `quiet_cmd_table` says what kbuild prints for it, " +
		"and `filechk_table` and `rule_table` are for `filechk` and `if_changed_rule`. One that no recipe calls is " +
		"left over from a rule that is gone, or has another name than its author meant.",
	Repair:   "Remove the command, or call it.",
	Needs:    lint.NeedsTree,
	Groups:   []string{"references"},
	Severity: lint.Info,
	Since:    "0.1.0",
	Bad: lint.Example{Files: `-- drivers/Makefile --
quiet_cmd_table = TABLE   $@
      cmd_table = sort $< > $@

quiet_cmd_list = LIST    $@
      cmd_list = sort -u $< > $@

$(obj)/list.inc: $(src)/list.txt
	$(call cmd,list)
-- drivers/list.txt --
`},
	Good: lint.Example{Files: `-- drivers/Makefile --
quiet_cmd_list = LIST    $@
      cmd_list = sort -u $< > $@

$(obj)/list.inc: $(src)/list.txt
	$(call cmd,list)
-- drivers/list.txt --
`},
	CheckTree: checkUnusedCommand,
}

func checkUnusedCommand(pass *lint.TreePass) {
	commands := map[string]bool{}
	unused := pass.Tree.UnusedCommands(pass.Wants)
	for _, command := range unused {
		commands[command.Unit.Makefile+" "+command.Variable] = true
	}
	for _, command := range unused {
		directory := pass.Descent.Directory(command.Unit.Dir)
		if directory == nil || isOfAnother(command, commands) {
			continue
		}
		pass.Report(directory, lint.Finding{
			Place: command.Place, When: cond.True,
			Message: command.Variable + " is defined, and nothing calls " + command.Name,
			Effect:  "the definition has no effect",
		})
	}
}

// isOfAnother reports whether what a command prints is reported with the
// command.
func isOfAnother(command kbuild.Command, commands map[string]bool) bool {
	variable, quiet := strings.CutPrefix(command.Variable, "quiet_")
	return quiet && commands[command.Unit.Makefile+" "+variable]
}
