package cond

import "slices"

// view is a small private space for looking at a few conditions of another one. Its domains stand in the order that
// people see, so that whatever is computed in it owes nothing to the order in which the other space came about.
type view struct {
	*Space
	source []Domain          // the other space's domain for each domain here
	target map[Domain]Domain // and back
}

const (
	// copyLimit is how many nodes may be made to bring a condition into a view.
	copyLimit = 1 << 18
	// workLimit is how many nodes the work in a view may make.
	workLimit = 1 << 14
)

// newView returns a view of s with these domains.
func newView(s *Space, domains []Domain) *view {
	slices.SortFunc(domains, s.compare)
	v := &view{Space: newSpace(oldestFirst), source: domains, target: make(map[Domain]Domain, len(domains))}
	for i, d := range domains {
		v.target[d] = Domain(i)
		dom := s.domains[d]
		v.add(domain{kind: dom.kind, name: dom.name, label: dom.label, values: dom.values})
	}
	return v
}

// view brings conditions over these domains into a view with fuel for some work: false if they are too large for that.
// Atoms that are not among the domains are replaced by what they stand for.
func (s *Space) view(domains []Domain, conds ...Cond) (*view, []Cond, bool) {
	rough := newView(s, domains)
	rough.fuel = fuel{copyLimit, copyLimit * stepsPerNode}
	in := rough.copier(s)
	copied := make([]Cond, len(conds))
	for i, c := range conds {
		copied[i] = in.copy(c)
	}
	if rough.spent() {
		return nil, nil, false
	}
	v := &view{Space: newView(s, domains).Space, source: rough.source, target: rough.target}
	v.fuel = fuel{workLimit, workLimit * stepsPerNode}
	neat := mover{from: rough.Space, to: v.Space, memo: map[Cond]Cond{}}
	for i, c := range copied {
		copied[i] = neat.move(c)
	}
	return v, copied, !v.spent()
}

// mover copies conditions between spaces of the same domains and order, without a trace of how they were computed.
type mover struct {
	from, to *Space
	memo     map[Cond]Cond
}

func (m *mover) move(c Cond) Cond {
	if c.index() == 0 || m.to.spent() {
		return c
	}
	flip := c.flip()
	c ^= flip
	if result, ok := m.memo[c]; ok {
		return result ^ flip
	}
	n := m.from.nodes[c.index()]
	result := m.to.node(n.rank, m.move(n.low), m.move(n.high))
	m.memo[c] = result
	return result ^ flip
}

// copier brings conditions from one space into a view, or back.
type copier struct {
	from, to *Space
	target   func(Domain) (Domain, bool)
	fixed    func(Domain) (int, bool) // the value of domains that are no longer open; may be nil
	memo     map[Cond]Cond
}

func (v *view) copier(from *Space) *copier {
	target := func(d Domain) (Domain, bool) {
		t, ok := v.target[d]
		return t, ok
	}
	return &copier{from: from, to: v.Space, target: target, memo: map[Cond]Cond{}}
}

// back returns a copier from the view into the space it looks at.
func (v *view) back(to *Space) *copier {
	target := func(d Domain) (Domain, bool) { return v.source[d], true }
	return &copier{from: v.Space, to: to, target: target, memo: map[Cond]Cond{}}
}

// copy returns c in the other space; the result means nothing if that is out of fuel.
func (k *copier) copy(c Cond) Cond {
	if c.index() == 0 || k.to.spent() {
		return c & 1
	}
	flip := c.flip()
	c ^= flip
	if result, ok := k.memo[c]; ok {
		return result ^ flip
	}
	n := k.from.nodes[c.index()]
	var result Cond
	switch test := k.test(n.rank); test {
	case True:
		result = k.copy(n.high)
	case False:
		result = k.copy(n.low)
	default:
		result = k.to.pick(test, k.copy(n.high), k.copy(n.low))
	}
	k.memo[c] = result
	return result ^ flip
}

// test returns what the boolean variable of this rank is in the other space.
func (k *copier) test(rank int32) Cond {
	d := k.from.at(rank)
	dom := &k.from.domains[d]
	bit := int(dom.top - rank + 1)
	if t, ok := k.target(d); ok && k.fixed == nil {
		return k.to.from(t, bit)
	}
	if dom.kind == atom {
		return k.atom(k.from.meaning(d).definition)
	}
	i, ok := k.fixed(d)
	switch {
	case ok && i >= bit:
		return True
	case ok:
		return False
	}
	t, _ := k.target(d)
	return k.to.from(t, bit)
}

// atom returns what an atom stands for.
func (k *copier) atom(means definition) Cond {
	if means.op == conjunction {
		return k.to.and(k.copy(means.a), k.copy(means.b))
	}
	bound := unpack(means.dropped)
	inner := *k
	dropped := map[Domain]bool{}
	for _, d := range bound {
		t, _ := k.target(d)
		dropped[t] = true
	}
	if k.fixed != nil {
		inner.memo = map[Cond]Cond{}
		inner.fixed = func(d Domain) (int, bool) {
			if slices.Contains(bound, d) {
				return 0, false
			}
			return k.fixed(d)
		}
	}
	f := forgetter{space: k.to, dropped: dropped, memo: map[Cond]Cond{}}
	return f.some(inner.copy(means.a))
}
