package cond

import "math"

// node is one boolean question. The edge high is never complemented, which makes a function and its negation share
// their nodes. Node 0 is the constant True.
type node struct {
	rank      int32 // a larger rank is nearer to the root; 0 for the constant
	low, high Cond
}

// cached remembers one conjunction; a < b, and a is never a constant in a used entry.
type cached struct{ a, b, result Cond }

const (
	// meets is the cached result of operands that are known to hold together somewhere, though nobody asked where.
	meets Cond = -1

	firstTable = 1 << 8  // slots of the unique table and of the cache at the start; a power of two
	largeCache = 1 << 16 // entries the cache grows to
	topRank    = 1 << 30
)

// fuel is what an operation may still spend.
type fuel struct{ nodes, steps int64 }

const stepsPerNode = 64

func (s *Space) refuel() {
	if s.budget == 0 {
		s.fuel = fuel{math.MaxInt64, math.MaxInt64}
		return
	}
	s.fuel = fuel{int64(s.budget), stepsPerNode * int64(s.budget)}
}

// spent reports that the operation ran out of fuel: what it returned means nothing.
func (s *Space) spent() bool { return s.fuel.nodes < 0 || s.fuel.steps < 0 }

// node returns the condition "high if the variable holds, else low".
func (s *Space) node(rank int32, low, high Cond) Cond {
	if low == high {
		return low
	}
	flip := high.flip()
	n := node{rank, low ^ flip, high ^ flip}
	mask := uint32(len(s.unique) - 1)
	slot := n.hash() & mask
	for s.unique[slot] != 0 {
		if at := s.unique[slot]; s.nodes[at] == n {
			return Cond(at<<1) | flip
		}
		slot = (slot + 1) & mask
	}
	at := int32(len(s.nodes))
	s.nodes = append(s.nodes, n)
	s.unique[slot] = at
	s.fuel.nodes--
	if 2*len(s.nodes) > len(s.unique) {
		s.grow()
	}
	return Cond(at<<1) | flip
}

func (n node) hash() uint32 {
	h := uint64(uint32(n.low))<<32 | uint64(uint32(n.high))
	h = (h ^ uint64(uint32(n.rank))*0xff51afd7ed558ccd) * 0x9e3779b97f4a7c15
	return uint32(h >> 32)
}

// grow doubles the unique table, and the cache with it as long as it is small.
func (s *Space) grow() {
	s.unique = make([]int32, 2*len(s.unique))
	mask := uint32(len(s.unique) - 1)
	for at := 1; at < len(s.nodes); at++ {
		slot := s.nodes[at].hash() & mask
		for s.unique[slot] != 0 {
			slot = (slot + 1) & mask
		}
		s.unique[slot] = int32(at)
	}
	if len(s.cache) >= largeCache {
		return
	}
	old := s.cache
	s.cache = make([]cached, 2*len(old))
	for _, entry := range old {
		if entry.a != 0 {
			*s.entry(entry.a, entry.b) = entry
		}
	}
}

// entry is the only place of the cache where the conjunction of a and b may stand.
func (s *Space) entry(a, b Cond) *cached {
	h := (uint64(uint32(a))<<32 | uint64(uint32(b))) * 0x9e3779b97f4a7c15
	return &s.cache[uint32(h>>32)&uint32(len(s.cache)-1)]
}

// split returns what is left of c when the variable of this rank, at or above the top of c, is false and true.
func (s *Space) split(c Cond, rank int32) (low, high Cond) {
	n := &s.nodes[c.index()]
	if n.rank != rank {
		return c, c
	}
	flip := c.flip()
	return n.low ^ flip, n.high ^ flip
}

// rank returns the rank of the topmost variable of c, 0 for a constant.
func (s *Space) rank(c Cond) int32 { return s.nodes[c.index()].rank }

// newWalk starts a walk over nodes in which meet answers true once a node.
func (s *Space) newWalk() {
	s.stamps = extended(s.stamps, len(s.nodes))
	s.asked = extended(s.asked, len(s.domains))
	s.walk++
	if s.walk == 0 {
		clear(s.stamps)
		clear(s.asked)
		s.walk = 1
	}
}

// extended returns marks with room for so many.
func extended(marks []uint32, length int) []uint32 {
	return append(marks, make([]uint32, max(0, length-len(marks)))...)
}

func (s *Space) meet(c Cond) bool {
	at := c.index()
	if at == 0 || s.stamps[at] == s.walk {
		return false
	}
	s.stamps[at] = s.walk
	return true
}

// size returns the number of nodes of c.
func (s *Space) size(c Cond) int {
	s.newWalk()
	return s.sizeFrom(c)
}

func (s *Space) sizeFrom(c Cond) int {
	if !s.meet(c) {
		return 0
	}
	n := s.nodes[c.index()]
	return 1 + s.sizeFrom(n.low) + s.sizeFrom(n.high)
}
