package rules

import (
	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/eval"
	"github.com/kbuildlint/kbuildlint/kbuild"
	"github.com/kbuildlint/kbuildlint/lint"
)

var overwrittenCommandFile = &lint.Rule{
	Name:  "overwritten-command-file",
	Title: "two rules make one target, and the recipes of both call if_changed",
	Why: "A target has one recipe. Of two rules with `:` GNU Make takes the recipe of the last one, with the " +
		"prerequisites of both, and warns that it overrides the other. With `::` it runs both, and `if_changed` " +
		"writes both commands into one hidden file, `.name.cmd`: in the next build the first recipe finds the " +
		"command of the second there and runs its own again, the second finds its own and does nothing. The " +
		"target is what the one makes in one build and what the other makes in the next.",
	Repair:   "Make one command of the two, or two targets, one from the other.",
	Needs:    lint.NeedsMakefile,
	Groups:   []string{"rebuild"},
	Severity: lint.Warning,
	Since:    "0.1.0",
	Bad: lint.Example{Files: `-- drivers/Makefile --
cmd_head = cat $(real-prereqs) > $@
cmd_body = cat $(real-prereqs) >> $@

targets += table
$(obj)/table: $(src)/head FORCE
	$(call if_changed,head)

$(obj)/table: $(src)/body FORCE
	$(call if_changed,body)
-- drivers/head --
-- drivers/body --
`},
	Good: lint.Example{Files: `-- drivers/Makefile --
cmd_table = cat $(real-prereqs) > $@

targets += table
$(obj)/table: $(src)/head $(src)/body FORCE
	$(call if_changed,table)
-- drivers/head --
-- drivers/body --
`},
	Check: checkOverwrittenCommandFile,
}

func checkOverwrittenCommandFile(pass *lint.Pass) {
	if pass.Unit.Role == kbuild.PlainRole {
		return
	}
	reported := map[*eval.Rule]bool{}
	phony := phonyTargets(pass)
	made := targetRecipes(pass)
	for _, target := range made.order {
		isPhony, ok := phony[target]
		if !ok {
			isPhony = cond.False
		}
		if len(made.rules[target]) > 1 && (pass.Directory == nil || isFile(pass, target)) {
			rewriting{pass, target, isPhony, reported}.check(made.rules[target])
		}
	}
}

// rewriting is what is known of a target that several rules make.
type rewriting struct {
	pass     *lint.Pass
	target   eval.MadeName
	isPhony  cond.Cond
	reported map[*eval.Rule]bool
}

// check reports the first rule of the target whose command another one
// forgets.
func (r rewriting) check(rules []*eval.Rule) {
	for i, later := range rules {
		for _, first := range rules[:i] {
			if first == later || first.Separator != later.Separator || r.reported[first] {
				continue
			}
			r.compare(first, later)
		}
	}
}

// compare reports a rule if a later one makes the target in the same
// configurations.
func (r rewriting) compare(first, later *eval.Rule) {
	space := r.pass.Space()
	both := space.Diff(bothMake(r.pass, r.target, first, later), r.isPhony)
	if both == cond.False {
		return
	}
	calls, others := r.comparing(first, both), r.comparing(later, both)
	if len(calls) == 0 || len(others) == 0 {
		return
	}
	call, other := calls[0], others[0]
	when := space.And(call.when, other.when)
	if when == cond.False {
		return
	}
	r.reported[first] = true
	name := targetOf(r.pass, call)
	finding := lint.Finding{
		Place: ruleOf(call), When: when,
		Message: "another rule makes " + name + " too, and the recipes of both call if_changed",
		Effect:  "GNU Make ignores this recipe and gives the prerequisites to the other one",
		Related: append(calledHere(call), lint.Note{Place: other.event.Place, Message: "the other one calls it here"}),
	}
	if first.Separator == "::" {
		finding.Effect = "each recipe forgets the command of the other: of two builds, one leaves there what this " +
			"recipe makes, and one what the other makes"
	}
	r.pass.Report(finding)
}

// comparing returns the calls of if_changed and its like that the recipe of a
// rule would make for the target, were it the only one.
func (r rewriting) comparing(rule *eval.Rule, when cond.Cond) []commandCall {
	told := len(r.pass.Events)
	defer func() { r.pass.Events = r.pass.Events[:told:told] }()
	r.pass.Process.ExpandRecipe(&eval.Binding{
		Rule: rule, Target: r.target, When: when, Prereqs: rule.Prereqs, OrderOnly: rule.OrderOnly,
	})
	var calls []commandCall
	for _, event := range r.pass.Events[told:] {
		if event.Function != eval.CallEvent {
			continue
		}
		for _, call := range callsIn(r.pass, event) {
			if comparing[call.macro] {
				calls = append(calls, call)
			}
		}
	}
	return calls
}
