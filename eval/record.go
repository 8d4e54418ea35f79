package eval

import (
	"strings"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/parser"
)

// An openRule is a rule that takes the recipe lines of some configurations.
type openRule struct {
	rule *Rule
	when cond.Cond
}

// closeRules ends the open rules in the configurations of when.
func (p *Process) closeRules(when cond.Cond) {
	kept := p.open[:0]
	for _, open := range p.open {
		p.record(open.rule, p.space.And(open.when, when))
		if open.when = p.space.Diff(open.when, when); open.when != cond.False {
			kept = append(kept, open)
		}
	}
	p.open = kept
}

// record checks a rule that is complete in the configurations of when.
func (p *Process) record(rule *Rule, when cond.Cond) {
	if strings.HasPrefix(rule.Separator, "&") && len(rule.Targets) > 0 {
		bare := when
		for _, line := range rule.Recipe {
			bare = p.space.Diff(bare, line.When)
		}
		message := "grouped targets must provide a recipe"
		p.problem(Problem{Fatal: true, Message: message, Place: rule.Place, When: bare})
	}
	p.checkMixed(rule, when)
	if !rule.Pattern && (rule.double() || len(p.doubles) > 0) {
		p.checkColons(rule, when)
	}
}

// checkMixed ends the configurations in which patterns stand among targets
// that are none. After a target that is none they stand for themselves.
func (p *Process) checkMixed(rule *Rule, when cond.Cond) {
	if rule.Static != nil {
		message := "mixed implicit and static pattern rules"
		p.problem(Problem{Fatal: true, Message: message, Place: rule.Place, When: p.wildFirst(rule, when)})
	}
	if !rule.Pattern {
		return
	}
	message := "mixed implicit and normal rules"
	for _, target := range rule.Targets {
		if !target.wild() {
			both := p.space.And(when, target.When)
			p.problem(Problem{Fatal: true, Message: message, Place: rule.Place, When: both})
		}
	}
}

// double reports whether each rule of its target stands alone.
func (r *Rule) double() bool { return strings.HasSuffix(r.Separator, "::") }

// checkColons ends the configurations in which a target has rules of both
// kinds.
func (p *Process) checkColons(rule *Rule, when cond.Cond) {
	others := p.doubles
	if rule.double() {
		p.doubles = append(p.doubles, rule)
		others = p.Rules
	}
	for _, other := range others {
		if other == rule || other.Pattern || other.double() == rule.double() {
			continue
		}
		for _, target := range rule.Targets {
			both := p.space.And(when, p.space.And(target.When, other.targets(p.space, target.Made)))
			message := "target file '" + string(target.Made) + "' has both : and :: entries"
			p.problem(Problem{Fatal: true, Message: message, Place: rule.Place, When: both})
		}
	}
}

// targets returns the configurations in which the rule has a target.
func (r *Rule) targets(space *cond.Space, name MadeName) cond.Cond {
	when := cond.False
	for _, target := range r.Targets {
		if target.Made == name {
			when = space.Or(when, target.When)
		}
	}
	return when
}

// addRule opens a rule: as a pattern rule where its first target is a pattern.
func (p *Process) addRule(rule *Rule, c context) {
	wild := cond.False
	if rule.Static == nil {
		wild = p.wildFirst(rule, c.when)
	}
	switch wild {
	case cond.False:
		p.openRule(rule, c.when)
	case c.when:
		rule.Pattern = true
		p.spend(patternSteps)
		p.openRule(rule, c.when)
	default:
		pattern := *rule
		pattern.Pattern = true
		p.openRule(p.narrowed(pattern, wild), wild)
		rest := p.space.Diff(c.when, wild)
		p.openRule(p.narrowed(*rule, rest), rest)
	}
}

// wildFirst returns the configurations in which the first target is a pattern.
func (p *Process) wildFirst(rule *Rule, when cond.Cond) cond.Cond {
	if !mentionsPattern(rule.Targets) {
		return cond.False
	}
	wild := cond.False
	for _, target := range rule.Targets {
		if target.wild() {
			wild = p.space.Or(wild, p.space.And(when, target.When))
		}
		when = p.space.Diff(when, target.When)
	}
	return wild
}

func mentionsPattern(names []Name) bool {
	for i := range names {
		if strings.Contains(names[i].Text, "%") {
			return true
		}
	}
	return false
}

// wild reports whether the name is a pattern.
func (n *Name) wild() bool { return parsePattern(n.Text).wild }

// narrowed returns the rule with its names in the configurations of when.
func (p *Process) narrowed(rule Rule, when cond.Cond) *Rule {
	rule.When = when
	for _, names := range []*[]Name{&rule.Targets, &rule.Prereqs, &rule.OrderOnly} {
		var kept []Name
		for _, name := range *names {
			if name.When = p.space.And(name.When, when); name.When != cond.False {
				kept = append(kept, name)
			}
		}
		*names = kept
	}
	return &rule
}

// openRule lets a rule take recipe lines. One without targets takes them and is
// gone.
func (p *Process) openRule(rule *Rule, when cond.Cond) {
	p.open = append(p.open, openRule{rule, when})
	if len(rule.Targets) == 0 {
		return
	}
	for _, target := range rule.Targets {
		if strings.HasPrefix(target.Text, ".") {
			p.specialTarget(target)
		}
	}
	p.Rules = append(p.Rules, rule)
	if !rule.Pattern {
		p.firstGoal(rule)
	}
}

// addToOpen gives a line of recipe to the rules that are open, and returns the
// configurations in which none is.
func (p *Process) addToOpen(text *parser.Text, c context) cond.Cond {
	rest := c.when
	for _, open := range p.open {
		both := p.space.And(open.when, c.when)
		if both != cond.False {
			p.spend(len(open.rule.Recipe) / recipeLines)
			p.addRecipe(open.rule, text, context{c.file, both})
			rest = p.space.Diff(rest, both)
		}
	}
	return rest
}
