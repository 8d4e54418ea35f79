package cond

import (
	"slices"
	"testing"
)

// TestBranches takes a condition apart and puts it together again.
func TestBranches(t *testing.T) {
	s := NewSpace()
	a, b := s.Declare("CONFIG_A", "", "m", "y"), s.Declare("CONFIG_B", "", "y")
	when := s.Or(s.And(s.Is(a, "m"), s.Is(b, "y")), s.Is(a, "y"))
	again := False
	domain, branches := s.Branches(when)
	for i, value := range s.Values(domain) {
		again = s.Or(again, s.And(s.Is(domain, value), branches[i]))
	}
	if again != when {
		t.Errorf("got %s, want %s", s.Format(again), s.Format(when))
	}
	if want := []Cond{s.Is(a, "y"), s.Not(s.Is(a, ""))}; domain != b || !slices.Equal(branches, want) {
		t.Errorf("got domain %d with %d, want that of CONFIG_B with %d", domain, branches, want)
	}
	for _, constant := range []Cond{True, False} {
		if _, branches := s.Branches(constant); branches != nil {
			t.Errorf("%s has branches", s.Format(constant))
		}
	}
}
