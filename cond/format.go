package cond

import "slices"

const (
	// maxLiterals is how many statements about single domains a text may hold before it is cut.
	maxLiterals = 12
	// keptLiterals is how many of them a cut text keeps.
	keptLiterals = 4
)

// Format returns c in the shortest form that people read with ease: "" for True, "never" for False. Statements that all
// of c, or all of its negation, share come first, then a sum of products or a product of sums, whichever is shorter.
// More than a dozen statements are cut: the first ones stay, and the rest reads "a condition over" the domains it
// depends on. The text owes nothing to the order in which domains and conditions were made.
func (s *Space) Format(c Cond) string {
	if c == True {
		return ""
	}
	if c == False {
		return "never"
	}
	v, copied, ok := s.view(s.mentioned(c), c)
	if !ok {
		return vague(s, s.Support(c)).text()
	}
	c = copied[0]
	if c.index() == 0 {
		return v.Format(c)
	}
	best := v.factored(c, 2*len(v.domains))
	if flat := v.flat(c); flat.weight < best.weight {
		best = flat
	}
	if v.spent() {
		best = vague(v.Space, v.Support(c))
	}
	return best.cut(v.Space).text()
}

// factored returns c with what all of it implies, or is implied by, pulled out as often as it goes.
func (s *Space) factored(c Cond, depth int) phrase {
	if depth == 0 || s.spent() {
		return s.flat(c)
	}
	how := all
	units, rest, ok := s.factor(c)
	if !ok {
		how = some
		units, rest, ok = s.factor(c ^ 1)
		units, rest = negated(units), rest^1
	}
	if !ok {
		return s.flat(c)
	}
	kids := s.literals(units)
	if rest.index() != 0 {
		kids = append(kids, s.factored(rest, depth-1))
	}
	return join(how, kids)
}

// factor returns literals and a simpler condition without their domains, whose conjunction is c: false if there are no
// such literals.
func (s *Space) factor(c Cond) (cube, Cond, bool) {
	units := s.units(c)
	rest := s.restrict(c, s.product(units, -1))
	staying := s.decided(rest)
	units = slices.DeleteFunc(units, func(l literal) bool { return slices.Contains(staying, l.domain) })
	rest = s.restrict(c, s.product(units, -1))
	return units, rest, len(units) > 0 && !s.spent()
}

// units returns the literals that c implies.
func (s *Space) units(c Cond) cube {
	var units cube
	domains := s.decided(c)
	slices.Sort(domains)
	for _, d := range domains {
		values := False
		for i := range s.domains[d].values {
			if is := s.is(d, i); !s.disjoint(c, is) {
				values = s.or(values, is)
			}
		}
		if values != True {
			units = append(units, literal{d, values})
		}
	}
	return units
}

// flat returns c as a sum of products or as a product of sums, whichever is shorter.
func (s *Space) flat(c Cond) phrase {
	var best phrase
	if cubes, ok := s.sum(c); ok {
		best = join(some, s.joined(all, cubes))
	}
	if cubes, ok := s.sum(c ^ 1); ok {
		for i := range cubes {
			cubes[i] = negated(cubes[i])
		}
		if product := join(all, s.joined(some, cubes)); best.weight == 0 || product.weight < best.weight {
			best = product
		}
	}
	if best.weight == 0 {
		return vague(s, s.Support(c))
	}
	return best
}

func (s *Space) joined(how shape, cubes []cube) []phrase {
	var out []phrase
	for _, c := range cubes {
		out = append(out, join(how, s.literals(c)))
	}
	return out
}

func (s *Space) literals(c cube) []phrase {
	var out []phrase
	for _, l := range c {
		out = append(out, phrase{
			shape:   single,
			words:   s.literalText(l),
			domains: []Domain{l.domain},
			weight:  1,
		})
	}
	return out
}

func negated(c cube) cube {
	out := make(cube, len(c))
	for i, l := range c {
		out[i] = literal{l.domain, l.values ^ 1}
	}
	return out
}
