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
	return unknown != nil && unknown == w.byKey[goalsKey] && text == unknown.mark()
}

// Mentions returns the first rule that has a target or a prerequisite of that
// name, nil without one. Special targets do not count.
func (p *Process) Mentions(name MadeName) *Rule {
	isNamed := func(candidate Name) bool { return candidate.Made == name }
	for _, rule := range p.Rules {
		if len(rule.Targets) > 0 && isSpecial(rule.Targets[0].Made) {
			continue
		}
		if slices.ContainsFunc(rule.Targets, isNamed) || slices.ContainsFunc(rule.Prereqs, isNamed) {
			return rule
		}
	}
	return nil
}

// IsTarget reports whether an explicit rule has a target of that name.
func (p *Process) IsTarget(name MadeName) bool { return len(p.rulesOf(name)) > 0 }

func isSpecial(name MadeName) bool {
	text := string(name)
	return strings.HasPrefix(text, ".") && len(text) > 1 && text[1] >= 'A' && text[1] <= 'Z'
}
