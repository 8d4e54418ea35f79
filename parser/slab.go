package parser

// A slab hands out values from blocks, for a tree that lives and dies as a
// whole: thousands of small nodes cost a few allocations.
type slab[T any] struct {
	free []T
	size int
}

const (
	firstBlock = 8
	lastBlock  = 64
)

// one returns a new zero value.
func (s *slab[T]) one() *T { return &s.slice(1)[0] }

// slice returns n new zero values.
func (s *slab[T]) slice(n int) []T {
	if n > len(s.free) {
		s.size = min(max(firstBlock, 2*s.size), lastBlock)
		s.free = make([]T, max(n, s.size))
	}
	out := s.free[:n:n]
	s.free = s.free[n:]
	return out
}
