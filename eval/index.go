package eval

import (
	"slices"
	"strings"

	"github.com/kbuildlint/kbuildlint/cond"
)

// A ruleIndex finds rules by the names in them. It follows the list of rules
// of its process.
type ruleIndex struct {
	seen     int // how many rules it knows
	byTarget map[MadeName][]*Rule
	mentions map[MadeName]cond.Cond
	phony    map[MadeName]cond.Cond
	implicit []implicitRule
}

// An implicitRule is a pattern rule in the configurations in which it has a
// recipe and no later rule takes it away.
type implicitRule struct {
	*Rule

	when cond.Cond
}

// rulesOf returns the explicit rules that name a target.
func (p *Process) rulesOf(target MadeName) []*Rule {
	p.indexRules()
	return p.index.byTarget[target]
}

// mentioned returns the configurations in which an explicit rule has a name as
// a target or a prerequisite.
func (p *Process) mentioned(name MadeName) cond.Cond {
	p.indexRules()
	if when, ok := p.index.mentions[name]; ok {
		return when
	}
	return cond.False
}

// phony returns the configurations in which a target is a prerequisite of
// .PHONY.
func (p *Process) phony(target MadeName) cond.Cond {
	p.indexRules()
	if when, ok := p.index.phony[target]; ok {
		return when
	}
	return cond.False
}

// implicitRules returns the pattern rules in the order of the text.
func (p *Process) implicitRules() []implicitRule {
	p.indexRules()
	return p.index.implicit
}

func (p *Process) indexRules() {
	if p.index.byTarget == nil {
		p.index = ruleIndex{
			byTarget: map[MadeName][]*Rule{}, mentions: map[MadeName]cond.Cond{}, phony: map[MadeName]cond.Cond{},
		}
	}
	for ; p.index.seen < len(p.Rules); p.index.seen++ {
		p.indexRule(p.Rules[p.index.seen])
	}
}

func (p *Process) indexRule(rule *Rule) {
	if rule.Pattern {
		p.indexPattern(rule)
		return
	}
	for _, target := range rule.Targets {
		rules := p.index.byTarget[target.Made]
		if len(rules) == 0 || rules[len(rules)-1] != rule {
			p.index.byTarget[target.Made] = append(rules, rule)
		}
		if target.Made == ".PHONY" {
			for _, name := range rule.Prereqs {
				p.note(p.index.phony, name.Made, p.space.And(name.When, target.When))
			}
		}
		if converted := p.suffixRule(rule, target); converted != nil {
			p.indexPattern(converted)
		}
	}
	for _, names := range [][]Name{rule.Targets, rule.Prereqs, rule.OrderOnly} {
		p.mention(rule, names)
	}
}

// indexPattern adds a pattern rule. One with the same targets and
// prerequisites takes the place of the earlier one, and without a recipe it
// only takes the earlier one away.
func (p *Process) indexPattern(rule *Rule) {
	kept := p.index.implicit[:0]
	for _, earlier := range p.index.implicit {
		if sameNames(earlier.Targets, rule.Targets) && sameNames(earlier.Prereqs, rule.Prereqs) {
			earlier.when = p.space.Diff(earlier.when, rule.When)
		}
		if earlier.when != cond.False {
			kept = append(kept, earlier)
		}
	}
	when := cond.False
	for _, line := range rule.Recipe {
		when = p.space.Or(when, line.When)
	}
	if when = p.space.And(when, rule.When); when != cond.False {
		kept = append(kept, implicitRule{rule, when})
	}
	p.index.implicit = kept
}

func sameNames(a, b []Name) bool {
	return slices.EqualFunc(a, b, func(x, y Name) bool { return x.Made == y.Made })
}

// suffixRule returns the pattern rule that an old-fashioned suffix rule stands
// for, nil for other targets (GNU Make manual, "Old-Fashioned Suffix Rules").
func (p *Process) suffixRule(rule *Rule, target Name) *Rule {
	name := string(target.Made)
	if !strings.HasPrefix(name, ".") || len(rule.Prereqs) > 0 || len(rule.Recipe) == 0 {
		return nil
	}
	suffixes := p.suffixes()
	for _, from := range suffixes {
		to := strings.TrimPrefix(name, from)
		if to == name || to != "" && !slices.Contains(suffixes, to) {
			continue
		}
		converted := *rule
		converted.Pattern = true
		converted.Targets = []Name{makeName(Word{Text: "%" + to, When: target.When, Place: target.Place})}
		converted.Prereqs = []Name{makeName(Word{Text: "%" + from, When: target.When, Place: target.Place})}
		return &converted
	}
	return nil
}

// suffixes returns the prerequisites of .SUFFIXES.
func (p *Process) suffixes() []string {
	var suffixes []string
	for _, rule := range p.Rules {
		if rule.targets(p.space, ".SUFFIXES") == cond.False {
			continue
		}
		if len(rule.Prereqs) == 0 {
			suffixes = nil
		}
		for _, name := range rule.Prereqs {
			suffixes = append(suffixes, string(name.Made))
		}
	}
	return suffixes
}

func (p *Process) mention(rule *Rule, names []Name) {
	for _, name := range names {
		if rule.Static == nil || !parsePattern(string(name.Made)).wild {
			p.note(p.index.mentions, name.Made, name.When)
			continue
		}
		for _, target := range rule.Targets {
			stem, _ := parsePattern(string(rule.Static.Made)).stem(string(target.Made))
			p.note(p.index.mentions, name.with(stem).Made, p.space.And(name.When, target.When))
		}
	}
}

// note adds configurations to those of a name.
func (p *Process) note(names map[MadeName]cond.Cond, name MadeName, when cond.Cond) {
	if before, ok := names[name]; ok {
		when = p.space.Or(before, when)
	}
	names[name] = when
}
