package eval

import (
	"strings"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/parser"
	"github.com/kbuildlint/kbuildlint/source"
)

// A RecipeText is one line of a recipe, or the text behind ";".
type RecipeText struct {
	Template *Template
	When     cond.Cond
	Place    source.Place
}

// A Rule is a rule of a makefile with its names expanded. A rule with several
// targets stands for as many rules.
type Rule struct {
	Targets []Name
	// Separator is ":", "::", "&:" or "&::".
	Separator string
	// Pattern tells that the targets are patterns with "%".
	Pattern bool
	// Static is the target pattern of a static pattern rule, nil for others.
	Static    *Name
	Prereqs   []Name
	OrderOnly []Name
	Recipe    []RecipeText
	When      cond.Cond
	// Place is the rule's line.
	Place source.Place

	// later and laterOrder are the prerequisites that are expanded a second
	// time when the target is looked at (.SECONDEXPANSION).
	later, laterOrder *Value
}

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
	if !rule.Pattern && (rule.double() || len(p.doubles) > 0) {
		p.checkColons(rule, when)
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

func (p *Process) rule(stmt *parser.Rule, c context) {
	p.closeRules(c.when)
	rule := &Rule{Separator: stmt.Separator, When: c.when, Place: c.file.Place(stmt.Span)}
	rule.Targets = p.names(&stmt.Targets, c)
	if stmt.TargetPattern != nil {
		p.setStatic(rule, p.names(stmt.TargetPattern, c), c.when)
	}
	p.prerequisites(rule, stmt, c)
	p.addRule(rule, c)
	if stmt.Recipe != nil {
		p.addRecipe(rule, stmt.Recipe, c)
	}
}

// prerequisites expands the names behind the colons, or keeps their text where
// it is expanded a second time.
func (p *Process) prerequisites(rule *Rule, stmt *parser.Rule, c context) {
	values := []*Value{p.expand(&stmt.Prereqs, c.file, c.when), nil}
	if stmt.OrderOnly != nil {
		values[1] = p.expand(stmt.OrderOnly, c.file, c.when)
	}
	if p.secondExpansion && (mentions(values[0], '$') || values[1] != nil && mentions(values[1], '$')) {
		rule.later, rule.laterOrder = values[0], values[1]
		return
	}
	rule.Prereqs = p.namesOf(values[0], c.when)
	if values[1] != nil {
		rule.OrderOnly = p.namesOf(values[1], c.when)
	}
	p.splitDynamic(rule, c)
}

// setStatic gives a rule its target pattern.
func (p *Process) setStatic(rule *Rule, patterns []Name, when cond.Cond) {
	message := ""
	switch {
	case len(patterns) == 0:
		message = "missing target pattern"
	case len(patterns) > 1 && patterns[1].When == patterns[0].When:
		message = "multiple target patterns"
	case !hasUnknown(patterns[0].Text) && !parsePattern(patterns[0].Text).wild:
		message = "target pattern contains no '%'"
	}
	if message != "" {
		p.problem(Problem{Fatal: true, Message: message, Place: rule.Place, When: when})
		return
	}
	rule.Static = &patterns[0]
}

// splitDynamic finds a "|" or a static pattern that only expansion brought.
func (p *Process) splitDynamic(rule *Rule, c context) {
	after := cond.False
	kept := rule.Prereqs[:0]
	for i, name := range rule.Prereqs {
		if name.Text == "|" {
			after = p.space.Or(after, name.When)
			continue
		}
		if rule.Static == nil && strings.Contains(name.Text, ":") && !name.quoted && !hasUnknown(name.Text) {
			p.dynamicStatic(rule, i, c)
			return
		}
		if both := p.space.And(name.When, after); both != cond.False {
			order := name
			order.When = both
			rule.OrderOnly = append(rule.OrderOnly, order)
			name.When = p.space.Diff(name.When, after)
		}
		if name.When != cond.False {
			kept = append(kept, name)
		}
	}
	rule.Prereqs = kept
}

// dynamicStatic makes a rule one with a target pattern, which ends at the
// colon in prerequisite i.
func (p *Process) dynamicStatic(rule *Rule, i int, c context) {
	name := rule.Prereqs[i]
	pattern, rest, _ := strings.Cut(name.Text, ":")
	before := rule.Prereqs[:i:i]
	if pattern != "" {
		first := name.Word
		first.Text = pattern
		before = append(before, makeName(first))
	}
	after := rule.Prereqs[i+1:]
	if rest != "" {
		first := name.Word
		first.Text = rest
		after = append([]Name{makeName(first)}, after...)
	}
	rule.Prereqs = after
	p.setStatic(rule, before, name.When)
	p.splitDynamic(rule, c)
}

// addRule opens a rule. A rule without targets takes its recipe and is gone.
func (p *Process) addRule(rule *Rule, c context) {
	p.open = append(p.open, openRule{rule, c.when})
	if len(rule.Targets) == 0 {
		return
	}
	for _, target := range rule.Targets {
		rule.Pattern = rule.Pattern || rule.Static == nil && parsePattern(target.Text).wild
		if strings.HasPrefix(target.Text, ".") {
			p.specialTarget(target)
		}
	}
	p.Rules = append(p.Rules, rule)
	if !rule.Pattern {
		p.firstGoal(rule)
	}
}

func (p *Process) addRecipe(rule *Rule, text *parser.Text, c context) {
	rule.Recipe = append(rule.Recipe, RecipeText{
		Template: p.template(text, c.file), When: c.when,
		Place: source.Place{File: c.file, Span: text.Span},
	})
}
