package cond

import "math"

// Witness returns a configuration in which c holds: false if there is none. It lists only domains that have to be
// decided, with as few set ones as possible; c holds whatever the others are. Behind defined atoms too large to look
// into it may find none though one exists, or give one that needs the others to be unset.
func (s *Space) Witness(c Cond) (map[string]string, bool) {
	if c == False {
		return nil, false
	}
	v, copied, ok := s.view(s.mentioned(c), c)
	if !ok {
		return s.guess(c)
	}
	if copied[0] == False {
		return nil, false
	}
	out := map[string]string{}
	for _, p := range v.necessary(copied[0], v.cheapest(copied[0])) {
		dom := &v.domains[p.domain]
		out[dom.name] = dom.values[p.value]
	}
	return out, true
}

// guess takes a configuration that would do if the outcomes of atoms could be chosen, and tries it.
func (s *Space) guess(c Cond) (map[string]string, bool) {
	out := map[string]string{}
	for _, p := range s.cheapest(c) {
		if dom := &s.domains[p.domain]; dom.kind != atom {
			out[dom.name] = dom.values[p.value]
		}
	}
	holds := s.Holds(c, func(d Domain) string {
		if value, ok := out[s.domains[d].name]; ok {
			return value
		}
		return s.domains[d].values[0]
	})
	if !holds {
		return nil, false
	}
	return out, true
}

// choice says that a domain has one of its values.
type choice struct {
	domain Domain
	value  int
}

const (
	costOfUnset = 1
	costOfSet   = 1 << 24
)

// cheapest returns the choices on a path to True with the fewest set domains, and of those with the fewest domains.
func (s *Space) cheapest(c Cond) []choice {
	p := pricing{space: s, memo: map[Cond]int64{True: 0, False: math.MaxInt64 / 2}}
	var out []choice
	for c != True {
		d := s.top(c)
		children := s.children(c, d)
		best := p.best(children)
		out = append(out, choice{d, best})
		c = children[best]
	}
	return out
}

type pricing struct {
	space *Space
	memo  map[Cond]int64
}

func (p *pricing) price(c Cond) int64 {
	if cost, ok := p.memo[c]; ok {
		return cost
	}
	children := p.space.children(c, p.space.top(c))
	best := p.best(children)
	cost := p.price(children[best]) + costOf(best)
	p.memo[c] = cost
	return cost
}

// best returns the first of the values that cost least.
func (p *pricing) best(children []Cond) int {
	best, least := 0, int64(math.MaxInt64)
	for i, child := range children {
		if cost := p.price(child) + costOf(i); cost < least {
			best, least = i, cost
		}
	}
	return best
}

func costOf(value int) int64 {
	if value == 0 {
		return costOfUnset
	}
	return costOfSet
}

// necessary leaves out choices without which c still holds. Only unset ones can be: the others are no more than it
// takes.
func (s *Space) necessary(c Cond, choices []choice) []choice {
	fixed := map[Domain]int{}
	for _, p := range choices {
		fixed[p.domain] = p.value
	}
	var out []choice
	for _, p := range choices {
		delete(fixed, p.domain)
		if p.value != 0 || !s.always(c, fixed, map[Cond]bool{}) {
			fixed[p.domain] = p.value
			out = append(out, p)
		}
	}
	return out
}

// always reports whether c holds wherever the fixed domains have these values; seen holds what is known to.
func (s *Space) always(c Cond, fixed map[Domain]int, seen map[Cond]bool) bool {
	if c.index() == 0 || seen[c] {
		return c != False
	}
	d := s.top(c)
	children := s.children(c, d)
	if i, ok := fixed[d]; ok {
		children = children[i : i+1]
	}
	for _, child := range children {
		if !s.always(child, fixed, seen) {
			return false
		}
	}
	seen[c] = true
	return true
}
