package kconfig

import (
	"maps"
	"slices"
)

// A claimKind is a kind of what the Kconfig files say of symbols.
type claimKind uint8

// The kinds of claims. A limit is what a symbol can be at most: what its
// prompts, those that select it and its defaults allow. What a definition or a
// prompt depends on is a part of that. Selects and defaults say what a symbol is
// at least. One is that a choice has one symbol at most, taken that it has one,
// and modules that nothing is m without them.
const (
	limitClaim claimKind = iota
	dependsClaim
	promptClaim
	selectClaim
	defaultClaim
	oneClaim
	takenClaim
	modulesClaim
)

// A claim is one thing that the Kconfig files say. To leave it out allows more
// configurations, never fewer.
type claim struct {
	kind      claimKind
	symbol    *Symbol    // that the claim belongs to, nil for choices and modules
	condition *Expr      // of what a definition or a prompt depends on
	selection *Selection // of a select
	choice    *Choice
}

// statements are the claims that an encoder comes upon, and those it heeds.
type statements struct {
	met  []claim // in the order they were met
	seen map[claim]bool
	// heeded are the claims that count, nil if all do.
	heeded map[claim]bool
}

// heeds notes a claim and reports whether it counts.
func (c *encoder) heeds(said claim) bool {
	if c.said == nil {
		return true
	}
	if !c.said.seen[said] {
		c.said.seen[said] = true
		c.said.met = append(c.said.met, said)
	}
	return c.said.heeded == nil || c.said.heeded[said]
}

// heeded returns the value of a condition without those parts of its
// conjunction that do not count.
func (c *encoder) heeded(kind claimKind, symbol *Symbol, condition *Expr) level {
	if c.said == nil {
		return c.condition(condition)
	}
	value := levelY
	for _, part := range conjuncts(condition) {
		if c.heeds(claim{kind: kind, symbol: symbol, condition: part}) {
			value = c.least(value, c.condition(part))
		}
	}
	return value
}

// conjuncts returns the parts of a conjunction, none of a condition that always
// holds.
func conjuncts(e *Expr) []*Expr {
	switch {
	case e == nil:
		return nil
	case e.Op == And:
		return append(conjuncts(e.X), conjuncts(e.Y)...)
	}
	return []*Expr{e}
}

// A Question asks for a configuration of an architecture in which a formula
// holds.
type Question struct {
	Arch    string
	Formula Formula
}

// Conflict returns what the Kconfig files say so that none of the questions has
// an answer: a set of which nothing can be left out. It is nil if they do not
// exclude that, and empty if the symbols alone do, for instance because an
// architecture has none of them.
func (m *Model) Conflict(questions []Question) []Reason {
	needed := map[claim]bool{}
	var order []claim
	var open []*conflict // those that the symbols alone leave open
	var arches ArchSet
	for _, question := range questions {
		q := &conflict{model: m, Question: question}
		if q.isExcludedBy(map[claim]bool{}) {
			continue
		}
		open = append(open, q)
		arches |= m.Arch(question.Arch)
		for _, said := range q.coreBeside(needed) {
			needed[said] = true
			order = append(order, said)
		}
		if !q.isExcludedBy(needed) {
			return nil
		}
	}
	order = slices.DeleteFunc(order, func(said claim) bool {
		delete(needed, said)
		needed[said] = slices.ContainsFunc(open, func(q *conflict) bool { return !q.isExcludedBy(needed) })
		return !needed[said]
	})
	return m.explain(order, arches)
}

// A conflict looks for the claims that exclude a formula.
type conflict struct {
	Question
	model *Model
}

// isExcludedBy reports whether some claims, nil for all, exclude the formula.
func (q *conflict) isExcludedBy(heeded map[claim]bool) bool {
	_, excluded := q.exclude(heeded)
	return excluded
}

// exclude reports whether some claims exclude the formula, and which claims
// were met.
func (q *conflict) exclude(heeded map[claim]bool) (met []claim, excluded bool) {
	on := q.model.Arch(q.Arch)
	if on.Empty() || q.model.Incomplete.Overlaps(on) {
		return nil, false
	}
	for _, room := range rooms {
		c := newEncoder(q.model, on, room)
		c.said = &statements{seen: map[claim]bool{}, heeded: heeded}
		c.require(c.formula(q.Formula))
		c.drain()
		met = c.said.met
		if _, found := solve(c.circuit); !found {
			return met, true
		}
		if len(c.queue) == 0 {
			break
		}
	}
	return met, false
}

// coreBeside returns claims that exclude the formula and of which none can be
// left out, but for those that are known already: none if these are enough, or
// if nothing excludes it.
func (q *conflict) coreBeside(known map[claim]bool) []claim {
	met, excluded := q.exclude(nil)
	if !excluded || q.isExcludedBy(known) {
		return nil
	}
	heeded := maps.Clone(known)
	for _, said := range met {
		heeded[said] = true
	}
	met = slices.DeleteFunc(met, func(said claim) bool { return known[said] })
	q.shrink(met, heeded)
	return slices.DeleteFunc(met, func(said claim) bool { return !heeded[said] })
}

// shrink leaves out what it can of some claims: all at once, else those that
// were met last before the others, for these are far from what was asked.
func (q *conflict) shrink(claims []claim, heeded map[claim]bool) {
	for _, said := range claims {
		delete(heeded, said)
	}
	if q.isExcludedBy(heeded) {
		return
	}
	for _, said := range claims {
		heeded[said] = true
	}
	if len(claims) <= 1 {
		return
	}
	half := len(claims) / 2
	q.shrink(claims[half:], heeded)
	q.shrink(claims[:half], heeded)
}
