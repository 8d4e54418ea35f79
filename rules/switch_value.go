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

// A switchValue is a text that a makefile gives to a variable of a switch.
type switchValue struct {
	name string
	// text is the whole value, with the blanks at its end.
	text string
	when cond.Cond
	// of is the switch, behind what kbuild glues behind the value.
	of     kbuild.Switch
	behind []eval.Alternative
	place  source.Place
}

// word returns the value without the blanks at its end.
func (v *switchValue) word() string { return strings.TrimSpace(v.text) }

// switchValues returns the texts that the makefile of a directory gives to the
// variables of switches, as far as they are known.
func switchValues(pass *lint.Pass) []switchValue {
	if pass.Unit.Role != kbuild.DirectoryRole {
		return nil
	}
	var values []switchValue
	seen := map[string]bool{}
	for _, a := range pass.Process.Assignments {
		if seen[a.Name] {
			continue
		}
		seen[a.Name] = true
		for _, s := range pass.Tree.Switches() {
			if names, ok := s.Behind(a.Name); ok {
				values = append(values, valuesOf(pass, a, s, names)...)
			}
		}
	}
	return values
}

// valuesOf returns the texts of one variable, which may be part of several
// switches.
func valuesOf(pass *lint.Pass, a eval.Assignment, of kbuild.Switch, names []string) []switchValue {
	world := pass.Tree.World
	value := pass.Process.ValueOf(a.Name)
	texts, ok := world.Alternatives(value, pass.Process.Live())
	behind, known := glued(pass, names, of.Default)
	if !ok || !known {
		return nil
	}
	var values []switchValue
	for _, text := range texts {
		if strings.TrimSpace(text.Text) == "" || world.UnknownInText(text.Text) != nil {
			continue
		}
		v := switchValue{name: a.Name, text: text.Text, when: text.When, of: of, behind: behind, place: a.Place}
		for _, word := range world.Words(value) {
			_, own := pass.Tree.Resolve(word.Place)
			if own && word.Text == v.word() && !pass.Space().Disjoint(word.When, v.when) {
				v.place = word.Place
			}
		}
		values = append(values, v)
	}
	return values
}

// glued returns the texts that the values of some variables and a default make
// together, and false if they are not known.
func glued(pass *lint.Pass, names []string, byDefault string) ([]eval.Alternative, bool) {
	texts := []eval.Alternative{{When: cond.True}}
	for _, name := range names {
		if pass.Process.Lookup(name) == nil {
			continue
		}
		next, ok := pass.Tree.World.Alternatives(pass.Process.ValueOf(name), cond.True)
		if !ok {
			return nil, false
		}
		texts = joinedTexts(pass.Space(), texts, next)
	}
	if !strings.HasPrefix(byDefault, "CONFIG_") {
		return joinedTexts(pass.Space(), texts, []eval.Alternative{{Text: byDefault, When: cond.True}}), true
	}
	next, ok := pass.Tree.World.Alternatives(pass.Process.ValueOf(byDefault), cond.True)
	next = slices.DeleteFunc(next, func(text eval.Alternative) bool { return text.Text == "m" }) // these are bools
	return joinedTexts(pass.Space(), texts, next), ok
}

// joinedTexts returns each text with each text that may follow it.
func joinedTexts(space *cond.Space, texts, next []eval.Alternative) []eval.Alternative {
	var all []eval.Alternative
	for _, text := range texts {
		for _, follows := range next {
			if when := space.And(text.When, follows.When); when != cond.False {
				all = append(all, eval.Alternative{Text: text.Text + follows.Text, When: when})
			}
		}
	}
	return all
}
