package kconfig

import "slices"

// drain encodes the constraints of the symbols that were met, those nearest to
// the question first, while there is room.
func (c *encoder) drain() {
	for len(c.queue) > 0 && len(c.clauses) < c.room {
		symbol := c.queue[0]
		c.queue = c.queue[1:]
		c.constrain(symbol)
	}
}

// constrain demands of a symbol what sym_calc_value of scripts/kconfig/symbol.c
// computes: what is visible has the value the user gives, no more than its
// visibility; else it has its default; and it has no less than what selects it.
func (c *encoder) constrain(symbol *Symbol) {
	value := c.symbol(symbol.Name)
	facts := c.factsOf(symbol)
	if facts.transitional {
		return // An old .config gives it its value.
	}
	visible := c.promote(symbol, c.visibility(symbol, facts))
	selected := c.promote(symbol, c.selected(symbol.SelectedBy, atMost))
	defaults := c.promote(symbol, c.defaults(symbol, facts))
	if c.typeOf(symbol.Name) == Tristate && c.heeds(claim{kind: modulesClaim}) {
		c.require(-value.atLeastM, value.isY, c.conditions.m.atLeastM)
	}
	if c.heeds(claim{kind: limitClaim, symbol: symbol}) {
		c.bound(value, c.most(c.most(visible, selected), defaults), facts)
	}
	for _, choice := range facts.choices {
		c.choice(choice)
	}
	if len(facts.choices) > 0 {
		return
	}
	forced := c.promote(symbol, c.selected(symbol.SelectedBy, atLeast))
	c.require(-forced.atLeastM, value.atLeastM)
	c.require(-forced.isY, value.isY)
	if !facts.looseDefault && c.heeds(claim{kind: defaultClaim, symbol: symbol}) {
		c.require(-defaults.atLeastM, visible.atLeastM, value.atLeastM)
		c.require(-defaults.isY, visible.atLeastM, value.isY)
	}
}

// bound demands that a value is no larger than a level. Linux before 6.11 took
// the mode of a choice for what its members depend on, and a bool choice that
// depends on m is y.
func (c *encoder) bound(value, limit level, facts facts) {
	if len(facts.choices) > 0 {
		limit.isY = limit.atLeastM
	}
	c.require(-value.atLeastM, limit.atLeastM)
	c.require(-value.isY, limit.isY)
}

// promote returns what a symbol makes of a level: a bool, and a tristate
// without modules, is y where others are m.
func (c *encoder) promote(symbol *Symbol, l level) level {
	if c.typeOf(symbol.Name) == Bool {
		return truth(l.atLeastM)
	}
	return level{l.atLeastM, c.or(l.isY, c.and(l.atLeastM, -c.conditions.m.atLeastM))}
}

// facts are the definitions of a symbol on the architecture.
type facts struct {
	definitions  []*Definition
	choices      []*Choice // that it is a member of
	transitional bool
	looseDefault bool // the default is only an upper bound
}

func (c *encoder) factsOf(symbol *Symbol) facts {
	var f facts
	free, limited := false, false // that a definition depends on nothing, or on something
	for _, d := range symbol.Definitions {
		if !d.Arches.Overlaps(c.arch) {
			continue
		}
		f.definitions = append(f.definitions, d)
		f.transitional = f.transitional || d.Transitional
		if d.Choice != nil {
			f.choices = append(f.choices, d.Choice)
		}
		free = free || d.Depends == nil
		limited = limited || d.Depends != nil
	}
	f.looseDefault = free && limited && len(symbol.ImpliedBy) > 0
	return f
}

// visibility returns how far the user can set a symbol.
func (c *encoder) visibility(symbol *Symbol, f facts) level {
	visible := levelN
	for _, d := range f.definitions {
		if d.Prompt != nil {
			offered := c.least(c.heeded(dependsClaim, symbol, d.Depends), c.heeded(promptClaim, symbol, d.Prompt.If))
			visible = c.most(visible, c.least(offered, c.heeded(promptClaim, symbol, d.Prompt.Visible)))
		}
	}
	return visible
}

// A side says which of two bounds of a value is asked for, where versions of
// Linux differ.
type side int

const (
	atMost side = iota
	atLeast
)

// selected returns what selects or implies a symbol to be.
func (c *encoder) selected(selections []*Selection, wanted side) level {
	result := levelN
	for _, s := range selections {
		if !s.By.Arches.Overlaps(c.arch) {
			continue
		}
		if wanted == atLeast && !c.heeds(claim{kind: selectClaim, symbol: s.By.Symbol, selection: s}) {
			continue
		}
		depends := c.dependsOf(s.By, wanted)
		if s.By.Choice != nil {
			depends = c.inChoice(s.By.Choice, depends, wanted)
		}
		reason := c.least(c.least(c.symbol(s.By.Symbol.Name), depends), c.condition(s.If))
		result = c.most(result, reason)
	}
	return result
}

// dependsOf returns a bound of what a definition depends on. Where claims are
// left out, people are told a reason: what is set is taken to have all that it
// depends on then.
func (c *encoder) dependsOf(d *Definition, wanted side) level {
	switch {
	case wanted == atMost:
		return c.heeded(dependsClaim, d.Symbol, d.Depends)
	case c.said != nil && c.said.heeded != nil:
		return levelY
	}
	return c.condition(d.Depends)
}

// inChoice returns a bound of what a member of a choice depends on. In Linux
// before 6.11 that is the mode of the choice, which may be n when its prompt is
// not visible and y when it depends on m.
func (c *encoder) inChoice(choice *Choice, depends level, wanted side) level {
	if wanted == atMost {
		return truth(depends.atLeastM)
	}
	if choice.Optional || choice.Type == Tristate || choice.Prompt == nil {
		return levelN
	}
	return c.least(depends, c.all(choice.Prompt.If, choice.Prompt.Visible))
}

// defaults returns what a symbol is that the user does not set and nothing
// selects: the first default whose condition is not n, and what implies it.
func (c *encoder) defaults(symbol *Symbol, f facts) level {
	result := levelN
	for _, d := range slices.Backward(f.definitions) {
		for _, def := range slices.Backward(d.Defaults) {
			when := c.all(d.Depends, def.If)
			value := c.least(c.expr(&c.values, def.Value), when)
			if len(f.choices) > 0 {
				result = c.most(result, value)
				continue
			}
			result.atLeastM = c.choose(when.atLeastM, value.atLeastM, result.atLeastM)
			result.isY = c.choose(when.atLeastM, value.isY, result.isY)
		}
	}
	return c.implied(symbol, f, result)
}

// implied raises a default to what implies the symbol, no higher than what the
// symbol depends on. Where only some definitions depend on something, the real
// program looks at those alone; the result is an upper bound then.
func (c *encoder) implied(symbol *Symbol, f facts, value level) level {
	implied := c.promote(symbol, c.selected(symbol.ImpliedBy, atMost))
	if implied.atLeastM == never {
		return value
	}
	depends := levelN
	for _, d := range f.definitions {
		depends = c.most(depends, c.condition(d.Depends))
	}
	raised := c.least(c.most(value, implied), c.promote(symbol, depends))
	return level{
		c.choose(implied.atLeastM, raised.atLeastM, value.atLeastM),
		c.choose(implied.atLeastM, raised.isY, value.isY),
	}
}
