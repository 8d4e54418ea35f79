package kbuild

import (
	"strings"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/eval"
)

// A demand follows the prerequisites of what is wanted in one process, to the
// recipes that call make.
type demand struct {
	tree    *Tree
	process *eval.Process
	found   func(*call, cond.Cond)
	wanted  map[eval.MadeName]cond.Cond
	rules   map[eval.MadeName][]boundRule
	// needs, if not nil, keeps why targets are wanted.
	needs map[eval.MadeName][]need
}

// A need is a rule that has a prerequisite: what needs it, and when. The rule is
// nil where an object may be compiled from a source.
type need struct {
	by   eval.MadeName
	rule *eval.Rule
	when cond.Cond
}

// A boundRule is a rule of a target with the calls of its recipe.
type boundRule struct {
	binding *eval.Binding
	calls   []*call
}

func (t *Tree) newDemand(p *eval.Process, found func(*call, cond.Cond)) *demand {
	return &demand{
		tree: t, process: p, found: found,
		wanted: map[eval.MadeName]cond.Cond{}, rules: map[eval.MadeName][]boundRule{},
	}
}

// want asks for a target in some configurations.
func (d *demand) want(target eval.MadeName, when cond.Cond) {
	space := d.tree.World.Space
	before, known := d.wanted[target]
	if !known {
		before = cond.False
	}
	when = space.Diff(when, before)
	if when == cond.False || d.tree.World.UnknownInText(string(target)) != nil {
		return
	}
	d.wanted[target] = space.Or(before, when)
	rest := when
	for _, rule := range d.rulesOf(target) {
		both := space.And(when, rule.binding.When)
		d.run(target, rule, both)
		if len(rule.binding.Rule.Recipe) > 0 {
			rest = space.Diff(rest, both)
		}
	}
	if name, ok := strings.CutSuffix(string(target), ".o"); ok {
		for _, suffix := range compiledSuffixes {
			source := eval.MadeName(name + suffix)
			if d.needs != nil && rest != cond.False {
				d.needs[source] = append(d.needs[source], need{target, nil, rest})
			}
			d.want(source, rest)
		}
	}
}

// run asks for what a rule needs and makes the calls of its recipe.
func (d *demand) run(target eval.MadeName, rule boundRule, when cond.Cond) {
	space := d.tree.World.Space
	for _, names := range [][]eval.Name{rule.binding.Prereqs, rule.binding.OrderOnly} {
		for _, name := range names {
			both := space.And(when, name.When)
			if d.needs != nil && both != cond.False {
				d.needs[name.Made] = append(d.needs[name.Made], need{target, rule.binding.Rule, both})
			}
			d.want(name.Made, both)
		}
	}
	for _, c := range rule.calls {
		d.found(c, space.And(when, c.when))
	}
}

func (d *demand) rulesOf(target eval.MadeName) []boundRule {
	rules, ok := d.rules[target]
	if !ok {
		for _, b := range d.process.Bindings(target) {
			rules = append(rules, boundRule{binding: b, calls: d.tree.callsOf(d.process, b)})
		}
		d.rules[target] = rules
	}
	return rules
}

// allCalls returns the calls of all recipes of the process, whatever it takes to
// run them.
func (d *demand) allCalls() []*call {
	var calls []*call
	for _, rule := range d.process.Rules {
		switch {
		case !callsMake(rule):
		case rule.Pattern:
			for _, b := range d.process.RecipeBindings(rule) {
				calls = append(calls, d.tree.callsOf(d.process, b)...)
			}
		default:
			for _, target := range rule.Targets {
				calls = append(calls, d.callsOf(target.Made, rule)...)
			}
		}
	}
	return calls
}

// callsOf returns the calls that the recipe of a rule makes for a target.
func (d *demand) callsOf(target eval.MadeName, rule *eval.Rule) []*call {
	var calls []*call
	for _, bound := range d.rulesOf(target) {
		if bound.binding.Rule == rule {
			calls = append(calls, bound.calls...)
		}
	}
	return calls
}

// compiledSuffixes are those of the files that an object is compiled from
// (scripts/Makefile.build, "Compile" and "Assemble" rules).
var compiledSuffixes = []string{".c", ".S", ".rs"}
