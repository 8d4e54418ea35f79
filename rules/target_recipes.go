package rules

import (
	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/eval"
	"github.com/kbuildlint/kbuildlint/lint"
)

// makers are the rules with a recipe of each target, and the targets as they
// are met.
type makers struct {
	order []eval.MadeName
	rules map[eval.MadeName][]*eval.Rule
}

// targetRecipes returns the rules of a makefile with a recipe, target by target:
// no patterns.
func targetRecipes(pass *lint.Pass) makers {
	type key struct{}
	return lint.Remember(pass, key{}, func() makers {
		made := makers{rules: map[eval.MadeName][]*eval.Rule{}}
		for _, rule := range pass.Process.Rules {
			if rule.Pattern || len(rule.Recipe) == 0 {
				continue
			}
			for _, target := range rule.Targets {
				if made.rules[target.Made] == nil {
					made.order = append(made.order, target.Made)
				}
				made.rules[target.Made] = append(made.rules[target.Made], rule)
			}
		}
		return made
	})
}

// bothMake returns the configurations in which two rules have a target and a
// recipe.
func bothMake(pass *lint.Pass, target eval.MadeName, first, later *eval.Rule) cond.Cond {
	return pass.Space().And(makesTarget(pass, target, first), makesTarget(pass, target, later))
}

// makesTarget returns the configurations in which a rule has a target and a
// recipe.
func makesTarget(pass *lint.Pass, target eval.MadeName, rule *eval.Rule) cond.Cond {
	space := pass.Space()
	named, recipe := cond.False, cond.False
	for _, name := range rule.Targets {
		if name.Made == target {
			named = space.Or(named, name.When)
		}
	}
	for _, line := range rule.Recipe {
		recipe = space.Or(recipe, line.When)
	}
	return space.And(named, recipe)
}
