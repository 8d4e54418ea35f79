package kconfig

import "slices"

// A literal is a variable of the solver, or with a minus sign its opposite.
type literal int

// Variable 1 is true in each solution.
const (
	always literal = 1
	never  literal = -1
)

// A level is the value of an expression in two literals: whether it is m or y,
// and whether it is y, which implies the first.
type level struct {
	atLeastM, isY literal
}

var (
	levelN = level{never, never}
	levelM = level{always, never}
	levelY = level{always, always}
)

// A gate is an and of two literals.
type gate struct {
	x, y literal
}

// A circuit collects the clauses that a solver is to satisfy.
type circuit struct {
	clauses   [][]int
	variables literal
	gates     map[gate]literal
}

func newCircuit() *circuit {
	return &circuit{clauses: [][]int{{int(always)}}, variables: always, gates: map[gate]literal{}}
}

// fresh returns a variable that nothing limits.
func (c *circuit) fresh() literal {
	c.variables++
	return c.variables
}

// require demands that one of the literals is true.
func (c *circuit) require(literals ...literal) {
	clause := make([]int, 0, len(literals))
	for i, l := range literals {
		switch {
		case l == always || slices.Contains(literals[:i], -l):
			return
		case l != never && !slices.Contains(literals[:i], l):
			clause = append(clause, int(l))
		}
	}
	if len(clause) == 0 {
		clause = append(clause, int(never))
	}
	c.clauses = append(c.clauses, clause)
}

// and returns a literal that is true where both are.
func (c *circuit) and(x, y literal) literal {
	switch {
	case x == never || y == never || x == -y:
		return never
	case x == always || x == y:
		return y
	case y == always:
		return x
	case x > y:
		x, y = y, x
	}
	out, known := c.gates[gate{x, y}]
	if !known {
		out = c.fresh()
		c.gates[gate{x, y}] = out
		c.require(-out, x)
		c.require(-out, y)
		c.require(out, -x, -y)
	}
	return out
}

// or returns a literal that is true where one is.
func (c *circuit) or(x, y literal) literal { return -c.and(-x, -y) }

// choose returns a literal that is x where the condition is true, else y.
func (c *circuit) choose(condition, x, y literal) literal {
	return c.or(c.and(condition, x), c.and(-condition, y))
}

// same returns a literal that is true where both have one value.
func (c *circuit) same(x, y literal) literal { return c.choose(x, y, -y) }

// least returns the smaller of two levels.
func (c *circuit) least(x, y level) level {
	return level{c.and(x.atLeastM, y.atLeastM), c.and(x.isY, y.isY)}
}

// most returns the larger of two levels.
func (c *circuit) most(x, y level) level {
	return level{c.or(x.atLeastM, y.atLeastM), c.or(x.isY, y.isY)}
}

// opposite returns !x: n and y change places, m stays.
func opposite(x level) level { return level{-x.isY, -x.atLeastM} }

// truth returns y where the literal is true, n elsewhere.
func truth(l literal) level { return level{l, l} }
