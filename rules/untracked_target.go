package rules

import (
	"fmt"
	"strings"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/eval"
	"github.com/kbuildlint/kbuildlint/kbuild"
	"github.com/kbuildlint/kbuildlint/lint"
	"github.com/kbuildlint/kbuildlint/source"
)

var untrackedTarget = &lint.Rule{
	Name:  "untracked-target",
	Title: "a target whose recipe calls if_changed is not in targets",
	Why: "`if_changed` writes the command that made a file into a hidden file beside it, `.name.cmd`. In the next " +
		"build kbuild reads those of the files in `targets`, to which it adds by itself what is in `obj-y`, " +
		"`lib-y`, `always-y`, `extra-y`, `hostprogs` and the goals. The command of any other file is unknown, so " +
		"that it seems to have changed: the file is made again in every build, with all that depends on it.",
	Repair:   "Add the file to `targets`, without `$(obj)/`.",
	Needs:    lint.NeedsTree,
	Groups:   []string{"rebuild"},
	Severity: lint.Warning,
	Since:    "0.1.0",
	Bad: lint.Example{Files: `-- drivers/Makefile --
obj-y += table.o

cmd_table = sort $< > $@

$(obj)/table.inc: $(src)/table.txt FORCE
	$(call if_changed,table)

$(obj)/table.o: $(obj)/table.inc
-- drivers/table.c --
-- drivers/table.txt --
`},
	Good: lint.Example{Files: `-- drivers/Makefile --
obj-y += table.o

cmd_table = sort $< > $@

targets += table.inc
$(obj)/table.inc: $(src)/table.txt FORCE
	$(call if_changed,table)

$(obj)/table.o: $(obj)/table.inc
-- drivers/table.c --
-- drivers/table.txt --
`},
	Check: checkUntrackedTarget,
}

func checkUntrackedTarget(pass *lint.Pass) {
	if pass.Unit.Role != kbuild.DirectoryRole || pass.Build != pass.Unit.Builds[0] {
		return
	}
	var targets *kbuild.Targets
	var phony map[eval.MadeName]cond.Cond
	found := untrackedTargets{pass: pass, of: map[*eval.Rule]*untrackedRule{}}
	for _, call := range commandCalls(pass) {
		if !comparing[call.macro] || call.binding.Rule.Pattern {
			continue
		}
		if targets == nil {
			targets = pass.Tree.TargetsOf(pass.Directory, pass.Process)
			phony = phonyTargets(pass)
		}
		target := call.binding.Target
		if _, isPhony := phony[target]; !isPhony && isFile(pass, target) && targets.Has(target) == cond.False {
			found.add(call)
		}
	}
	found.report()
}

// isFile reports whether a target is a file that kbuild makes: it builds none
// at the top of the kernel's tree of objects, but may do at that of a module.
func isFile(pass *lint.Pass, target eval.MadeName) bool {
	return strings.Contains(string(target), "/") || pass.Tree.Dialect == kbuild.Modules
}

// untrackedTargets are those of a makefile, rule by rule.
type untrackedTargets struct {
	pass  *lint.Pass
	of    map[*eval.Rule]*untrackedRule
	order []*untrackedRule
}

// An untrackedRule is a rule with targets that are not tracked.
type untrackedRule struct {
	first commandCall
	when  cond.Cond
	names map[eval.MadeName]bool
}

func (u *untrackedTargets) add(call commandCall) {
	rule := u.of[call.binding.Rule]
	if rule == nil {
		rule = &untrackedRule{first: call, when: cond.False, names: map[eval.MadeName]bool{}}
		u.of[call.binding.Rule] = rule
		u.order = append(u.order, rule)
	}
	rule.when = u.pass.Space().Or(rule.when, call.when)
	rule.names[call.binding.Target] = true
}

// report reports each rule once, by its first target.
func (u *untrackedTargets) report() {
	for _, rule := range u.order {
		call := rule.first
		message := string(call.binding.Target) + " is not in targets, and its recipe calls " + call.macro
		if others := len(rule.names) - 1; others > 0 {
			message = fmt.Sprintf("%s and %d more targets of the rule are not in targets, and the recipe calls %s",
				call.binding.Target, others, call.macro)
		}
		u.pass.Report(lint.Finding{
			Place: ruleOf(call), When: rule.when, Builds: u.pass.Unit.Builds,
			Message: message,
			Effect:  "kbuild does not know the command that made it: it is made again in every build",
			Related: calledHere(call),
			Fixes:   addToTargets(u.pass, rule),
		})
	}
}

// addToTargets returns the repair that adds targets to targets right before their
// rule, where the rule says plainly which files they are.
func addToTargets(pass *lint.Pass, untracked *untrackedRule) []lint.Repair {
	list := untracked.first.binding.Rule.TargetList
	if list.Written() != list {
		return nil
	}
	var words []string
	for word := range strings.FieldsSeq(list.Text()) {
		name, plain := strings.CutPrefix(word, "$(obj)/")
		if plain && untracked.names[pass.Tree.TargetName(pass.Unit, name)] {
			words = append(words, name)
		}
	}
	if len(words) != len(untracked.names) || isSetBehind(pass.Process, "targets", list) {
		return nil
	}
	text := "targets += " + strings.Join(words, " ") + "\n"
	title := "add it to targets"
	if len(words) > 1 {
		title = "add them to targets"
	}
	return []lint.Repair{{Title: title, Safe: true, Edits: []source.Edit{{Place: lineBefore(list), Text: text}}}}
}
