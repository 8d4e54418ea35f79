package kconfig

import "github.com/crillab/gophersat/solver"

// Satisfiable tells whether the Kconfig files allow a configuration of an
// architecture in which a formula holds.
//
// Impossible is certain where the model is complete: no .config that conf writes
// satisfies the formula. Else it is what the files that could be read say.
// Possible is what is known with the symbols near to those asked for; what others
// demand, and numbers, texts and the compiler, may still prevent it.
func (m *Model) Satisfiable(arch string, formula Formula) Answer {
	on := m.Arch(arch)
	if on.Empty() {
		return Answer{Verdict: Undecided}
	}
	for _, room := range rooms {
		c := newEncoder(m, on, room)
		c.require(c.formula(formula))
		c.drain()
		solution, found := solve(c.circuit)
		if !found {
			return Answer{Verdict: Impossible}
		}
		if len(c.queue) == 0 || room == rooms[len(rooms)-1] {
			return Answer{Verdict: Possible, Witness: c.witness(formula, solution)}
		}
	}
	return Answer{Verdict: Undecided}
}

// formula returns the literal that a formula holds.
func (c *encoder) formula(f Formula) literal {
	switch f.join {
	case joinIs:
		return c.is(f.symbol, f.value)
	case joinAny:
		return -c.none(f.parts)
	case joinNone:
		return c.none(f.parts)
	default:
		holds := always
		for _, part := range f.parts {
			holds = c.and(holds, c.formula(part))
		}
		return holds
	}
}

// none returns the literal that no formula holds.
func (c *encoder) none(parts []Formula) literal {
	holds := always
	for _, part := range parts {
		holds = c.and(holds, -c.formula(part))
	}
	return holds
}

// is returns the literal that a symbol has a value.
func (c *encoder) is(name, value string) literal {
	typ := c.typeOf(name)
	if typ == Int || typ == Hex || typ == String {
		return c.atom(compareKey(Equal, &Expr{Op: Text, Name: value}, &Expr{Op: Word, Name: name}))
	}
	l := c.symbol(name)
	switch value {
	case "y":
		return l.isY
	case "m":
		return c.and(l.atLeastM, -l.isY)
	case "n", "":
		return -l.atLeastM
	}
	return never
}

// A solution is the value of each variable.
type solution []bool

// holds returns the value of a literal.
func (s solution) holds(l literal) bool {
	if l < 0 {
		return !s.holds(-l)
	}
	return int(l) <= len(s) && s[l-1]
}

// valueOf returns the value of a level: 0 for n, 1 for m, 2 for y.
func (s solution) valueOf(l level) int {
	switch {
	case s.holds(l.isY):
		return 2
	case s.holds(l.atLeastM):
		return 1
	}
	return 0
}

// solve returns a solution of a circuit, if there is one.
func solve(c *circuit) (found solution, exists bool) {
	problem := solver.ParseSliceNb(c.clauses, int(c.variables))
	if problem.Status == solver.Unsat {
		return nil, false
	}
	s := solver.New(problem)
	if s.Solve() != solver.Sat {
		return nil, false
	}
	return s.Model(), true
}
