package cond

import "slices"

// Holds reports whether c holds in a configuration, given as the value of each domain. A value outside of a domain
// counts as the unset one.
func (s *Space) Holds(c Cond, value func(Domain) string) bool {
	e := evaluation{space: s, value: value}
	return e.holds(c)
}

type evaluation struct {
	space *Space
	value func(Domain) string
	atoms map[Domain]bool
}

func (e *evaluation) holds(c Cond) bool {
	s := e.space
	for c.index() != 0 {
		d := s.top(c)
		dom := &s.domains[d]
		i := e.indexOf(d)
		for bit := 1; bit < len(dom.values); bit++ {
			low, high := s.split(c, dom.top-int32(bit)+1)
			if i < bit {
				c = low
				break
			}
			c = high
		}
	}
	return c == True
}

// indexOf returns which of its values d has.
func (e *evaluation) indexOf(d Domain) int {
	dom := &e.space.domains[d]
	if dom.kind != atom {
		return max(slices.Index(dom.values, e.value(d)), 0)
	}
	holds, ok := e.atoms[d]
	if !ok {
		holds = e.atom(e.space.meaning(d).definition)
		if e.atoms == nil {
			e.atoms = map[Domain]bool{}
		}
		e.atoms[d] = holds
	}
	if holds {
		return 1
	}
	return 0
}

func (e *evaluation) atom(means definition) bool {
	if means.op == conjunction {
		return e.holds(means.a) && e.holds(means.b)
	}
	free := unpack(means.dropped)
	left := newView(e.space, e.space.mentioned(means.a)).copier(e.space)
	left.fixed = func(d Domain) (int, bool) {
		if slices.Contains(free, d) {
			return 0, false
		}
		return e.indexOf(d), true
	}
	return left.copy(means.a) != False
}
