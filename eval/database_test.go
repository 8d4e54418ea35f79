package eval

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/kbuildlint/kbuildlint/cond"
)

func TestDatabaseCases(t *testing.T) { eachCase(t, "db", compareDatabase) }

// compareDatabase compares the rules with those of make -p.
func compareDatabase(c *makeCase) []string {
	p := readCase(c)
	var differences []string
	if stopped := p.live == cond.False; stopped != (c.Expect.RC != 0) {
		differences = append(differences, fmt.Sprintf("stops: %v; make: %s", stopped, c.Expect.Stderr))
	}
	if c.Expect.Goal != nil {
		if c.goal != *c.Expect.Goal {
			differences = append(differences, fmt.Sprintf("default goal %q, want %q", c.goal, *c.Expect.Goal))
		}
	}
	got, want := p.database(), []string{}
	for _, rule := range c.Expect.Rules {
		want = append(want, rule.text())
	}
	slices.Sort(want)
	slices.Sort(got)
	if !slices.Equal(got, want) {
		differences = append(differences, fmt.Sprintf("rules\n got %s\nwant %s", strings.Join(got, "\n     "),
			strings.Join(want, "\n     ")))
	}
	return append(differences, p.comparePatterns(c)...)
}

// text writes a rule of make's database on one line.
func (r makeRule) text() string {
	colon := ":"
	if r.Double {
		colon = "::"
	}
	stem := ""
	if r.Stem != nil {
		stem = *r.Stem
	}
	return fmt.Sprintf("%s%s %q | %q phony=%v stem=%q %q %q", r.Target, colon, r.Deps, r.Order, r.Phony, stem,
		r.Recipe, r.Vars)
}

// database writes the explicit rules as make -p does.
func (p *Process) database() []string {
	var out []string
	seen := map[MadeName]bool{}
	for _, rule := range p.Rules {
		for _, target := range rule.Targets {
			hidden := target.Made == "__o_goal" || target.Made == ".SUFFIXES" && len(rule.Prereqs) == 0
			if rule.Pattern || seen[target.Made] || hidden {
				continue
			}
			seen[target.Made] = true
			for _, b := range p.Bindings(target.Made) {
				if !b.Rule.Pattern {
					out = append(out, p.databaseRule(b).text())
				}
			}
		}
	}
	return out
}

func (p *Process) databaseRule(b *Binding) makeRule {
	rule := makeRule{
		Target: string(b.Target), Double: b.Rule.double(), Phony: p.phony(b.Target) != cond.False,
		Deps: made(b.Prereqs), Order: made(b.OrderOnly), Stem: &b.Stem, Vars: p.targetVariables(b.Target),
	}
	for _, line := range b.Rule.Recipe {
		rule.Recipe = append(rule.Recipe, line.Template.Text.Raw)
	}
	return rule
}

// made returns names as make -p writes them, a blank in a name included.
func made(names []Name) []string {
	out := []string{}
	for _, name := range names {
		out = append(out, strings.Fields(string(name.Made))...)
	}
	return out
}

// targetVariables returns the target's own variables as make -p writes them.
func (p *Process) targetVariables(target MadeName) []string {
	var journal []change
	p.journal = &journal
	var names []string
	for _, assign := range p.ownAssigns(target) {
		p.assignTarget(assign, cond.True)
		if !slices.Contains(names, assign.assign.name) {
			names = append(names, assign.assign.name)
		}
	}
	var out []string
	for _, name := range names {
		variable := p.Lookup(name)
		raw, _, _ := p.world.At(variable.Raw(), &Configuration{})
		operator := " = "
		if variable.Recursive == cond.False {
			operator = " := "
		}
		out = append(out, name+operator+raw)
	}
	p.journal = nil
	p.undo(journal)
	return out
}

func (p *Process) comparePatterns(c *makeCase) []string {
	var got, want []string
	for _, rule := range p.implicitRules() {
		one := makeRule{
			Target: strings.Join(made(rule.Targets), " "), Deps: made(rule.Prereqs),
			Order: made(rule.OrderOnly),
		}
		for _, line := range rule.Recipe {
			one.Recipe = append(one.Recipe, line.Template.Text.Raw)
		}
		got = append(got, one.text())
	}
	for _, rule := range c.Expect.Pattern {
		if len(rule.Recipe) == 0 {
			continue // it only takes away other rules, or is what make notes of a suffix
		}
		rule.Double = false
		want = append(want, rule.text())
	}
	if slices.Equal(got, want) {
		return nil
	}
	return []string{fmt.Sprintf("pattern rules\n got %s\nwant %s", strings.Join(got, "\n     "), strings.Join(want,
		"\n     "))}
}
