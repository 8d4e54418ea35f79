package eval

import (
	"slices"
	"strings"
)

// Matches reports whether a word of a list matches a name: as a pattern of
// $(filter) where patterns says so, else by being equal.
func Matches(word, name string, patterns bool) bool { //nolint:revive // the two kinds of list
	if !patterns {
		return word == name
	}
	return parsePattern(word).matches(name)
}

// IsGoals reports whether a text is the unknown list of goals.
func (w *World) IsGoals(text string) bool {
	unknown := w.UnknownInText(text)
	return unknown != nil && unknown == w.byKey["goals"] && text == unknown.mark()
}

// HasTarget reports whether a rule of the makefiles has a target.
func (p *Process) HasTarget(name MadeName) bool { return p.ruleNaming(name, false) != nil }

// Mentions returns the first rule that has a target or a prerequisite of that
// name, nil without one. Special targets do not count.
func (p *Process) Mentions(name MadeName) *Rule { return p.ruleNaming(name, true) }

func (p *Process) ruleNaming(name MadeName, prereqs bool) *Rule { //nolint:revive // targets only, or both
	for _, rule := range p.Rules {
		special := len(rule.Targets) > 0 && isSpecial(rule.Targets[0].Made)
		if special {
			continue
		}
		names := rule.Targets
		if prereqs {
			names = append(slices.Clip(names), rule.Prereqs...)
		}
		for _, candidate := range names {
			if candidate.Made == name {
				return rule
			}
		}
	}
	return nil
}

func isSpecial(name MadeName) bool {
	text := string(name)
	return strings.HasPrefix(text, ".") && len(text) > 1 && text[1] >= 'A' && text[1] <= 'Z'
}
