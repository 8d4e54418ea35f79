package cond

import (
	"cmp"
	"slices"
)

// Support returns the domains that c depends on: declared ones by name, then opaque ones by label. It looks into
// defined atoms, and there may name a domain that does not matter in the end.
func (s *Space) Support(c Cond) []Domain {
	out := s.needed(c)
	slices.SortFunc(out, s.compare)
	return out
}

// compare puts domains into the order that people see, which owes nothing to the order of creation.
func (s *Space) compare(a, b Domain) int {
	x, y := &s.domains[a], &s.domains[b]
	return cmp.Or(
		cmp.Compare(x.kind, y.kind),
		cmp.Compare(x.label, y.label),
		cmp.Compare(x.name, y.name),
	)
}

// decided returns the domains that the nodes of these conditions ask for, atoms among them.
func (s *Space) decided(conds ...Cond) []Domain {
	return s.walker(conds).found
}

// needed returns the domains that decide these conditions, and in place of atoms those that decide them.
func (s *Space) needed(conds ...Cond) []Domain {
	w := s.walker(conds)
	var out []Domain
	for d, ok := w.next(); ok; d, ok = w.next() {
		if s.domains[d].kind != atom {
			out = append(out, d)
			continue
		}
		for _, n := range s.meaning(d).needs {
			w.find(n)
		}
	}
	return out
}

// mentioned is needed together with all domains that a forgetting atom dropped.
func (s *Space) mentioned(conds ...Cond) []Domain {
	w := s.walker(conds)
	var out []Domain
	for d, ok := w.next(); ok; d, ok = w.next() {
		if s.domains[d].kind != atom {
			out = append(out, d)
			continue
		}
		w.visit(s.meaning(d).a)
		w.visit(s.meaning(d).b)
	}
	return out
}

// walker collects the domains of nodes, each node and each domain once.
type walker struct {
	space *Space
	found []Domain
	taken int // how many of found next has returned
}

func (s *Space) walker(conds []Cond) *walker {
	s.newWalk()
	w := &walker{space: s}
	for _, c := range conds {
		w.visit(c)
	}
	return w
}

func (w *walker) visit(c Cond) {
	for w.space.meet(c) {
		n := w.space.nodes[c.index()]
		w.find(w.space.at(n.rank))
		w.visit(n.low)
		c = n.high
	}
}

// next returns one domain after the other, also those that are found meanwhile.
func (w *walker) next() (Domain, bool) {
	if w.taken == len(w.found) {
		return 0, false
	}
	w.taken++
	return w.found[w.taken-1], true
}

func (w *walker) find(d Domain) {
	if w.space.asked[d] != w.space.walk {
		w.space.asked[d] = w.space.walk
		w.found = append(w.found, d)
	}
}
