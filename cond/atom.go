package cond

import (
	"encoding/binary"
	"slices"
	"strconv"
)

type operation uint8

const (
	conjunction operation = iota + 1
	forgetting
)

// definition is what an atom stands for: the conjunction of a and b, or a without the dropped domains.
type definition struct {
	op      operation
	a, b    Cond
	dropped string // of forgetting: the domains, packed so that a definition can be compared
}

// meaning is what belongs to an atom: its definition, and the domains that its truth depends on.
type meaning struct {
	definition
	needs []Domain
}

// meaning returns that of an atom.
func (s *Space) meaning(d Domain) *meaning { return &s.atoms[s.domains[d].atom] }

// known returns the atom that stands for an operation already, so that doing it again gives the same condition.
func (s *Space) known(means definition) (Cond, bool) {
	if len(s.atoms) == 0 {
		return False, false
	}
	c, ok := s.defined[means]
	return c, ok
}

// define returns a new atom that stands for an operation.
func (s *Space) define(means definition) Cond {
	d := s.add(domain{
		kind:   atom,
		name:   strconv.Itoa(len(s.atoms)),
		label:  "a condition",
		values: s.list([]string{"", "y"}),
		atom:   int32(len(s.atoms)),
	})
	s.atoms = append(s.atoms, meaning{means, s.needs(means)})
	c := s.is(d, 1)
	s.defined[means] = c
	return c
}

// needs returns the domains that the truth of an atom with this definition depends on.
func (s *Space) needs(means definition) []Domain {
	dropped := unpack(means.dropped)
	return slices.DeleteFunc(s.needed(means.a, means.b), func(d Domain) bool {
		return slices.Contains(dropped, d)
	})
}

func pack(domains []Domain) string {
	var out []byte
	for _, d := range domains {
		out = binary.BigEndian.AppendUint32(out, uint32(d))
	}
	return string(out)
}

func unpack(packed string) []Domain {
	out := make([]Domain, 0, len(packed)/4)
	for ; len(packed) >= 4; packed = packed[4:] {
		out = append(out, Domain(binary.BigEndian.Uint32([]byte(packed[:4]))))
	}
	return out
}
