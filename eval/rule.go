package eval

import (
	"slices"
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
	// Place is the rule's line; TargetList and PrereqList are the texts before
	// and behind its colons.
	Place, TargetList, PrereqList source.Place
	// Cut tells that make drops the end of PrereqList, see parser.Text.Cut.
	Cut bool

	// later and laterOrder are the prerequisites that are expanded a second
	// time when the target is looked at (.SECONDEXPANSION).
	later, laterOrder *Value
}

func (p *Process) rule(stmt *parser.Rule, c context) {
	p.closeRules(c.when)
	rule := &Rule{Separator: stmt.Separator, When: c.when, Place: c.file.Place(stmt.Span)}
	rule.TargetList = source.Place{File: c.file, Span: stmt.Targets.Span}
	rule.PrereqList = source.Place{File: c.file, Span: stmt.Prereqs.Span}
	rule.Cut = stmt.Prereqs.Cut
	rule.Targets = p.targets(&stmt.Targets, c)
	if stmt.TargetPattern != nil {
		p.setStatic(rule, p.names(stmt.TargetPattern, c), c.when)
	}
	p.prerequisites(rule, stmt, c)
	p.addRule(rule, c)
	if stmt.Recipe != nil {
		p.addToOpen(stmt.Recipe, c)
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
	rule.Prereqs = p.prereqsOf(values[0], c.when)
	if values[1] != nil {
		rule.OrderOnly = p.prereqsOf(values[1], c.when)
	}
	p.splitDynamic(rule, c)
}

// prereqsOf returns the prerequisites that a value lists. Since GNU Make 4.4
// ".WAIT" is none of them: it only says which are made before which.
func (p *Process) prereqsOf(value *Value, when cond.Cond) []Name {
	names := p.namesOf(value, when)
	if p.options.Version.Before(4, 4) {
		return names
	}
	return slices.DeleteFunc(names, func(name Name) bool { return name.Text == ".WAIT" })
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

func (p *Process) addRecipe(rule *Rule, text *parser.Text, c context) {
	rule.Recipe = append(rule.Recipe, RecipeText{
		Template: p.world.textsOf(c.file).template(text), When: c.when,
		Place: source.Place{File: c.file, Span: text.Span},
	})
}
