package rules

import (
	"slices"
	"strings"

	"github.com/kbuildlint/kbuildlint/eval"
	"github.com/kbuildlint/kbuildlint/lint"
)

// writtenWords returns the words that a process has: those of the variables that
// the makefile sets, the names in its rules, and the words of recipes whose
// text mentions a variable.
func writtenWords(pass *lint.Pass, process *eval.Process, mentioned string) []eval.Word {
	var words []eval.Word
	for _, name := range process.OwnNames() {
		words = append(words, pass.Words(process.ValueOf(name))...)
	}
	for _, rule := range process.Rules {
		words = append(words, namesIn(rule)...)
	}
	for _, recipe := range pass.RecipesOf(process) {
		if !mentions(recipe.Binding.Rule, mentioned) {
			continue
		}
		for _, line := range recipe.Lines {
			words = append(words, pass.Words(line.Value)...)
		}
	}
	return words
}

// namesIn returns the names in a rule as they are written.
func namesIn(rule *eval.Rule) []eval.Word {
	var words []eval.Word
	for _, names := range [][]eval.Name{rule.Targets, rule.Prereqs, rule.OrderOnly} {
		for _, name := range names {
			words = append(words, name.Word)
		}
	}
	return words
}

// mentions reports whether the text of a recipe has a word.
func mentions(rule *eval.Rule, word string) bool {
	return slices.ContainsFunc(rule.Recipe, func(line eval.RecipeText) bool {
		return strings.Contains(line.Template.Text.Raw, word)
	})
}
