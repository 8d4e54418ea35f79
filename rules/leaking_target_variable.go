package rules

import (
	"slices"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/eval"
	"github.com/kbuildlint/kbuildlint/kbuild"
	"github.com/kbuildlint/kbuildlint/lint"
)

var leakingTargetVariable = &lint.Rule{
	Name:  "leaking-target-variable",
	Title: "a target-specific variable changes how a prerequisite is made that others need too",
	Why: "While GNU Make makes a target, the target-specific variables of it count for all its prerequisites, and " +
		"theirs. A file is made once: where two targets need it, it gets the variables of the one that make comes " +
		"to first, which is another one for other goals, and as soon as a list or a configuration changes. The " +
		"command of the file is then another one too, so that it is made again and again.",
	Repair: "Write `private` before the variable, if it is meant for the target alone, or set the variable for " +
		"the prerequisite itself.",
	Needs:    lint.NeedsMakefile,
	Groups:   []string{"rebuild"},
	Severity: lint.Warning,
	Since:    "0.1.0",
	Bad: lint.Example{Files: `-- drivers/Makefile --
always-y += short.txt long.txt
targets += words

cmd_sort = sort $(sort-flags) $< > $@
cmd_head = head -n $(lines) $< > $@

$(obj)/long.txt: lines := 100
$(obj)/long.txt: sort-flags := --unique
$(obj)/short.txt: lines := 10

$(obj)/short.txt $(obj)/long.txt: $(obj)/words FORCE
	$(call if_changed,head)

$(obj)/words: $(src)/words.in FORCE
	$(call if_changed,sort)
-- drivers/words.in --
`},
	Good: lint.Example{Files: `-- drivers/Makefile --
always-y += short.txt long.txt
targets += words

cmd_sort = sort $(sort-flags) $< > $@
cmd_head = head -n $(lines) $< > $@

$(obj)/long.txt: lines := 100
$(obj)/words: sort-flags := --unique
$(obj)/short.txt: lines := 10

$(obj)/short.txt $(obj)/long.txt: $(obj)/words FORCE
	$(call if_changed,head)

$(obj)/words: $(src)/words.in FORCE
	$(call if_changed,sort)
-- drivers/words.in --
`},
	Check: checkLeakingTargetVariable,
}

func checkLeakingTargetVariable(pass *lint.Pass) {
	inherits := func(assign *eval.TargetAssign) bool { return !assign.Private }
	if pass.Unit.Role != kbuild.DirectoryRole || pass.Build != pass.Unit.Builds[0] ||
		!slices.ContainsFunc(pass.Process.Assigns, inherits) {
		return
	}
	ways := newTargetWays(pass)
	reported := map[*eval.TargetAssign]bool{}
	for _, target := range ways.order {
		all := ways.to(target)
		for i := range all {
			for _, other := range all[:i] {
				leakSearch{pass, target, reported}.compare(all[i], other)
			}
		}
	}
}

// A leakSearch looks for variables because of which a file is made in one way
// where make comes to it by one target, and in another where by another.
type leakSearch struct {
	pass     *lint.Pass
	target   eval.MadeName
	reported map[*eval.TargetAssign]bool
}

// compare reports the variables in which two ways to the target differ.
func (s leakSearch) compare(one, other targetWay) {
	space := s.pass.Space()
	when := space.And(one.when, other.when)
	if when == cond.False {
		return
	}
	when = space.And(when, s.differ(one.inherited, other.inherited))
	s.report(one, other, when)
	s.report(other, one, when)
}

// report reports the assignments that count on the way with only, and change
// how the target is made.
func (s leakSearch) report(with, without targetWay, when cond.Cond) {
	for _, leak := range with.inherited {
		if s.reported[leak] || slices.Contains(without.inherited, leak) {
			continue
		}
		when := s.pass.Space().And(when, s.differ([]*eval.TargetAssign{leak}, nil))
		if when == cond.False {
			continue
		}
		s.reported[leak] = true
		tree := s.pass.Tree
		name, owner := tree.Readable(s.target), tree.Readable(leak.Targets[0].Made)
		s.pass.Report(lint.Finding{
			Place: leak.Place, When: when, Builds: s.pass.Unit.Builds,
			Message: leak.Variable() + " of " + owner + " counts for " + name + " too, which others need as well",
			Effect: name + " is made with it where make comes to it by " + with.comesBy(tree) +
				", and without it where by " + without.comesBy(tree),
		})
	}
}

// differ returns the configurations in which the target is made in another way
// where it inherits other assignments.
func (s leakSearch) differ(inherited, others []*eval.TargetAssign) cond.Cond {
	return differ(s.pass, madeBy(s.pass, s.target, inherited), madeBy(s.pass, s.target, others))
}

// differ returns the configurations in which two texts have other words.
func differ(pass *lint.Pass, a, b map[string]cond.Cond) cond.Cond {
	space := pass.Space()
	whens := []cond.Cond{cond.False}
	for text, when := range a {
		if before, ok := b[text]; ok {
			whens = append(whens, space.Diff(before, when))
			when = space.Diff(when, before)
		}
		whens = append(whens, when)
	}
	for text, when := range b {
		if _, ok := a[text]; !ok {
			whens = append(whens, when)
		}
	}
	return space.OrAll(whens)
}
