package kconfig

import (
	"fmt"
	"slices"
	"strings"
)

// Changed returns the names of the symbols that may take other values than in an
// earlier state of the tree: those whose entries say something else, those that
// depend on such a one, directly or not, and those without a prompt that such an
// entry selects or implies. ok is false where the states can't be compared symbol by symbol: they
// do not have the same architectures, or other things could not be read.
func (m *Model) Changed(before *Model) (names map[string]bool, ok bool) {
	sameError := func(a, b Error) bool { return a.Message == b.Message && a.Arches == b.Arches }
	if !slices.Equal(m.Arches, before.Arches) || !slices.EqualFunc(m.Errors, before.Errors, sameError) ||
		m.Incomplete != before.Incomplete {
		return nil, false
	}
	names = map[string]bool{}
	for _, name := range slices.Concat(m.SymbolNames(), before.SymbolNames()) {
		if m.Symbol(name).said() != before.Symbol(name).said() {
			names[name] = true
		}
	}
	selected := selectedBy(names, before, m)
	for _, model := range []*Model{before, m} {
		model.addDependents(names)
	}
	for name := range selected {
		if symbol := m.Symbol(name); symbol == nil || !symbol.hasPrompt() {
			names[name] = true
		}
	}
	return names, true
}

// selectedBy returns what the entries of some symbols select or imply in one of
// several states.
func selectedBy(names map[string]bool, models ...*Model) map[string]bool {
	selected := map[string]bool{}
	for _, model := range models {
		for name := range names {
			for _, definition := range model.Symbol(name).definitions() {
				for _, selection := range slices.Concat(definition.Selects, definition.Implies) {
					selected[selection.Symbol] = true
				}
			}
		}
	}
	return selected
}

// addDependents adds the symbols that depend on one of some, directly or not.
func (m *Model) addDependents(names map[string]bool) {
	dependents := map[string][]string{}
	for _, name := range m.SymbolNames() {
		for _, definition := range m.Symbol(name).Definitions {
			for _, condition := range definition.conditions() {
				condition.Words(func(word *Expr) { dependents[word.Name] = append(dependents[word.Name], name) })
			}
		}
	}
	var queue []string
	for name := range names {
		queue = append(queue, name)
	}
	for len(queue) > 0 {
		name := queue[len(queue)-1]
		queue = queue[:len(queue)-1]
		for _, dependent := range dependents[name] {
			if !names[dependent] {
				names[dependent] = true
				queue = append(queue, dependent)
			}
		}
	}
}

// definitions returns the entries of a symbol, none for a nil one.
func (s *Symbol) definitions() []*Definition {
	if s == nil {
		return nil
	}
	return s.Definitions
}

// said returns all that the entries of a symbol say, in a form to compare; "" for
// a nil one.
func (s *Symbol) said() string {
	var out words
	for _, definition := range s.definitions() {
		definition.say(&out)
	}
	return out.text.String()
}

// words is a text of lines of words.
type words struct{ text strings.Builder }

// add adds a line.
func (w *words) add(words ...any) { _, _ = fmt.Fprintln(&w.text, words...) } // a Builder takes all

// say writes what an entry says, but for texts for people.
func (d *Definition) say(out *words) {
	out.add("config", d.Arches, d.Type, d.Depends, d.Modules, d.Transitional, d.Prompt != nil)
	if d.Prompt != nil {
		out.add("prompt", d.Prompt.If, d.Prompt.Visible)
	}
	for _, value := range d.Defaults {
		out.add("default", value.Value, value.If)
	}
	for _, limits := range d.Ranges {
		out.add("range", limits.Low, limits.High, limits.If)
	}
	for _, selection := range d.Selects {
		out.add("select", selection.Symbol, selection.If)
	}
	for _, selection := range d.Implies {
		out.add("imply", selection.Symbol, selection.If)
	}
	for _, option := range d.Options {
		out.add("option", option.Name, option.Value)
	}
	if d.Choice != nil {
		d.Choice.say(out)
	}
}

// say writes what a choice says, but for texts for people.
func (c *Choice) say(out *words) {
	out.add("choice", c.Name, c.Arches, c.Type, c.Depends, c.Optional)
	if c.Prompt != nil {
		out.add("prompt", c.Prompt.If, c.Prompt.Visible)
	}
	for _, value := range c.Defaults {
		out.add("default", value.Value, value.If)
	}
	for _, member := range c.Members {
		out.add("member", member.Symbol.Name)
	}
}

// conditions returns the expressions that the value of an entry depends on.
func (d *Definition) conditions() []*Expr {
	found := []*Expr{d.Depends}
	if d.Prompt != nil {
		found = append(found, d.Prompt.If, d.Prompt.Visible)
	}
	for _, value := range d.Defaults {
		found = append(found, value.Value, value.If)
	}
	for _, limits := range d.Ranges {
		found = append(found, limits.Low, limits.High, limits.If)
	}
	if d.Choice != nil {
		for _, member := range d.Choice.Members {
			found = append(found, member.Depends)
		}
	}
	return found
}
