package eval

import (
	"slices"
	"strings"

	"github.com/kbuildlint/kbuildlint/cond"
)

// maxChain bounds how many implicit rules are chained.
const maxChain = 8

// An implicitSearch looks for the implicit rule of a target (GNU Make manual,
// "Implicit Rule Search Algorithm").
type implicitSearch struct {
	process *Process
	depth   int
	// inUse are the rules that a target of the chain is already made by.
	inUse []*Rule
}

// A patternMatch is a pattern rule whose target pattern matches.
type patternMatch struct {
	rule *Rule
	stem string
	// dir is the directory that was cut off the target for the match and is
	// put before the prerequisites again.
	dir  string
	when cond.Cond
}

// find returns the bindings of the rules that apply in the configurations of
// when, each where no better one applies.
func (s implicitSearch) find(target MadeName, when cond.Cond) []*Binding {
	var bindings []*Binding
	if when == cond.False || len(s.process.implicitRules()) == 0 {
		return nil
	}
	matches := s.matches(string(target))
	for _, chained := range []bool{false, true} {
		for _, m := range matches {
			applies := s.tried(m, when, chained)
			if applies == cond.False {
				continue
			}
			bindings = append(bindings, s.process.bindPattern(target, m, applies))
			if when = s.process.space.Diff(when, applies); when == cond.False {
				return bindings
			}
		}
	}
	return bindings
}

// tried returns the configurations of when in which a rule applies, none for a
// rule that may not be tried.
//
//nolint:revive // chained is the second of make's two passes
func (s implicitSearch) tried(m patternMatch, when cond.Cond, chained bool) cond.Cond {
	if chained && (s.depth >= maxChain || m.rule.double()) || slices.Contains(s.inUse, m.rule) {
		return cond.False
	}
	return s.applicable(m, s.process.space.And(when, m.when), chained)
}

// matches returns the pattern rules that match a target, the shortest stem
// first. Rules for anything are out of the race when a more special one that
// is not terminal matches.
func (s implicitSearch) matches(target string) []patternMatch {
	var all []patternMatch
	special := false
	for _, rule := range s.process.implicitRules() {
		for _, name := range rule.Targets {
			m, ok := matchPattern(string(name.Made), target)
			if !ok {
				continue
			}
			special = special || name.Made != "%"
			m.rule, m.when = rule.Rule, s.process.space.And(name.When, rule.when)
			if m.when != cond.False {
				all = append(all, m)
			}
		}
	}
	if special {
		all = slices.DeleteFunc(all, func(m patternMatch) bool {
			return !m.rule.double() && m.rule.targets(s.process.space, "%") != cond.False
		})
	}
	slices.SortStableFunc(all, func(a, b patternMatch) int { return len(a.stem) - len(b.stem) })
	return all
}

// matchPattern matches a target with a target pattern: a pattern without a
// slash is matched with the file name alone.
func matchPattern(pattern, target string) (patternMatch, bool) {
	dir := ""
	if slash := strings.LastIndexByte(target, '/'); slash >= 0 && !strings.Contains(pattern, "/") {
		dir, target = target[:slash+1], target[slash+1:]
	}
	stem, ok := parsePattern(pattern).stem(target)
	return patternMatch{stem: stem, dir: dir}, ok && stem != ""
}

// applicable returns the configurations of when in which every prerequisite
// of a rule exists or ought to, or, if chained, can be made by implicit rules.
func (s implicitSearch) applicable(m patternMatch, when cond.Cond, chained bool) cond.Cond { //nolint:revive // the two passes of make
	p := s.process
	names := append(slices.Clone(m.rule.Prereqs), m.rule.OrderOnly...)
	for _, name := range names {
		needed := p.space.And(when, name.When)
		made := m.prerequisite(name)
		if needed == cond.False || hasUnknown(string(made.Made)) {
			continue
		}
		missing := p.space.Diff(needed, p.exists(made.Made))
		if chained && missing != cond.False {
			deeper := implicitSearch{
				process: p, depth: s.depth + 1,
				inUse: append(slices.Clip(s.inUse), m.rule),
			}
			for _, b := range deeper.find(made.Made, missing) {
				missing = p.space.Diff(missing, b.When)
			}
		}
		if when = p.space.Diff(when, missing); when == cond.False {
			return cond.False
		}
	}
	return when
}

// prerequisite returns a prerequisite of the rule for the match.
func (m patternMatch) prerequisite(name Name) Name {
	if !parsePattern(string(name.Made)).wild {
		return name
	}
	name = name.with(m.stem)
	name.Text = m.dir + name.Text
	name.Made = MadeName(MakeName(m.dir + string(name.Made)))
	return name
}

// exists returns the configurations in which a file exists or is mentioned by
// an explicit rule.
func (p *Process) exists(name MadeName) cond.Cond {
	if names, _ := p.glob(string(name)); len(names) > 0 {
		return cond.True
	}
	when := p.mentioned(name)
	for _, found := range p.searchPath(name) {
		when = p.space.Or(when, found.When)
	}
	return when
}

// bindPattern binds a target to a pattern rule.
func (p *Process) bindPattern(target MadeName, m patternMatch, when cond.Cond) *Binding {
	b := &Binding{Rule: m.rule, Target: target, Stem: m.dir + m.stem, When: when}
	for _, name := range m.rule.Prereqs {
		b.Prereqs = p.addMatched(b.Prereqs, m.prerequisite(name), when)
	}
	for _, name := range m.rule.OrderOnly {
		b.OrderOnly = p.addMatched(b.OrderOnly, m.prerequisite(name), when)
	}
	if m.rule.later != nil {
		b.Prereqs, b.OrderOnly = p.expandAgain(b, candidate{rule: m.rule, stem: m.stem}, when)
	}
	b.Prereqs, b.OrderOnly = p.located(b.Prereqs), p.located(b.OrderOnly)
	return b
}

func (p *Process) addMatched(names []Name, name Name, when cond.Cond) []Name {
	if name.When = p.space.And(name.When, when); name.When == cond.False {
		return names
	}
	return append(names, name)
}
