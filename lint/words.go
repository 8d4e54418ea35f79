package lint

import "github.com/kbuildlint/kbuildlint/eval"

// Words returns the words of a value. Nobody may change them.
func (p *Pass) Words(value *eval.Value) []eval.Word { return p.Tree.World.Words(value) }

// RecipesOf returns the recipes of Process or Separate, which are expanded once
// for all rules.
func (p *Pass) RecipesOf(process *eval.Process) []Recipe {
	if process == p.Process {
		return p.Recipes
	}
	return p.separate.Recipes
}

// expandRecipes expands the recipes of the makefile, target by target, also for
// what they compare.
func (p *Pass) expandRecipes() {
	if p.Recipes != nil {
		return
	}
	p.costs.of(stageRecipes, func() {
		for _, rule := range p.Process.Rules {
			for _, binding := range p.Process.RecipeBindings(rule) {
				p.Recipes = append(p.Recipes, Recipe{binding, p.Process.ExpandRecipe(binding)})
			}
		}
	})
}

// release gives up what was made for the rules alone: the process, which tells
// the pass of its events, may live longer.
func (p *Pass) release() { p.memory, p.Events, p.Recipes = nil, nil, nil }
