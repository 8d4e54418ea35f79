package rules

import (
	"strings"

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
