package rules

import (
	"slices"
	"strings"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/eval"
	"github.com/kbuildlint/kbuildlint/lint"
)

var uniquetargets = &lint.Rule{
	Name:  "uniquetargets",
	Title: "a target stands in front of several colons",
	Why: "Rules with `:` for one target are joined: their prerequisites add up, and of their recipes the last one is " +
		"run. Who reads one of them does not see the others. This is the rule of checkmake; which targets it passes " +
		"over, `ignore` in the section `uniquetargets` of a `checkmake.ini` says. overridden-recipe reports those " +
		"that lose a recipe, in all makefiles.",
	Repair:   "Join the rules, or use `::` for rules that stand for themselves.",
	Where:    "Makefiles that have nothing to do with kbuild.",
	Needs:    lint.NeedsMakefile,
	Groups:   []string{"generic"},
	Severity: lint.Warning,
	OptIn:    true,
	Since:    "0.1.0",
	Bad: lint.Example{Files: `-- Makefile --
all: radio
all: manual
radio manual:
	./build $@
`},
	Good: lint.Example{Files: `-- Makefile --
all: radio manual
radio manual:
	./build $@
`},
	Check: checkUniquetargets,
}

func checkUniquetargets(pass *lint.Pass) {
	if !isGeneric(pass) {
		return
	}
	ignored := pass.Parameters().Ignored
	for _, target := range plainTargets(pass) {
		if slices.Contains(ignored, string(target.name)) {
			continue
		}
		for i, later := range target.rules {
			if first, when := sharesTarget(pass, target, target.rules[:i], later); first != nil {
				pass.Report(lint.Finding{
					Place: target.placeIn(later), When: when,
					Message: pass.Tree.Readable(target.name) + " has a rule already",
					Effect:  "make joins the rules",
					Related: []lint.Note{{Place: target.placeIn(first), Message: "this is the other rule"}},
				})
			}
		}
	}
}

// sharesTarget returns the first of some rules that has a target in the same
// configurations as a later one, nil if none has.
func sharesTarget(
	pass *lint.Pass, target *plainTarget, earlier []*eval.Rule, later *eval.Rule,
) (first *eval.Rule, when cond.Cond) {
	for _, rule := range earlier {
		if rule == later || strings.HasSuffix(later.Separator, "::") {
			continue
		}
		when := foreseen(pass, pass.Space().And(target.when(pass, rule), target.when(pass, later)))
		if when != cond.False {
			return rule, when
		}
	}
	return nil, cond.False
}
