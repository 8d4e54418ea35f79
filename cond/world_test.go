package cond

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
)

// world is a space with a few domains of every sort and all of its configurations.
type world struct {
	*Space
	domains []Domain
	configs []map[Domain]string
}

type declaration struct {
	name   string
	values []string
}

var declarations = []declaration{
	{"CONFIG_A", []string{"", "y"}},
	{"CONFIG_B", []string{"", "y"}},
	{"CONFIG_S", []string{"", "m", "y"}},
	{"CONFIG_T", []string{"", "m", "y"}},
	{"ARCH", []string{"arm", "mips", "riscv", "x86"}},
	{"EXTMOD", []string{"", "y"}},
	{"the compiler takes -Wx", nil}, // opaque
}

// newWorld declares the domains in a given order; world.domains is always in the order of the declarations.
func newWorld(o order, permutation []int) *world {
	w := &world{Space: newSpace(o), domains: make([]Domain, len(declarations))}
	for _, i := range permutation {
		d := declarations[i]
		if d.values == nil {
			w.domains[i] = w.Opaque("key:"+d.name, d.name)
		} else {
			w.domains[i] = w.Declare(d.name, d.values...)
		}
	}
	w.configs = []map[Domain]string{{}}
	for _, d := range w.domains {
		var grown []map[Domain]string
		for _, c := range w.configs {
			for _, value := range w.Values(d) {
				next := map[Domain]string{d: value}
				maps.Copy(next, c)
				grown = append(grown, next)
			}
		}
		w.configs = grown
	}
	return w
}

func inOrder() []int {
	out := make([]int, len(declarations))
	for i := range out {
		out[i] = i
	}
	return out
}

func reversed() []int {
	out := inOrder()
	slices.Reverse(out)
	return out
}

func at(config map[Domain]string) func(Domain) string {
	return func(d Domain) string { return config[d] }
}

// table is the truth of a condition in each configuration of a world.
type table []bool

func (w *world) table(c Cond) table {
	out := make(table, len(w.configs))
	for i, config := range w.configs {
		out[i] = w.Holds(c, at(config))
	}
	return out
}

// tree is a random expression that can be built in any world, beside its truth computed without a diagram.
type tree struct {
	op     string
	domain int
	value  string
	kids   []*tree
}

func randomTree(r *rand.Rand, depth int) *tree {
	if depth == 0 || r.IntN(8) == 0 {
		d := r.IntN(len(declarations))
		values := declarations[d].values
		if values == nil {
			values = []string{"", "y"}
		}
		return &tree{op: "is", domain: d, value: values[r.IntN(len(values))]}
	}
	op := []string{"not", "and", "or", "diff", "all", "any", "and", "or"}[r.IntN(8)]
	kids := map[string]int{"not": 1, "and": 2, "or": 2, "diff": 2, "all": 3, "any": 3}[op]
	t := &tree{op: op}
	for range kids {
		t.kids = append(t.kids, randomTree(r, depth-1))
	}
	return t
}

func (t *tree) String() string {
	if t.op == "is" {
		return fmt.Sprintf("%s:%q", declarations[t.domain].name, t.value)
	}
	return fmt.Sprintf("%s%v", t.op, t.kids)
}

func (w *world) build(t *tree) Cond {
	var kids []Cond
	for _, k := range t.kids {
		kids = append(kids, w.build(k))
	}
	switch t.op {
	case "is":
		return w.Is(w.domains[t.domain], t.value)
	case "not":
		return w.Not(kids[0])
	case "and":
		return w.And(kids[0], kids[1])
	case "or":
		return w.Or(kids[0], kids[1])
	case "diff":
		return w.Diff(kids[0], kids[1])
	case "all":
		return w.AndAll(kids...)
	}
	return w.OrAll(kids)
}

func (w *world) truth(t *tree, config map[Domain]string) bool {
	var kids []bool
	for _, k := range t.kids {
		kids = append(kids, w.truth(k, config))
	}
	switch t.op {
	case "is":
		return config[w.domains[t.domain]] == t.value
	case "not":
		return !kids[0]
	case "and", "all":
		return !slices.Contains(kids, false)
	case "diff":
		return kids[0] && !kids[1]
	}
	return slices.Contains(kids, true)
}

func (w *world) expected(t *tree) table {
	out := make(table, len(w.configs))
	for i, config := range w.configs {
		out[i] = w.truth(t, config)
	}
	return out
}
