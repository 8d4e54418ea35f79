package cond

// Assume returns c simplified where care does not hold: the result and c agree wherever care holds. It is what
// Coudert and Madre call restrict, with whole domains in place of variables.
func (s *Space) Assume(c, care Cond) Cond {
	if care == False {
		return False
	}
	if result, ok := settled(c, care); ok {
		return result
	}
	v, copied, ok := s.view(s.decided(c, care), c, care)
	if !ok {
		return c
	}
	result := v.restrict(copied[0], copied[1])
	if v.spent() {
		return c
	}
	s.refuel()
	back := v.back(s).copy(result)
	if s.spent() {
		return c
	}
	return back
}

// settled knows the result where it takes no look at the nodes; care is not False.
func settled(c, care Cond) (Cond, bool) {
	switch {
	case care == True, c.index() == 0:
		return c, true
	case c == care:
		return True, true
	case c == care^1:
		return False, true
	}
	return c, false
}

// restrict is Assume within one space; the result means nothing if that is out of fuel.
func (s *Space) restrict(c, care Cond) Cond {
	r := restriction{space: s, memo: map[[2]Cond]Cond{}}
	result := r.restrict(c, care)
	if s.size(result) > s.size(c) {
		return c
	}
	return result
}

type restriction struct {
	space *Space
	memo  map[[2]Cond]Cond
}

// restrict returns some condition that agrees with c where care, which is not False, holds.
func (r *restriction) restrict(c, care Cond) Cond {
	if result, ok := settled(c, care); ok {
		return result
	}
	s := r.space
	key := [2]Cond{c, care}
	if result, ok := r.memo[key]; ok || s.spent() {
		return result
	}
	s.fuel.steps--
	d := s.at(max(s.rank(c), s.rank(care)))
	var result Cond
	if s.top(c) == d {
		result = r.byValue(d, s.children(c, d), s.children(care, d))
	} else {
		any := False
		for _, child := range s.children(care, d) {
			any = s.or(any, child)
		}
		result = r.restrict(c, any)
	}
	r.memo[key] = result
	return result
}

// byValue restricts each child, and fills in for the values that do not matter: False if another value gives it, so
// that the result names the values it takes.
func (r *restriction) byValue(d Domain, children, cares []Cond) Cond {
	fill, first := True, true
	for i, care := range cares {
		if care == False {
			continue
		}
		children[i] = r.restrict(children[i], care)
		if first || children[i] == False {
			fill, first = children[i], false
		}
	}
	for i, care := range cares {
		if care == False {
			children[i] = fill
		}
	}
	return r.space.choose(d, children)
}
