package cond

import "slices"

// literal says that a domain has one of some values, which are given as a condition over that domain alone.
type literal struct {
	domain Domain
	values Cond
}

// cube is the conjunction of literals over different domains, in the order of the view.
type cube []literal

// maxCubes is how many cubes a sum may take before it is given up as unreadable.
const maxCubes = 48

// covering finds sums of products after Minato and Morreale, with literals over whole domains.
type covering struct {
	*Space
	left int
}

// sum returns cubes whose disjunction is c, no cube and no literal of them superfluous: false if they are too many.
func (s *Space) sum(c Cond) ([]cube, bool) {
	k := covering{Space: s, left: maxCubes}
	cubes, _ := k.cover(c, c)
	if k.left < 0 || s.spent() {
		return nil, false
	}
	return cubes, true
}

// branch is a set of values of one domain that leave the same bounds.
type branch struct{ values, low, high Cond }

// cover returns cubes that hold wherever low does and nowhere high does not, and their disjunction.
func (k *covering) cover(low, high Cond) ([]cube, Cond) {
	switch {
	case low == False, k.left < 0, k.spent():
		return nil, False
	case high == True:
		k.left--
		return []cube{nil}, True
	}
	d := k.at(max(k.rank(low), k.rank(high)))
	branches := k.branches(d, low, high)
	tiers := tiers(len(branches))
	var out []cube
	holds := False
	for t, tier := range tiers {
		need := k.need(branches, tiers[t+1:])
		for _, g := range tier {
			values, bounds := k.bounds(branches, need, g)
			cubes, covered := k.cover(bounds.low, bounds.high)
			out = append(out, prefixed(literal{d, values}, cubes)...)
			holds = k.or(holds, k.and(values, covered))
			for _, i := range g {
				branches[i].low = k.and(branches[i].low, covered^1)
				need[i] = k.and(need[i], covered^1)
			}
		}
	}
	return out, holds
}

func prefixed(l literal, cubes []cube) []cube {
	if l.values == True {
		return cubes
	}
	out := make([]cube, len(cubes))
	for i, c := range cubes {
		out[i] = append(cube{l}, c...)
	}
	return out
}

// branches sorts the values of d by what they leave of the bounds.
func (k *covering) branches(d Domain, low, high Cond) []branch {
	var out []branch
	highs := k.children(high, d)
	for i, low := range k.children(low, d) {
		at := slices.IndexFunc(out, func(b branch) bool { return b.low == low && b.high == highs[i] })
		if at < 0 {
			at = len(out)
			out = append(out, branch{False, low, highs[i]})
		}
		out[at].values = k.or(out[at].values, k.is(d, i))
	}
	return out
}

// need returns what of each branch no group of the following tiers is able to cover.
func (k *covering) need(branches []branch, later [][]group) []Cond {
	need := make([]Cond, len(branches))
	for i := range need {
		need[i] = branches[i].low
	}
	if len(later) == 0 {
		return need
	}
	for _, g := range later[0] {
		_, bounds := k.bounds(branches, nil, g)
		for _, i := range g {
			need[i] = k.and(need[i], bounds.high^1)
		}
	}
	return need
}

// bounds returns the values of a group, and between what the cubes for all of them have to lie.
func (k *covering) bounds(branches []branch, need []Cond, g group) (Cond, branch) {
	out := branch{values: False, low: False, high: True}
	for _, i := range g {
		out.values = k.or(out.values, branches[i].values)
		out.high = k.and(out.high, branches[i].high)
	}
	if need != nil {
		for _, i := range g {
			out.low = k.or(out.low, k.and(need[i], out.high))
		}
	}
	return out.values, out
}

// group is a set of branches.
type group []int

// manyBranches is where trying all sets of branches ends, and each alone and all together have to do.
const manyBranches = 5

// tiers returns the groups of n branches worth a try, by size: a group need not cover what a later tier can.
func tiers(n int) [][]group {
	if n >= manyBranches {
		singles, every := make([]group, n), make(group, n)
		for i := range n {
			singles[i], every[i] = group{i}, i
		}
		return [][]group{singles, {every}}
	}
	out := make([][]group, n)
	for set := uint(1); set < 1<<n; set++ {
		var g group
		for i := range n {
			if set&(1<<i) != 0 {
				g = append(g, i)
			}
		}
		out[len(g)-1] = append(out[len(g)-1], g)
	}
	return out
}

// product returns the condition that a cube stands for, without the literal at skip.
func (s *Space) product(c cube, skip int) Cond {
	all := True
	for i, v := range slices.Backward(c) {
		if i != skip {
			all = s.and(v.values, all)
		}
	}
	return all
}
