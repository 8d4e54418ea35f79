package cond

import "slices"

// Domain is a decision variable: something that has exactly one of a few values in every configuration.
type Domain int32

type kind uint8

const (
	declared kind = iota
	opaque
	atom
)

type domain struct {
	kind   kind
	name   string // of a declared domain; the key of an opaque one
	label  string // how people read it
	values []string
	top    int32 // rank of the first boolean variable; the others follow below
	first  int32 // where its conditions stand in Space.values
	atom   int32 // of an atom: where its meaning stands in Space.atoms
}

// unasked stands in Space.values for a condition that nobody has asked for yet.
const unasked Cond = -1

// Declare returns the domain of this name, and makes it if need be. The first value is the one of a symbol that is not
// set. A name that is known already keeps the values it has.
func (s *Space) Declare(name string, values ...string) Domain {
	if d, ok := s.byName[name]; ok {
		return d
	}
	d := s.add(domain{kind: declared, name: name, label: name, values: s.list(values)})
	s.byName[name] = d
	return d
}

// Opaque returns the domain of a test whose outcome nobody can foresee: its values are "" and "y". The key identifies
// the test, the label is a clause that says it to people.
func (s *Space) Opaque(key, label string) Domain {
	if d, ok := s.byKey[key]; ok {
		return d
	}
	d := s.add(domain{kind: opaque, name: key, label: label, values: s.list([]string{"", "y"})})
	s.byKey[key] = d
	return d
}

// list returns the values without repetitions, as a slice that domains share.
func (s *Space) list(values []string) []string {
	for _, known := range s.lists {
		if slices.Equal(known, values) {
			return known
		}
	}
	out := distinct(values)
	if len(s.lists) < sharedLists {
		s.lists = append(s.lists, out)
	}
	return out
}

// sharedLists bounds the search for a list of values that another domain has too: most symbols have one of two.
const sharedLists = 4

func distinct(values []string) []string {
	var out []string
	for _, v := range values {
		if !slices.Contains(out, v) {
			out = append(out, v)
		}
	}
	if out == nil {
		return []string{""}
	}
	return out
}

// add gives a domain its boolean variables.
func (s *Space) add(d domain) Domain {
	id := Domain(len(s.domains))
	bits := int32(len(d.values) - 1)
	first := int32(len(s.owner))
	for range bits {
		s.owner = append(s.owner, id)
	}
	d.top = first + bits
	if s.order == oldestFirst {
		d.top = topRank - first
	}
	d.first = int32(len(s.values))
	for range d.values {
		s.values = append(s.values, unasked)
	}
	s.domains = append(s.domains, d)
	return id
}

// at returns the domain that owns the variable of this rank, which is not 0.
func (s *Space) at(rank int32) Domain {
	if s.order == oldestFirst {
		return s.owner[topRank-rank]
	}
	return s.owner[rank-1]
}

// top returns the domain that decides first in c, which is not a constant.
func (s *Space) top(c Cond) Domain { return s.at(s.rank(c)) }

// children returns what is left of c for each value of d, a domain at or above the top of c.
func (s *Space) children(c Cond, d Domain) []Cond {
	dom := &s.domains[d]
	out := make([]Cond, len(dom.values))
	for i := 1; i < len(out); i++ {
		out[i-1], c = s.split(c, dom.top-int32(i)+1)
	}
	out[len(out)-1] = c
	return out
}

// choose is the inverse of children: the condition that is children[i] where d has its value i.
func (s *Space) choose(d Domain, children []Cond) Cond {
	top := s.domains[d].top
	out := children[len(children)-1]
	for i := len(children) - 1; i > 0; i-- {
		out = s.node(top-int32(i)+1, children[i-1], out)
	}
	return out
}

func (s *Space) exists(d Domain) bool { return d >= 0 && int(d) < len(s.domains) }

// Is returns the condition that d has this value: False for a value outside of the domain.
func (s *Space) Is(d Domain, value string) Cond {
	if !s.exists(d) {
		return False
	}
	i := slices.Index(s.domains[d].values, value)
	if i < 0 {
		return False
	}
	return s.is(d, i)
}

// is returns the condition that d has its value i.
func (s *Space) is(d Domain, i int) Cond {
	dom := &s.domains[d]
	at := int(dom.first) + i
	if s.values[at] == unasked {
		last := True
		if i+1 < len(dom.values) {
			last = s.node(dom.top-int32(i), True, False)
		}
		s.values[at] = s.chain(dom, i, last)
	}
	return s.values[at]
}

// from returns the condition that d has its value i or a later one.
func (s *Space) from(d Domain, i int) Cond { return s.chain(&s.domains[d], i, True) }

// chain returns the condition that the first bits of a domain hold, and what comes last does too.
func (s *Space) chain(dom *domain, bits int, last Cond) Cond {
	for ; bits > 0; bits-- {
		last = s.node(dom.top-int32(bits)+1, False, last)
	}
	return last
}

// Name returns the name of a declared domain, or the key of an opaque one.
func (s *Space) Name(d Domain) string {
	if !s.exists(d) {
		return ""
	}
	return s.domains[d].name
}

// Label returns how people read a domain: the label of an opaque one, else its name.
func (s *Space) Label(d Domain) string {
	if !s.exists(d) {
		return ""
	}
	return s.domains[d].label
}

// Values returns the values of a domain, the unset one first.
func (s *Space) Values(d Domain) []string {
	if !s.exists(d) {
		return nil
	}
	return slices.Clone(s.domains[d].values)
}

// IsOpaque reports whether d stands for a test whose outcome nobody can foresee.
func (s *Space) IsOpaque(d Domain) bool {
	return s.exists(d) && s.domains[d].kind == opaque
}
