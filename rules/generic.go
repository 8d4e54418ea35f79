package rules

import (
	"strings"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/eval"
	"github.com/kbuildlint/kbuildlint/kbuild"
	"github.com/kbuildlint/kbuildlint/lint"
	"github.com/kbuildlint/kbuildlint/source"
)

// isGeneric reports whether the rules of the group generic, those of checkmake,
// are about a makefile: one that make begins with and kbuild does not.
func isGeneric(pass *lint.Pass) bool {
	return pass.Unit.Role == kbuild.PlainRole && !pass.Tree.IsFragment(pass.Unit.Makefile)
}

// A plainTarget is a target with the rules that name it, without patterns and
// the special targets of make.
type plainTarget struct {
	name  eval.MadeName
	rules []*eval.Rule
}

// plainTargets returns the targets of a makefile as they are met.
func plainTargets(pass *lint.Pass) []*plainTarget {
	type key struct{}
	return lint.Remember(pass, key{}, func() []*plainTarget {
		var targets []*plainTarget
		byName := map[eval.MadeName]*plainTarget{}
		for _, rule := range pass.Process.Rules {
			for _, target := range rule.Targets {
				if rule.Pattern || isSpecial(target.Made) || isOpen(pass.Tree.World, target.Text) {
					continue
				}
				known := byName[target.Made]
				if known == nil {
					known = &plainTarget{name: target.Made}
					byName[target.Made] = known
					targets = append(targets, known)
				}
				known.rules = append(known.rules, rule)
			}
		}
		return targets
	})
}

// isSpecial reports whether a target is one of make's own, such as .PHONY, or
// stands for suffixes.
func isSpecial(name eval.MadeName) bool {
	return strings.HasPrefix(string(name), ".") && !strings.Contains(string(name), "/")
}

// when returns the configurations in which a rule has the target.
func (t *plainTarget) when(pass *lint.Pass, rule *eval.Rule) cond.Cond {
	when := cond.False
	for _, target := range rule.Targets {
		if target.Made == t.name {
			when = pass.Space().Or(when, target.When)
		}
	}
	return when
}

// placeIn returns where a rule names the target.
func (t *plainTarget) placeIn(rule *eval.Rule) source.Place {
	for _, target := range rule.Targets {
		if target.Made == t.name {
			return target.Place
		}
	}
	return rule.TargetList
}

// foreseen returns what of a condition is certain: it depends on nothing that
// only a build can tell.
func foreseen(pass *lint.Pass, when cond.Cond) cond.Cond {
	world := pass.Tree.World
	when = world.Lasting(pass.Space().Diff(when, pass.Process.Lost()))
	if world.AnyOutcome(when) != when {
		return cond.False
	}
	return when
}
