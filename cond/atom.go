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

// known returns the atom that stands for an operation already, so that doing it again gives the same condition.
func (s *Space) known(means definition) (Cond, bool) {
	if s.atoms == 0 {
		return False, false
	}
	c, ok := s.defined[means]
	return c, ok
}

// define returns a new atom that stands for an operation.
func (s *Space) define(means definition) Cond {
	s.atoms++
	d := s.add(domain{
		kind:   atom,
		name:   strconv.Itoa(s.atoms),
		label:  "a condition",
		values: []string{"", "y"},
		means:  means,
		needs:  s.needs(means),
	})
	c := s.is(d, 1)
	s.defined[means] = c
	return c
}

// needs returns the domains that the truth of an atom depends on.
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
