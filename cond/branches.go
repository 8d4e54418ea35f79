package cond

// Branches returns the domain that decides first in c and what is left of c for
// each of its values, in the order of Values. The conditions True and False
// have none.
func (s *Space) Branches(c Cond) (Domain, []Cond) {
	if c == True || c == False {
		return -1, nil
	}
	d := s.top(c)
	return d, s.children(c, d)
}
