package cond

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// TestBudgetStaysExact builds conditions that hardly any operation has the budget for.
func TestBudgetStaysExact(t *testing.T) {
	for name, w := range spaces() {
		t.Run(name, func(t *testing.T) {
			w.SetBudget(1)
			r := random(t)
			for range rounds / 4 {
				expression := randomTree(r, 5)
				c := w.build(expression)
				if got := w.table(c); !slices.Equal(got, w.expected(expression)) {
					t.Fatalf("%v: wrong truth table", expression)
				}
				w.checkText(t, c, w.Format(c))
				w.checkWitness(t, c)
			}
			if len(w.atoms) == 0 {
				t.Fatal("the budget never ran out")
			}
		})
	}
}

// TestBudgetNeverLies compares the answers that atoms may blind with the truth.
func TestBudgetNeverLies(t *testing.T) {
	w := newWorld(newestFirst, inOrder())
	w.SetBudget(2)
	r := random(t)
	blind := 0
	for range rounds {
		x, y := randomTree(r, 4), randomTree(r, 3)
		a, b := w.build(x), w.build(y)
		tx, ty := w.expected(x), w.expected(y)
		implies, disjoint := true, true
		for i := range tx {
			implies = implies && (!tx[i] || ty[i])
			disjoint = disjoint && (!tx[i] || !ty[i])
		}
		if w.Implies(a, b) && !implies || w.Disjoint(a, b) && !disjoint {
			t.Fatalf("wrong answer about %v and %v", x, y)
		}
		if implies != w.Implies(a, b) {
			blind++
		}
		simpler := w.Assume(a, b)
		for i, holds := range w.table(simpler) {
			if ty[i] && holds != tx[i] {
				t.Fatalf("Assume(%v, %v) is wrong at %v", x, y, w.configs[i])
			}
		}
	}
	if blind == 0 {
		t.Error("the budget never made a difference")
	}
}

func TestForgetBehindAtoms(t *testing.T) {
	w := newWorld(newestFirst, inOrder())
	w.SetBudget(1)
	r := random(t)
	for range rounds / 8 {
		c := w.build(randomTree(r, 4))
		first, second := w.domains[r.IntN(len(w.domains))], w.domains[r.IntN(len(w.domains))]
		got := w.Forget(c, func(d Domain) bool { return d == first })
		w.checkForgotten(t, c, got, []Domain{first})
		if again := w.Forget(c, func(d Domain) bool { return d == first }); again != got {
			t.Fatalf("forgetting again gives another condition: %s and %s", w.Format(got), w.Format(again))
		}
		twice := w.Forget(w.Or(got, w.Is(first, "")), func(d Domain) bool { return d == second })
		w.checkForgotten(t, w.Or(got, w.Is(first, "")), twice, []Domain{second})
		if slices.Contains(w.Support(got), first) || slices.Contains(w.Support(twice), second) {
			t.Fatalf("what was dropped is still there: %s", w.Format(twice))
		}
		w.checkText(t, twice, w.Format(twice))
		w.checkWitness(t, twice)
	}
}

func TestAtomsAreNotOpaque(t *testing.T) {
	w := newWorld(newestFirst, inOrder())
	w.SetBudget(1)
	var each []Cond
	for _, d := range w.domains[:5] {
		each = append(each, w.Is(d, w.Values(d)[1]))
	}
	c := w.AndAll(each...)
	if len(w.atoms) == 0 {
		t.Fatal("the budget never ran out")
	}
	if w.AndAll(each...) != c {
		t.Error("the same operation gave another atom")
	}
	for _, d := range w.Support(c) {
		if w.IsOpaque(d) || !slices.Contains(w.domains, d) {
			t.Errorf("support names %q", w.Name(d))
		}
	}
	if got := w.Format(c); !strings.Contains(got, "CONFIG_A=y and CONFIG_B=y and ") {
		t.Errorf("Format does not look into atoms: %q", got)
	}
}

// TestBudgetBoundsBlowUps joins pairs in the order that takes 2^60 nodes.
func TestBudgetBoundsBlowUps(t *testing.T) {
	const n, budget = 60, 2000
	s := NewSpace()
	s.SetBudget(budget)
	bit := func(kind string, i int) Domain { return s.Declare(fmt.Sprintf("CONFIG_%s%d", kind, i), "", "y") }
	for i := range n {
		bit("A", i)
	}
	some := False
	for i := range n {
		before := s.NodeCount()
		some = s.Or(some, s.And(s.Is(bit("A", i), "y"), s.Is(bit("B", i), "y")))
		if grown := s.NodeCount() - before; grown > 2*budget+n {
			t.Fatalf("one step made %d nodes", grown)
		}
	}
	for i := range n {
		on := func(kind string) func(Domain) string {
			return func(d Domain) string {
				if d == bit("A", i) || d == bit(kind, i) {
					return "y"
				}
				return ""
			}
		}
		if !s.Holds(some, on("B")) || s.Holds(some, on("A")) {
			t.Fatalf("pair %d is lost", i)
		}
	}
}
