package rules

import (
	"slices"
	"strings"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/eval"
	"github.com/kbuildlint/kbuildlint/lint"
	"github.com/kbuildlint/kbuildlint/source"
)

// writtenRule returns the place that stands for a rule with a recipe: its
// targets, or its recipe where another text made the rule.
func writtenRule(rule *eval.Rule) source.Place {
	if rule.TargetList.Written() == rule.TargetList {
		return rule.TargetList
	}
	return rule.Recipe[0].Place
}

// callsByRecipe returns the calls of commands, recipe by recipe.
func callsByRecipe(pass *lint.Pass) map[*eval.Binding][]commandCall {
	calls := map[*eval.Binding][]commandCall{}
	for _, call := range commandCalls(pass) {
		calls[call.binding] = append(calls[call.binding], call)
	}
	return calls
}

// callsOn returns those of the calls of a recipe that a line makes, itself or
// by what it refers to.
func callsOn(line eval.RecipeLine, calls []commandCall) []commandCall {
	var here []commandCall
	for _, call := range calls {
		place := append(slices.Clone(call.event.Steps), call.event.Place)[0]
		span, whole := place.Span, line.Text.Place.Span
		if place.File == line.Text.Place.File && whole.Start <= span.Start && span.End <= whole.End {
			here = append(here, call)
		}
	}
	return here
}

// A recipeCommand is a command in a line of a recipe.
type recipeCommand struct {
	words []eval.Word
	when  cond.Cond
}

// commandsOf returns the commands that a line calls, or else its own.
func commandsOf(pass *lint.Pass, binding *eval.Binding, line eval.RecipeLine, here []commandCall) []recipeCommand {
	if len(here) == 0 {
		return []recipeCommand{{pass.Words(line.Value), binding.When}}
	}
	var commands []recipeCommand
	for _, call := range here {
		if command := commandOf(pass, call); command != nil {
			commands = append(commands, recipeCommand{pass.Words(command), call.when})
		}
	}
	return commands
}

// names reports whether a command has the name of a file among its words.
func names(command string, file eval.MadeName) bool {
	for _, word := range strings.FieldsFunc(command, endsName) {
		if eval.MadeName(eval.MakeName(word)) == file {
			return true
		}
	}
	return false
}

// needs reports whether a target has a file among its prerequisites, or among
// theirs.
func needs(pass *lint.Pass, target, file eval.MadeName) bool {
	known := map[eval.MadeName]bool{target: true}
	queue := []eval.MadeName{target}
	for len(queue) > 0 && !known[file] {
		for _, name := range prerequisitesOf(pass, queue[0]) {
			if !known[name.Made] {
				known[name.Made] = true
				queue = append(queue, name.Made)
			}
		}
		queue = queue[1:]
	}
	return known[file]
}

// prerequisitesOf returns what a target needs, in whichever configuration.
func prerequisitesOf(pass *lint.Pass, target eval.MadeName) []eval.Name {
	var names []eval.Name
	for _, binding := range pass.Process.Bindings(target) {
		names = append(append(names, binding.Prereqs...), binding.OrderOnly...)
	}
	return names
}
