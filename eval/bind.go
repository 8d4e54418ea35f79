package eval

import (
	"slices"
	"strings"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/parser"
	"github.com/kbuildlint/kbuildlint/source"
)

// A candidate is a rule of a target, in the configurations in which the target
// has it.
type candidate struct {
	rule *Rule
	// when are these configurations; recipe are those of them in which the
	// rule has a recipe.
	when, recipe cond.Cond
	// each are the configurations of each mention of the target in the rule:
	// make takes a rule that names it twice for two rules.
	each    []cond.Cond
	stem    string
	matched bool // by a static pattern
}

// Bindings returns the rules that make would run for a target, one for each
// recipe that some configurations choose: the last explicit rule with a
// recipe, each rule with "::", or the implicit rule that applies. A binding
// whose rule has no recipe stands for a target that nothing updates.
func (p *Process) Bindings(target MadeName) []*Binding {
	candidates := p.candidates(target)
	var bindings []*Binding
	var single []candidate
	for _, c := range candidates {
		if c.rule.double() {
			for _, mention := range c.each {
				alone := c
				alone.each = []cond.Cond{mention}
				bindings = append(bindings, p.bindStems(target, alone, []candidate{alone}, mention)...)
			}
			continue
		}
		single = append(single, c)
	}
	if len(bindings) > 0 && len(single) == 0 {
		return bindings
	}
	return append(bindings, p.bindSingle(target, single)...)
}

// bindSingle chooses among the rules of a target that are merged: the last
// recipe wins, and where there is none an implicit rule is searched.
func (p *Process) bindSingle(target MadeName, all []candidate) []*Binding {
	rest, known := cond.True, cond.False
	var bindings []*Binding
	for _, c := range slices.Backward(all) {
		known = p.space.Or(known, c.when)
		when := p.space.And(c.recipe, rest)
		if when == cond.False {
			continue
		}
		bindings = append(bindings, p.bindStems(target, c, all, when)...)
		rest = p.space.Diff(rest, when)
	}
	slices.Reverse(bindings)
	search := implicitSearch{process: p, depth: 0}
	for _, found := range search.find(target, p.space.Diff(rest, p.phony(target))) {
		explicit := p.bind(target, candidate{rule: found.Rule}, all, found.When)
		found.Prereqs = append(found.Prereqs, explicit.Prereqs...)
		found.OrderOnly = append(found.OrderOnly, explicit.OrderOnly...)
		bindings = append(bindings, found)
		rest = p.space.Diff(rest, found.When)
	}
	rest = p.space.And(rest, known)
	for _, c := range slices.Backward(all) {
		if when := p.space.And(c.when, rest); when != cond.False {
			bindings = append(bindings, p.bindStems(target, c, all, when)...)
			rest = p.space.Diff(rest, when)
		}
	}
	return bindings
}

// bindStems makes the bindings of a target to the rule of a candidate, one for
// each stem: the last static pattern rule of the target gives it.
func (p *Process) bindStems(target MadeName, chosen candidate, all []candidate, when cond.Cond) []*Binding {
	var bindings []*Binding
	for _, c := range slices.Backward(all) {
		if c.rule.Static == nil {
			continue
		}
		if both := p.space.And(c.when, when); both != cond.False {
			chosen.stem = c.stem
			bindings = append(bindings, p.bind(target, chosen, all, both))
			when = p.space.Diff(when, both)
		}
	}
	if when != cond.False {
		chosen.stem = ""
		bindings = append(bindings, p.bind(target, chosen, all, when))
	}
	return bindings
}

// candidates returns the explicit rules of a target in the order of the text.
func (p *Process) candidates(target MadeName) []candidate {
	var all []candidate
	for _, rule := range p.rulesOf(target) {
		all = append(all, p.candidate(rule, target))
	}
	return all
}

// maxMentions bounds how often a rule that names a target again and again is
// taken for as many rules.
const maxMentions = 16

func (p *Process) candidate(rule *Rule, target MadeName) candidate {
	c := candidate{rule: rule, when: cond.False, recipe: cond.False}
	for _, name := range rule.Targets {
		if name.Made != target {
			continue
		}
		c.when = p.space.Or(c.when, name.When)
		if len(c.each) < maxMentions {
			c.each = append(c.each, name.When)
			continue
		}
		last := len(c.each) - 1
		c.each[last] = p.space.Or(c.each[last], name.When)
	}
	for _, line := range rule.Recipe {
		c.recipe = p.space.Or(c.recipe, p.space.And(line.When, c.when))
	}
	if rule.Static != nil {
		c.stem, c.matched = parsePattern(string(rule.Static.Made)).stem(string(target))
		if !c.matched {
			c.stem = string(target)
		}
	}
	return c
}

// bind makes the binding of a target to the rule of a candidate. The
// prerequisites of a rule with a recipe stand before those of earlier rules,
// others behind them.
func (p *Process) bind(target MadeName, chosen candidate, all []candidate, when cond.Cond) *Binding {
	b := &Binding{Rule: chosen.rule, Target: target, Stem: chosen.stem, When: when}
	for _, c := range slices.Backward(all) {
		for _, mention := range c.each {
			p.addPrereqs(b, c, p.space.And(p.space.And(c.recipe, mention), when))
		}
	}
	for _, c := range all {
		for _, mention := range c.each {
			p.addPrereqs(b, c, p.space.And(p.space.Diff(mention, c.recipe), when))
		}
	}
	b.Prereqs, b.OrderOnly = p.located(b.Prereqs), p.located(b.OrderOnly)
	return b
}

// addPrereqs appends the prerequisites that a rule gives to the target of a
// binding.
func (p *Process) addPrereqs(b *Binding, c candidate, when cond.Cond) {
	if when == cond.False || c.rule.Static != nil && !c.matched {
		return
	}
	prereqs, order := c.rule.Prereqs, c.rule.OrderOnly
	if c.rule.later != nil {
		prereqs, order = p.expandAgain(b, c, when)
	}
	b.Prereqs = p.addNames(b.Prereqs, prereqs, c, when)
	b.OrderOnly = p.addNames(b.OrderOnly, order, c, when)
}

func (p *Process) addNames(names, more []Name, c candidate, when cond.Cond) []Name {
	for _, name := range more {
		if name.When = p.space.And(name.When, when); name.When == cond.False {
			continue
		}
		if c.rule.Static != nil && c.rule.later == nil {
			name = name.with(c.stem)
		}
		names = append(names, name)
	}
	return names
}

// with returns a prerequisite with the stem in place of its "%".
func (n Name) with(stem string) Name {
	if pattern := parsePattern(n.Text); pattern.wild {
		n.Text = pattern.with(stem)
		n.Made = MadeName(parsePattern(string(n.Made)).with(stem))
		n.Word.Made = false
	}
	return n
}

// expandAgain expands prerequisites a second time, with the automatic
// variables of the target (GNU Make manual, "Secondary Expansion").
func (p *Process) expandAgain(b *Binding, c candidate, when cond.Cond) (prereqs, order []Name) {
	under := *b
	under.When = when
	if c.rule.Static != nil {
		under.Stem = c.stem
	}
	locals := p.locals
	p.lazy++
	p.locals = append(slices.Clip(p.locals), p.automatic(&under)...)
	for i, value := range []*Value{c.rule.later, c.rule.laterOrder} {
		if value == nil {
			continue
		}
		names := p.prereqsOf(p.expandText(value, c.stem, when), when)
		if i == 0 {
			prereqs = names
		} else {
			order = names
		}
	}
	p.locals = locals
	p.lazy--
	return prereqs, order
}

// expandText expands text that an expansion made. The stem stands for "%".
func (p *Process) expandText(value *Value, stem string, when cond.Cond) *Value {
	alternatives, ok := p.world.Alternatives(value, when)
	if !ok {
		return p.unknownName(value, value.place())
	}
	var b builder
	for _, alternative := range alternatives {
		if alternative.When == cond.False {
			continue
		}
		if hasUnknown(alternative.Text) {
			b.addValue(p.unknownName(value, value.place()), alternative.When)
			continue
		}
		text := alternative.Text
		if stem != "" {
			text = strings.ReplaceAll(text, "%", stem)
		}
		file := source.Derive(text, []source.Segment{{Span: source.Span{End: len(text)}, Place: value.place()}})
		parsed := p.options.Version.ParseText(file, source.Span{End: len(text)}, parser.ModeValue)
		b.addValue(p.expand(&parsed, file, alternative.When), p.relative(alternative.When, when))
	}
	return b.value()
}
