package cond

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
)

const rounds = 250

func random(t *testing.T) *rand.Rand {
	t.Helper()
	return rand.New(rand.NewPCG(1, 2))
}

// spaces are worlds that differ in what must not matter.
func spaces() map[string]*world {
	return map[string]*world{
		"newest first":           newWorld(newestFirst, inOrder()),
		"oldest first":           newWorld(oldestFirst, inOrder()),
		"newest first, reversed": newWorld(newestFirst, reversed()),
	}
}

func TestTruthTables(t *testing.T) {
	for name, w := range spaces() {
		t.Run(name, func(t *testing.T) {
			r := random(t)
			handles := map[string]Cond{}
			for range rounds {
				expression := randomTree(r, 5)
				c := w.build(expression)
				want := w.expected(expression)
				if got := w.table(c); !slices.Equal(got, want) {
					t.Fatalf("%v: wrong truth table", expression)
				}
				key := fmt.Sprint(want)
				if known, ok := handles[key]; ok && known != c {
					t.Fatalf("%v: two handles, %d and %d, for one truth table", expression, known, c)
				}
				handles[key] = c
			}
		})
	}
}

func TestDifferentHandlesDiffer(t *testing.T) {
	w := newWorld(newestFirst, inOrder())
	r := random(t)
	tables := map[Cond]string{}
	for range rounds {
		c := w.build(randomTree(r, 3))
		tables[c] = fmt.Sprint(w.table(c))
	}
	byTable := map[string]Cond{}
	for c, key := range tables {
		if other, ok := byTable[key]; ok {
			t.Errorf("%d and %d hold in the same configurations", c, other)
		}
		byTable[key] = c
	}
}

func TestImpliesAndDisjoint(t *testing.T) {
	for name, w := range spaces() {
		t.Run(name, func(t *testing.T) {
			r := random(t)
			seen := map[string]bool{}
			for range rounds {
				a, b := w.build(randomTree(r, 3)), w.build(randomTree(r, 2))
				if r.IntN(2) == 0 {
					b = w.Or(a, b)
				}
				implies, disjoint := true, true
				ta, tb := w.table(a), w.table(b)
				for i := range ta {
					implies = implies && (!ta[i] || tb[i])
					disjoint = disjoint && (!ta[i] || !tb[i])
				}
				if got := w.Implies(a, b); got != implies {
					t.Fatalf("Implies(%s, %s) = %v", w.Format(a), w.Format(b), got)
				}
				if got := w.Disjoint(a, b); got != disjoint {
					t.Fatalf("Disjoint(%s, %s) = %v", w.Format(a), w.Format(b), got)
				}
				seen[fmt.Sprint(implies, disjoint)] = true
			}
			if !seen["true false"] || !seen["false true"] || !seen["false false"] {
				t.Fatalf("the samples are one-sided: %v", seen)
			}
		})
	}
}

func TestDisjointAfterConjunction(t *testing.T) {
	w := newWorld(newestFirst, inOrder())
	a := w.Or(w.Is(w.domains[0], "y"), w.Is(w.domains[1], "y"))
	b := w.Or(w.Is(w.domains[2], "m"), w.Is(w.domains[3], "m"))
	if w.Disjoint(a, b) {
		t.Fatal("disjoint")
	}
	both := w.And(a, b) // the cache knows only that they meet
	if !w.Implies(both, a) || !w.Implies(both, b) || both == False {
		t.Fatalf("the conjunction is wrong: %s", w.Format(both))
	}
}

func TestValuesExcludeEachOther(t *testing.T) {
	for name, w := range spaces() {
		t.Run(name, func(t *testing.T) {
			for _, d := range w.domains {
				var each []Cond
				for _, value := range w.Values(d) {
					for _, other := range each {
						if got := w.And(other, w.Is(d, value)); got != False {
							t.Errorf("%s has two values at once: %s", w.Name(d), w.Format(got))
						}
					}
					each = append(each, w.Is(d, value))
				}
				if got := w.OrAll(each); got != True {
					t.Errorf("%s can have no value: %s", w.Name(d), w.Format(got))
				}
			}
		})
	}
}

func TestDomains(t *testing.T) {
	s := NewSpace()
	a := s.Declare("CONFIG_A", "", "y", "y")
	if again := s.Declare("CONFIG_A", "", "m", "y"); again != a {
		t.Errorf("declared twice: %d and %d", a, again)
	}
	if got := s.Values(a); !slices.Equal(got, []string{"", "y"}) {
		t.Errorf("values are %q", got)
	}
	if got := s.Is(a, "m"); got != False {
		t.Errorf("a value outside of the domain: %s", s.Format(got))
	}
	o := s.Opaque("CONFIG_A", "some test")
	if o == a || s.Opaque("CONFIG_A", "other words") != o {
		t.Error("keys and names are mixed up")
	}
	if !s.IsOpaque(o) || s.IsOpaque(a) || s.Name(o) != "CONFIG_A" || s.Label(o) != "some test" {
		t.Error("the opaque domain is not what it was declared as")
	}
	single := s.Declare("ONE")
	if s.Is(single, "") != True {
		t.Error("a domain of one value can have another")
	}
	for _, d := range []Domain{-1, 99} {
		if s.Is(d, "") != False || s.Name(d) != "" || s.Values(d) != nil || s.IsOpaque(d) || s.Label(d) != "" {
			t.Errorf("there is a domain %d", d)
		}
	}
}

func TestUnknownValueCountsAsUnset(t *testing.T) {
	s := NewSpace()
	tri := s.Declare("CONFIG_T", "", "m", "y")
	odd := func(Domain) string { return "odd" }
	if !s.Holds(s.Is(tri, ""), odd) || s.Holds(s.Is(tri, "m"), odd) || s.Holds(s.Is(tri, "y"), odd) {
		t.Error("a value outside of the domain is not the unset one")
	}
}

func TestEmptyLists(t *testing.T) {
	s := NewSpace()
	if s.AndAll() != True || s.OrAll(nil) != False {
		t.Error("nothing joined is wrong")
	}
}

func TestOrAllKeepsItsArgument(t *testing.T) {
	w := newWorld(newestFirst, inOrder())
	var list []Cond
	for _, d := range w.domains {
		list = append(list, w.Is(d, w.Values(d)[1]))
	}
	before := slices.Clone(list)
	w.OrAll(list)
	w.AndAll(list...)
	if !slices.Equal(list, before) {
		t.Error("the list changed")
	}
}
