package rules

import (
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
		words = append(words, pass.Tree.World.Words(process.ValueOf(name))...)
	}
	for _, rule := range process.Rules {
		words = append(words, wordsOfRule(pass, process, rule, mentioned)...)
	}
	return words
}

// wordsOfRule returns the names of a rule as they are written, and the words of
// the lines of its recipe that mention a variable.
func wordsOfRule(pass *lint.Pass, process *eval.Process, rule *eval.Rule, mentioned string) []eval.Word {
	var words []eval.Word
	for _, names := range [][]eval.Name{rule.Targets, rule.Prereqs, rule.OrderOnly} {
		for _, name := range names {
			words = append(words, name.Word)
		}
	}
	mentions := false
	for _, line := range rule.Recipe {
		mentions = mentions || strings.Contains(line.Template.Text.Raw, mentioned)
	}
	if !mentions {
		return words
	}
	for _, binding := range process.RecipeBindings(rule) {
		for _, line := range process.ExpandRecipe(binding) {
			words = append(words, pass.Tree.World.Words(line.Value)...)
		}
	}
	return words
}
