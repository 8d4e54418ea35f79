package eval

import "strings"

// maxBound bounds how many targets of one rule are looked at one by one; the
// recipes of the others are alike.
const maxBound = 64

// RecipeBindings returns the bindings of a rule with a recipe: one for each of
// its targets that it updates. The target of a pattern rule is known but for
// its stem.
func (p *Process) RecipeBindings(rule *Rule) []*Binding {
	if len(rule.Recipe) == 0 {
		return nil
	}
	if rule.Pattern {
		return []*Binding{p.bindAny(rule)}
	}
	var bindings []*Binding
	seen := map[MadeName]bool{}
	for _, target := range rule.Targets {
		if len(seen) == maxBound {
			break
		}
		if seen[target.Made] || !p.world.solid(string(target.Made)) {
			continue
		}
		seen[target.Made] = true
		for _, binding := range p.Bindings(target.Made) {
			if binding.Rule == rule {
				bindings = append(bindings, binding)
			}
		}
	}
	return bindings
}

// bindAny binds a pattern rule to a target of an unknown stem.
func (p *Process) bindAny(rule *Rule) *Binding {
	stem := p.world.unknown("stem", "the stem")
	stem.Solid = true
	filled := func(names []Name) []Name {
		out := make([]Name, len(names))
		for i, name := range names {
			name.Text = strings.Replace(name.Text, "%", stem.mark(), 1)
			name.Made = MadeName(strings.Replace(string(name.Made), "%", stem.mark(), 1))
			out[i] = name
		}
		return out
	}
	target := filled(rule.Targets[:1])[0]
	return &Binding{
		Rule: rule, Target: target.Made, Stem: stem.mark(), When: rule.When,
		Prereqs: filled(rule.Prereqs), OrderOnly: filled(rule.OrderOnly),
	}
}
