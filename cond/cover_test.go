package cond

import (
	"fmt"
	"slices"
	"testing"
)

// TestSumIsIrredundant takes away one cube, and one literal, at a time: each has to be missed.
func TestSumIsIrredundant(t *testing.T) {
	for name, w := range spaces() {
		t.Run(name, func(t *testing.T) {
			r := random(t)
			for range rounds {
				c := w.build(randomTree(r, 5))
				cubes, ok := w.sum(c)
				if !ok {
					continue
				}
				if got := w.join(cubes); got != c {
					t.Fatalf("the sum of %s is %s", w.Format(c), w.Format(got))
				}
				w.checkEachIsMissed(t, c, cubes)
			}
		})
	}
}

func (w *world) checkEachIsMissed(t *testing.T, c Cond, cubes []cube) {
	t.Helper()
	for n := range cubes {
		if w.join(slices.Delete(slices.Clone(cubes), n, n+1)) == c {
			t.Fatalf("cube %d of %s is superfluous", n, w.Format(c))
		}
		for i := range cubes[n] {
			if w.Implies(w.product(cubes[n], i), c) {
				t.Fatalf("literal %d of cube %d of %s is superfluous", i, n, w.Format(c))
			}
		}
	}
}

func (w *world) join(cubes []cube) Cond {
	var out []Cond
	for _, c := range cubes {
		out = append(out, w.product(c, -1))
	}
	return w.OrAll(out)
}

// TestSumOfTables covers what expressions seldom make: any set of configurations of domains with many values.
func TestSumOfTables(t *testing.T) {
	r := random(t)
	for range rounds {
		w := &world{Space: NewSpace()}
		rows := []Cond{True}
		for i, n := range []int{2 + r.IntN(5), 2 + r.IntN(3), 2 + r.IntN(3)} {
			d := w.Declare(fmt.Sprintf("CONFIG_D%d", i), []string{"", "1", "2", "3", "4", "5"}[:n]...)
			var grown []Cond
			for _, row := range rows {
				for _, value := range w.Values(d) {
					grown = append(grown, w.And(row, w.Is(d, value)))
				}
			}
			rows = grown
		}
		share := r.Float64()
		c := w.OrAll(slices.DeleteFunc(rows, func(Cond) bool { return r.Float64() > share }))
		cubes, ok := w.sum(c)
		if !ok {
			t.Fatalf("no sum for %s", w.Format(c))
		}
		if got := w.join(cubes); got != c {
			t.Fatalf("the sum of %s is %s", w.Format(c), w.Format(got))
		}
		w.checkEachIsMissed(t, c, cubes)
	}
}

// TestManyValues covers domains with more values than all groups of them could be tried.
func TestManyValues(t *testing.T) {
	s := NewSpace()
	a := s.Declare("CONFIG_A", "", "1", "2", "3", "4", "5", "6")
	var each []Cond
	for i, value := range s.Values(a) {
		d := s.Declare("CONFIG_B"+value, "", "y")
		if i%2 == 0 {
			each = append(each, s.And(s.Is(a, value), s.Is(d, "y")))
		} else {
			each = append(each, s.And(s.Is(a, value), s.Is(s.Declare("CONFIG_Z", "", "y"), "y")))
		}
	}
	c := s.OrAll(each)
	cubes, ok := s.sum(c)
	if !ok {
		t.Fatal("no sum")
	}
	got := False
	for _, cube := range cubes {
		got = s.Or(got, s.product(cube, -1))
	}
	if got != c {
		t.Errorf("the sum is %s, want %s", s.Format(got), s.Format(c))
	}
	want := "(CONFIG_A is not set and CONFIG_B=y) or (CONFIG_A is one of 1, 3, 5 and CONFIG_Z=y) or " +
		"(CONFIG_A=2 and CONFIG_B2=y) or (CONFIG_A=4 and CONFIG_B4=y) or (CONFIG_A=6 and CONFIG_B6=y)"
	if got := s.Format(c); got != want {
		t.Errorf("Format gives %q, want %q", got, want)
	}
}
