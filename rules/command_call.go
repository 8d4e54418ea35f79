package rules

import (
	"slices"
	"strings"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/eval"
	"github.com/kbuildlint/kbuildlint/kbuild"
	"github.com/kbuildlint/kbuildlint/lint"
	"github.com/kbuildlint/kbuildlint/source"
)

// A commandCall is a call of a macro that runs a command, in the recipe of one
// target.
type commandCall struct {
	// macro is the name of the macro; command is its argument, which may
	// stand between blanks or hold unknowns.
	macro, command string
	when           cond.Cond
	binding        *eval.Binding
	event          *eval.Event
}

// comparing are the macros that run a command when it has changed. All others
// run it whenever make runs the recipe.
var comparing = map[string]bool{
	"if_changed": true, "if_changed_dep": true, "if_changed_rule": true, "if_changed_except": true,
}

// commandCalls returns the calls that the recipes of a makefile make, as they
// are met. A makefile that belongs to no kbuild may have macros of its own by
// these names.
func commandCalls(pass *lint.Pass) []commandCall {
	type key struct{}
	return lint.Remember(pass, key{}, func() []commandCall {
		if pass.Unit.Role == kbuild.PlainRole {
			return nil
		}
		var calls []commandCall
		for _, event := range pass.Events {
			if event.Function == eval.CallEvent && event.Binding != nil {
				calls = append(calls, callsIn(pass, event)...)
			}
		}
		return calls
	})
}

// callsIn returns what an event calls: one call for each command that the
// argument may name.
func callsIn(pass *lint.Pass, event *eval.Event) []commandCall {
	names := pass.Words(event.Args[0])
	if len(names) != 1 || !kbuild.CommandMacros[names[0].Text] {
		return nil
	}
	call := commandCall{
		macro: names[0].Text, when: pass.Space().And(event.When, event.Binding.When),
		binding: event.Binding, event: event,
	}
	if len(event.Args) < 2 {
		return []commandCall{call}
	}
	commands, ok := pass.Tree.World.Alternatives(event.Args[1], call.when)
	if !ok {
		return nil
	}
	var calls []commandCall
	for _, command := range commands {
		if command.When != cond.False {
			call.command, call.when = command.Text, command.When
			calls = append(calls, call)
		}
	}
	return calls
}

// isOpen reports whether a word holds an unknown that may be no word or many.
func isOpen(world *eval.World, text string) bool {
	for {
		unknown := world.UnknownInText(text)
		if unknown == nil {
			return false
		}
		if !unknown.Solid {
			return true
		}
		_, text, _ = strings.Cut(text, "\x00")
		_, text, _ = strings.Cut(text, "\x00")
	}
}

// phonyTargets returns the configurations in which targets are phony.
func phonyTargets(pass *lint.Pass) map[eval.MadeName]cond.Cond {
	phony := map[eval.MadeName]cond.Cond{}
	add := func(word eval.Word) {
		made := eval.MadeName(eval.MakeName(word.Text))
		before, ok := phony[made]
		if !ok {
			before = cond.False
		}
		phony[made] = pass.Space().Or(before, word.When)
	}
	if pass.Process.Lookup("PHONY") != nil {
		for _, word := range pass.Words(pass.Process.ValueOf("PHONY")) {
			add(word)
		}
	}
	for _, rule := range pass.Process.Rules {
		if len(rule.Targets) == 1 && rule.Targets[0].Made == ".PHONY" {
			for _, name := range rule.Prereqs {
				add(name.Word)
			}
		}
	}
	return phony
}

// calledHere returns where a recipe calls a macro, and how it gets there.
func calledHere(call commandCall) []lint.Note {
	return append([]lint.Note{{Place: call.event.Place, Message: "called here"}}, stepNotes(call.event)...)
}

// ruleOf returns the place that stands for the rule of a call: its targets, or
// the line of the recipe where another text made the rule.
func ruleOf(call commandCall) source.Place {
	targets := call.binding.Rule.TargetList
	switch {
	case targets.Written() == targets:
		return targets
	case len(call.event.Steps) > 0:
		return call.event.Steps[0]
	}
	return call.event.Place
}

// targetOf returns the name of the target of a call, for people.
func targetOf(pass *lint.Pass, call commandCall) string {
	name := string(call.binding.Target)
	if rule := call.binding.Rule; rule.Pattern {
		name = string(rule.Targets[0].Made)
	}
	return pass.Tree.World.Readable(name)
}

// commandOf returns the text that a call runs, nil where it is not defined. What
// kbuild defines behind the makefile of a directory counts too.
func commandOf(pass *lint.Pass, call commandCall) *eval.Value {
	type key struct {
		binding        *eval.Binding
		macro, command string
	}
	return lint.Remember(pass, key{call.binding, call.macro, call.command}, func() *eval.Value {
		return findCommand(pass, call)
	})
}

func findCommand(pass *lint.Pass, call commandCall) *eval.Value {
	name := "cmd_" + call.command
	if call.macro == "filechk" {
		name = "filechk_" + call.command
	}
	scripts := pass.Tree.Scripts()
	if pass.Process.Lookup(name) == nil && (scripts == nil || scripts.Lookup(name) == nil) {
		return nil
	}
	return pass.Process.ValueIn(call.binding, name, scripts)
}

// usesForce returns the configurations in which the command of a call has the
// word FORCE, as $^ brings it.
func usesForce(pass *lint.Pass, call commandCall, binding *eval.Binding) cond.Cond {
	call.binding = binding
	command := commandOf(pass, call)
	if command == nil {
		return cond.False
	}
	whens := []cond.Cond{cond.False}
	for _, word := range pass.Words(command) {
		if word.Text == "FORCE" {
			whens = append(whens, word.When)
		}
	}
	return pass.Space().And(pass.Space().OrAll(whens), binding.When)
}

// forceOf returns the prerequisites FORCE of a binding, and the others.
func forceOf(binding *eval.Binding) (force, others []eval.Name) {
	for _, name := range binding.Prereqs {
		if name.Made == "FORCE" {
			force = append(force, name)
			continue
		}
		others = append(others, name)
	}
	return force, others
}

// anyOf returns the configurations in which one of some prerequisites is there.
func anyOf(pass *lint.Pass, names []eval.Name) cond.Cond {
	whens := []cond.Cond{cond.False}
	for _, name := range names {
		whens = append(whens, name.When)
	}
	return pass.Space().OrAll(whens)
}

// withForceLast returns a binding as it would be with FORCE behind the other
// prerequisites.
func withForceLast(binding *eval.Binding, force, others []eval.Name) *eval.Binding {
	if behind := binding.Prereqs[len(others):]; slices.Equal(behind, force) {
		return binding
	}
	last := *binding
	last.Prereqs = append(slices.Clip(others), force...)
	return &last
}

// named puts a name into a sentence.
func named(sentence, name string) string { return strings.ReplaceAll(sentence, "NAME", name) }
