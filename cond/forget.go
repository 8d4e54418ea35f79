package cond

import "slices"

// Forget returns the condition that holds where c holds for some values of the dropped domains.
func (s *Space) Forget(c Cond, drop func(Domain) bool) Cond {
	var forgotten []Domain
	for _, d := range s.needed(c) {
		if drop(d) {
			forgotten = append(forgotten, d)
		}
	}
	if len(forgotten) == 0 {
		return c
	}
	dropped := map[Domain]bool{}
	for _, d := range forgotten {
		dropped[d] = true
	}
	slices.Sort(forgotten)
	packed := pack(forgotten)
	means := definition{op: forgetting, a: c, dropped: packed}
	if known, ok := s.known(means); ok {
		return known
	}
	s.refuel()
	if !s.hidden(c, dropped) {
		f := forgetter{space: s, dropped: dropped, memo: map[Cond]Cond{}}
		result := f.some(c)
		if !s.spent() {
			return result
		}
	}
	return s.define(means)
}

// hidden reports whether an atom of c depends on a dropped domain.
func (s *Space) hidden(c Cond, dropped map[Domain]bool) bool {
	return slices.ContainsFunc(s.decided(c), func(d Domain) bool {
		if s.domains[d].kind != atom {
			return false
		}
		return slices.ContainsFunc(s.meaning(d).needs, func(n Domain) bool { return dropped[n] })
	})
}

type forgetter struct {
	space   *Space
	dropped map[Domain]bool
	memo    map[Cond]Cond
}

// some returns c without the dropped domains, unless the fuel runs out.
func (f *forgetter) some(c Cond) Cond {
	s := f.space
	if c.index() == 0 || s.spent() {
		return c
	}
	if result, ok := f.memo[c]; ok {
		return result
	}
	s.fuel.steps--
	rank := s.rank(c)
	low, high := s.split(c, rank)
	low, high = f.some(low), f.some(high)
	var result Cond
	if f.dropped[s.at(rank)] {
		result = s.or(low, high)
	} else {
		result = s.node(rank, low, high)
	}
	f.memo[c] = result
	return result
}
