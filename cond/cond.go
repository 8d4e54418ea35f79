// Package cond is an algebra of conditions over configurations.
//
// A configuration gives every domain (a CONFIG symbol, the kind of build, the architecture, the outcome of a test
// nobody can foresee) one of its values. A condition is a set of configurations: the ones in which it holds. Conditions
// are built from Is by Not, And and Or; two conditions that hold in the same configurations are the same handle, so
// that == decides equivalence.
//
// Inside it is a binary decision diagram with complement edges. A domain with the values v0 to vk takes k boolean
// variables, adjacent in the order: the first asks "is it v1 or later", the next, only asked after a yes, "is it v2 or
// later", and so on. Impossible combinations can't be written down, therefore the diagram of a condition is unique.
//
// A budget keeps single operations small. A result that does not fit becomes a defined atom: a fresh variable together
// with the operation and the operands it stands for. Holds looks into atoms and stays exact; Implies, Disjoint and
// == may then miss a relation between two conditions; they never claim one that is not there.
package cond

// Cond is a condition over the configurations of one Space. The zero value is True.
type Cond int32

// True holds in every configuration, False in none.
const (
	True  Cond = 0
	False Cond = 1
)

// A Cond is twice the index of a node, plus one if it stands for the negation of that node.
func (c Cond) index() int32 { return int32(c) >> 1 }

func (c Cond) flip() Cond { return c & 1 }

// Space holds domains and the conditions over them. It is not safe for concurrent use, and handles of one space mean
// nothing in another.
type Space struct {
	order   order
	domains []domain
	byName  map[string]Domain
	byKey   map[string]Domain
	owner   []Domain   // the domain of each boolean variable, in order of creation
	values  []Cond     // for each value of each domain the condition that it has it
	lists   [][]string // values that many domains share

	nodes  []node
	unique []int32 // open addressing: indexes of nodes, 0 for a free slot
	cache  []cached

	atoms   []meaning
	defined map[definition]Cond

	budget int
	fuel   fuel

	stamps []uint32 // per node: the last walk that met it
	asked  []uint32 // per domain: the last walk that found it
	walk   uint32
}

// The order of variables in the diagram decides its size, never its meaning.
type order uint8

const (
	newestFirst order = iota // new domains on top: by far the smaller one for makefiles
	oldestFirst
)

// NewSpace returns an empty space without a budget.
func NewSpace() *Space { return newSpace(newestFirst) }

func newSpace(o order) *Space {
	s := &Space{
		order:   o,
		byName:  map[string]Domain{},
		byKey:   map[string]Domain{},
		nodes:   make([]node, 1, firstTable/2),
		unique:  make([]int32, firstTable),
		cache:   make([]cached, firstTable),
		defined: map[definition]Cond{},
	}
	s.refuel()
	return s
}

// SetBudget bounds the number of new nodes (and in proportion the steps) of each following operation; 0 means
// unlimited. An operation that needs more gives a defined atom.
func (s *Space) SetBudget(nodes int) {
	s.budget = max(nodes, 0)
	s.refuel()
}

// NodeCount returns the number of nodes made so far, also those no condition needs any longer.
func (s *Space) NodeCount() int { return len(s.nodes) }
