package rules

import (
	"slices"
	"strings"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/eval"
	"github.com/kbuildlint/kbuildlint/kbuild"
	"github.com/kbuildlint/kbuildlint/lint"
	"github.com/kbuildlint/kbuildlint/source"
)

var undefinedCommand = &lint.Rule{
	Name:  "undefined-command",
	Title: "if_changed, filechk or cmd is called with the name of a command that is not defined",
	Why: "`$(call if_changed,table)` runs the text of the variable `cmd_table`, `if_changed_rule` that of " +
		"`rule_table`, for which it compares `cmd_table`, and `filechk` that of `filechk_table`. GNU Make takes a " +
		"variable that is not set for an empty text. Since 6.2 the recipe then does nothing and succeeds, though " +
		"the target is not there; before, the shell stops at the empty command.",
	Repair:   "Define the command, or correct the name.",
	Needs:    lint.NeedsMakefile,
	Groups:   []string{"rebuild", "references"},
	Severity: lint.Error,
	Since:    "0.1.0",
	Bad: lint.Example{Files: `-- drivers/Makefile --
cmd_sorted_table = sort $< > $@

targets += table.inc
$(obj)/table.inc: $(src)/table.txt FORCE
	$(call if_changed,sort_table)
-- drivers/table.txt --
`},
	Good: lint.Example{Files: `-- drivers/Makefile --
cmd_sort_table = sort $< > $@

targets += table.inc
$(obj)/table.inc: $(src)/table.txt FORCE
	$(call if_changed,sort_table)
-- drivers/table.txt --
`},
	Check: checkUndefinedCommand,
}

// commandPrefixes begin the names of the variables that a macro uses, where it
// is not cmd_ alone.
var commandPrefixes = map[string][]string{
	"filechk":         {"filechk_"},
	"if_changed_rule": {"rule_", "cmd_"},
}

func checkUndefinedCommand(pass *lint.Pass) {
	scripts := pass.Tree.Scripts()
	if scripts == nil || pass.Build != pass.Unit.Builds[0] {
		return
	}
	c := commandSearch{pass: pass, makers: []*eval.Process{pass.Process}}
	if pass.Unit.Role == kbuild.DirectoryRole {
		c.makers = append(c.makers, scripts)
	}
	calls := commandCalls(pass)
	for _, call := range calls {
		if !isName(pass, call.command) || isPartOfName(call, calls) {
			continue
		}
		prefixes := commandPrefixes[call.macro]
		if prefixes == nil {
			prefixes = []string{"cmd_"}
		}
		for _, prefix := range prefixes {
			c.search(call, prefix)
		}
	}
}

// isName reports whether the name of a command is known and may be one.
func isName(pass *lint.Pass, name string) bool {
	return name != "" && strings.TrimSpace(name) == name && pass.Tree.World.UnknownInText(name) == nil
}

// isPartOfName reports whether another configuration calls a command of a
// longer name at the same place: nothing is chosen here, in configurations
// that Kconfig nearly always rules out.
func isPartOfName(call commandCall, calls []commandCall) bool {
	return slices.ContainsFunc(calls, func(other commandCall) bool {
		return other.event == call.event && len(other.command) > len(call.command) &&
			(strings.HasPrefix(other.command, call.command) || strings.HasSuffix(other.command, call.command))
	})
}

// A commandSearch looks for the definitions of commands in what a makefile and
// kbuild behind it have set.
type commandSearch struct {
	pass   *lint.Pass
	makers []*eval.Process
}

// search reports a call if it uses a variable that nobody defines.
func (c commandSearch) search(call commandCall, prefix string) {
	when := c.undefined(call, prefix+call.command)
	if when == cond.False {
		return
	}
	finding := lint.Finding{
		Place: call.event.Place, When: when, Builds: c.pass.Unit.Builds,
		Message: prefix + call.command + " is not defined, and " + call.macro +
			" takes it for the command that makes " + targetOf(c.pass, call),
		Effect: blankEffect(c.pass, call), Related: stepNotes(call.event),
	}
	if call.macro == "if_changed_rule" && prefix == "cmd_" {
		finding.Message = prefix + call.command +
			" is not defined, with which if_changed_rule compares what has made " + targetOf(c.pass, call)
		finding.Effect = "a change of the command is not noticed"
	}
	if near := lint.Nearest(call.command, c.names(prefix)); near != "" && near != call.command {
		finding.Hint = lint.Meant(near)
		finding.Fixes = renamedCommand(call, near)
	}
	c.pass.Report(finding)
}

// undefined returns the configurations in which a call uses a variable that
// nobody defines. What cmd runs may be there in some configurations only, as
// kbuild itself does it.
func (c commandSearch) undefined(call commandCall, name string) cond.Cond {
	space := c.pass.Space()
	when := space.Diff(call.when, c.pass.Process.Lost())
	for _, process := range c.makers {
		variable := process.Lookup(name)
		if variable == nil && c.pass.Tree.Assigns(process, name) || variable != nil && !comparing[call.macro] {
			return cond.False
		}
		if variable != nil {
			when = space.Diff(when, variable.Defined)
		}
	}
	return when
}

// names returns the names of the commands that are defined.
func (c commandSearch) names(prefix string) []string {
	var names []string
	for _, process := range c.makers {
		for _, name := range process.Names() {
			if name, ok := strings.CutPrefix(name, prefix); ok {
				names = append(names, name)
			}
		}
	}
	return names
}

// renamedCommand returns the repair of a name that is written in the call.
func renamedCommand(call commandCall, name string) []lint.Repair {
	place := call.event.Place
	if place.Written() != place || strings.Count(place.Text(), ","+call.command) != 1 {
		return nil
	}
	text := strings.Replace(place.Text(), ","+call.command, ","+name, 1)
	return []lint.Repair{{Title: "write " + text, Edits: []source.Edit{{Place: place, Text: text}}}}
}
