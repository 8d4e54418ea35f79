package eval

import (
	"math/big"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/parser"
)

// expandIntcmp compares two numbers and expands the branch for less, equal or
// greater (GNU Make 4.4 manual, "Functions for Conditionals").
func expandIntcmp(p *Process, args []parser.Text, s site) *Value {
	left := p.expand(&args[0], s.file, s.when)
	right := p.expand(&args[1], s.file, s.when)
	combinations, ok := p.combine([]*Value{left, right}, s.when)
	if !ok {
		return p.unknownName(left, s.place)
	}
	var b builder
	for _, c := range combinations {
		under := s
		under.when = c.when
		if c.unknown {
			p.branchLater(&b, c, args[2:], under)
			continue
		}
		sign, err := compareNumbers(c.texts[0], c.texts[1])
		if err != nil {
			p.problem(Problem{Fatal: true, Message: err.Error(), Place: s.place, When: c.when})
			continue
		}
		b.addValue(p.branch(sign, c.texts[0], args[2:], under), p.relative(c.when, s.when))
	}
	return b.value()
}

// branchLater adds each branch under the test that leads to it, for numbers
// that only a configuration knows.
func (p *Process) branchLater(b *builder, c combination, branches []parser.Text, s site) {
	key := "intcmp\x01" + c.texts[0] + "\x01" + c.texts[1]
	label := p.world.Readable(trimBlanks(c.texts[0])) + " and " + trimBlanks(c.texts[1])
	holds := func(wanted int) func(*instance) (bool, bool) {
		return func(i *instance) (bool, bool) {
			left, okLeft := i.fill(c.texts[0])
			right, okRight := i.fill(c.texts[1])
			sign, err := compareNumbers(left, right)
			return sign == wanted, okLeft && okRight && err == nil
		}
	}
	less := p.world.opaque(key+"<", "of "+label+" the first is less", holds(-1))
	equal := p.space.Diff(p.world.opaque(key+"=", label+" are equal", holds(0)), less)
	greater := p.space.Not(p.space.Or(less, equal))
	for i, test := range []cond.Cond{less, equal, greater} {
		under := s
		if under.when = p.space.And(s.when, test); under.when != cond.False {
			b.addValue(p.branch(i-1, c.texts[0], branches, under), under.when)
		}
	}
}

// branch expands the branch of a sign. Without branches the number itself is
// the result where both are equal; a missing one for greater is that for
// equal.
func (p *Process) branch(sign int, number string, branches []parser.Text, s site) *Value {
	if len(branches) == 0 {
		if sign == 0 {
			return textValue(trimBlanks(number), s.place)
		}
		return emptyValue
	}
	chosen := sign + 1
	if chosen == 2 && len(branches) == 2 {
		chosen = 1
	}
	if chosen >= len(branches) {
		return emptyValue
	}
	return p.expand(&branches[chosen], s.file, s.when)
}

// compareNumbers compares two integers of any size.
func compareNumbers(left, right string) (int, error) {
	a, ok := new(big.Int).SetString(trimBlanks(left), 10)
	if !ok {
		return 0, errNumber("first", "intcmp", left)
	}
	b, ok := new(big.Int).SetString(trimBlanks(right), 10)
	if !ok {
		return 0, errNumber("second", "intcmp", right)
	}
	return a.Cmp(b), nil
}
