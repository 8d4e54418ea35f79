package cond

// Not returns the condition that holds where c does not.
func (s *Space) Not(c Cond) Cond { return c ^ 1 }

// And returns the condition that holds where both do.
func (s *Space) And(a, b Cond) Cond {
	if result, ok := trivial(a, b); ok {
		return result
	}
	a, b = min(a, b), max(a, b)
	if e := s.entry(a, b); e.a == a && e.b == b && e.result != meets {
		return e.result
	}
	means := definition{op: conjunction, a: a, b: b}
	if c, ok := s.known(means); ok {
		return c
	}
	s.refuel()
	result := s.and(a, b)
	if s.spent() {
		return s.define(means)
	}
	return result
}

// Or returns the condition that holds where at least one does.
func (s *Space) Or(a, b Cond) Cond { return s.And(a^1, b^1) ^ 1 }

// Diff returns the condition that holds where a does and b does not.
func (s *Space) Diff(a, b Cond) Cond { return s.And(a, b^1) }

// AndAll returns the condition that holds where all do: True for none.
func (s *Space) AndAll(conds ...Cond) Cond {
	switch len(conds) {
	case 0:
		return True
	case 1:
		return conds[0]
	}
	half := len(conds) / 2
	left := s.AndAll(conds[:half]...)
	if left == False {
		return False
	}
	return s.And(left, s.AndAll(conds[half:]...))
}

// OrAll returns the condition that holds where at least one does: False for none. It joins them as a balanced tree.
func (s *Space) OrAll(conds []Cond) Cond {
	switch len(conds) {
	case 0:
		return False
	case 1:
		return conds[0]
	}
	half := len(conds) / 2
	left := s.OrAll(conds[:half])
	if left == True {
		return True
	}
	return s.Or(left, s.OrAll(conds[half:]))
}

// Implies reports whether b holds wherever a does. Out of budget, or blinded by a defined atom, it says no.
func (s *Space) Implies(a, b Cond) bool { return s.Disjoint(a, b^1) }

// Disjoint reports whether a and b never hold together. Out of budget, or blinded by a defined atom, it says no.
func (s *Space) Disjoint(a, b Cond) bool {
	if result, ok := trivial(a, b); ok {
		return result == False
	}
	s.refuel()
	return s.disjoint(a, b)
}

// trivial knows the conjunction when it needs no look at the nodes.
func trivial(a, b Cond) (Cond, bool) {
	switch {
	case a == b, b == True:
		return a, true
	case a == True:
		return b, true
	case a^b == 1, a == False, b == False:
		return False, true
	}
	return False, false
}

func (s *Space) and(a, b Cond) Cond {
	if result, ok := trivial(a, b); ok {
		return result
	}
	if a > b {
		a, b = b, a
	}
	if e := s.entry(a, b); e.a == a && e.b == b && e.result != meets {
		return e.result
	}
	s.fuel.steps--
	rank := max(s.rank(a), s.rank(b))
	aLow, aHigh := s.split(a, rank)
	bLow, bHigh := s.split(b, rank)
	high := s.and(aHigh, bHigh)
	if s.spent() {
		return False
	}
	low := s.and(aLow, bLow)
	if s.spent() {
		return False
	}
	result := s.node(rank, low, high)
	if s.spent() {
		return False
	}
	*s.entry(a, b) = cached{a, b, result}
	return result
}

func (s *Space) or(a, b Cond) Cond { return s.and(a^1, b^1) ^ 1 }

// pick returns the condition that is yes where test holds, and no elsewhere.
func (s *Space) pick(test, yes, no Cond) Cond {
	return s.or(s.and(test, yes), s.and(test^1, no))
}

// disjoint is and(a, b) == False without making the nodes of the conjunction. Out of fuel it says no.
func (s *Space) disjoint(a, b Cond) bool {
	if result, ok := trivial(a, b); ok {
		return result == False
	}
	if a > b {
		a, b = b, a
	}
	if e := s.entry(a, b); e.a == a && e.b == b {
		return e.result == False
	}
	s.fuel.steps--
	if s.spent() {
		return false
	}
	rank := max(s.rank(a), s.rank(b))
	aLow, aHigh := s.split(a, rank)
	bLow, bHigh := s.split(b, rank)
	result := meets
	if s.disjoint(aHigh, bHigh) && s.disjoint(aLow, bLow) {
		result = False
	}
	if !s.spent() {
		*s.entry(a, b) = cached{a, b, result}
	}
	return result == False
}
