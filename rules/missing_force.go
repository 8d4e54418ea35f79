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

var missingForce = &lint.Rule{
	Name:  "missing-force",
	Title: "FORCE is no prerequisite of a target whose recipe calls if_changed or filechk",
	Why: "`if_changed` and its like compare the command with the one that has made the target, and `filechk` " +
		"compares the content. They can only do so if make runs the recipe, which it does only when the target is " +
		"missing or a prerequisite is newer. The prerequisite FORCE makes it do so every time. Without FORCE, a " +
		"change of the flags, of the configuration or of the command itself leaves the old file in place. Since " +
		"5.15 make warns of it: `FORCE prerequisite is missing`, but only in the build that makes the target.",
	Repair:   "Add FORCE to the prerequisites, as the last one, and the target to `targets`.",
	Needs:    lint.NeedsMakefile,
	Groups:   []string{"rebuild"},
	Severity: lint.Warning,
	Since:    "0.1.0",
	Bad: lint.Example{Files: `-- drivers/Makefile --
cmd_table = sort $< > $@

targets += table.inc
$(obj)/table.inc: $(src)/table.txt
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
	Check: checkMissingForce,
}

// forced are the macros that count on FORCE.
var forced = map[string]string{
	"if_changed":      "when only the command changes, NAME is not made again",
	"if_changed_dep":  "when only the command changes, NAME is not made again",
	"if_changed_rule": "when only the command changes, NAME is not made again",
	"filechk":         "when the content would be another one, NAME is not made again",
}

func checkMissingForce(pass *lint.Pass) {
	found := map[*eval.Rule]*lint.Finding{}
	var order []*lint.Finding
	for _, call := range commandCalls(pass) {
		effect, counts := forced[call.macro]
		if !counts {
			continue
		}
		when := withoutForce(pass, call)
		if when == cond.False || isMismatched(call.binding) {
			continue
		}
		rule := call.binding.Rule
		if before := found[rule]; before != nil {
			before.When = pass.Space().Or(before.When, when)
			continue
		}
		name := targetOf(pass, call)
		found[rule] = &lint.Finding{
			Place: ruleOf(call), When: when,
			Message: "FORCE is no prerequisite of " + name + ", whose recipe calls " + call.macro,
			Effect:  named(effect, name), Related: calledHere(call), Fixes: addForce(pass, call),
		}
		order = append(order, found[rule])
	}
	for _, finding := range order {
		pass.Report(*finding)
	}
}

// isMismatched reports whether a target has no prerequisites because it does not
// match its static pattern: mismatched-static-pattern tells of it.
func isMismatched(binding *eval.Binding) bool {
	return slices.ContainsFunc(binding.Rule.Targets, func(target eval.Name) bool {
		return target.Made == binding.Target && !binding.Rule.Fits(&target)
	})
}

// withoutForce returns the configurations in which the target of a call surely
// has no prerequisite FORCE.
func withoutForce(pass *lint.Pass, call commandCall) cond.Cond {
	when := call.when
	for _, names := range [][]eval.Name{call.binding.Prereqs, forceOfOthers(pass, call.binding.Rule)} {
		for _, name := range names {
			if name.Made == "FORCE" || isOpen(pass.Tree.World, name.Text) {
				when = pass.Space().Diff(when, name.When)
			}
		}
	}
	return when
}

// forceOfOthers returns the prerequisites that other rules give to targets of
// a pattern rule.
func forceOfOthers(pass *lint.Pass, pattern *eval.Rule) []eval.Name {
	if !pattern.Pattern {
		return nil
	}
	var names []eval.Name
	for _, rule := range pass.Process.Rules {
		if rule.Pattern || len(rule.Recipe) > 0 {
			continue
		}
		for _, target := range rule.Targets {
			if eval.Matches(string(pattern.Targets[0].Made), string(target.Made), true) {
				names = append(names, rule.Prereqs...)
				break
			}
		}
	}
	return names
}

// addForce returns the repair that appends FORCE to the prerequisites. It is
// safe where the command does not take them all, and where the recipe has
// nothing else to do when there is nothing to do.
func addForce(pass *lint.Pass, call commandCall) []lint.Repair {
	rule := call.binding.Rule
	behind := rule.PrereqList
	if rule.Cut || behind.Written() != behind {
		return nil
	}
	behind.Span.Start = behind.Span.End
	force := eval.Name{Made: "FORCE", Word: eval.Word{Text: "FORCE", When: call.when, Place: behind}}
	forced := withForceLast(call.binding, []eval.Name{force}, call.binding.Prereqs)
	isSafe := usesForce(pass, call, forced) == cond.False && isWholeRecipe(call) && !hidesOrder(rule) &&
		(call.macro == "filechk" && pass.Unit.Role == kbuild.DirectoryRole || areTracked(pass, rule))
	return []lint.Repair{{
		Title: "add FORCE", Safe: isSafe, Edits: []source.Edit{forceBehind(behind)},
	}}
}

// forceBehind returns the edit that writes FORCE at the end of a list.
func forceBehind(end source.Place) source.Edit {
	before, behind := end.File.Text[:end.Span.Start], end.File.Text[end.Span.Start:]
	text := "FORCE"
	if !strings.HasSuffix(before, " ") && !strings.HasSuffix(before, "\t") {
		text = " " + text
	}
	if strings.HasPrefix(behind, "|") {
		text += " "
	}
	return source.Edit{Place: end, Text: text}
}

// hidesOrder reports whether prerequisites of a rule are order-only because of
// a "|" that only expansion brings: what is appended would be one of them.
func hidesOrder(rule *eval.Rule) bool {
	behind := rule.PrereqList.File.Text[rule.PrereqList.Span.End:]
	return len(rule.OrderOnly) > 0 && !strings.HasPrefix(strings.TrimLeft(behind, " \t\\\n"), "|")
}
