package cond

import (
	"maps"
	"slices"
	"testing"
)

func TestForget(t *testing.T) {
	for name, w := range spaces() {
		t.Run(name, func(t *testing.T) {
			r := random(t)
			for range rounds {
				c := w.build(randomTree(r, 4))
				var dropped []Domain
				for _, d := range w.domains {
					if r.IntN(3) == 0 {
						dropped = append(dropped, d)
					}
				}
				drop := func(d Domain) bool { return slices.Contains(dropped, d) }
				got := w.Forget(c, drop)
				w.checkForgotten(t, c, got, dropped)
				if slices.ContainsFunc(w.Support(got), drop) {
					t.Fatalf("%s still depends on what was dropped", w.Format(got))
				}
			}
		})
	}
}

// checkForgotten compares with the truth table of c, in which configurations that differ only in dropped domains join.
func (w *world) checkForgotten(t *testing.T, c, got Cond, dropped []Domain) {
	t.Helper()
	kept := func(config map[Domain]string) string {
		key := ""
		for _, d := range w.domains {
			if !slices.Contains(dropped, d) {
				key += config[d] + ";"
			}
		}
		return key
	}
	want := map[string]bool{}
	for _, config := range w.configs {
		if w.Holds(c, at(config)) {
			want[kept(config)] = true
		}
	}
	for _, config := range w.configs {
		if w.Holds(got, at(config)) != want[kept(config)] {
			t.Fatalf("Forget(%s) = %s is wrong at %v", w.Format(c), w.Format(got), config)
		}
	}
}

func TestSupport(t *testing.T) {
	for name, w := range spaces() {
		t.Run(name, func(t *testing.T) {
			r := random(t)
			for range rounds / 8 {
				c := w.build(randomTree(r, 3))
				var want []Domain
				for _, d := range w.domains {
					if w.matters(c, d) {
						want = append(want, d)
					}
				}
				got := w.Support(c)
				if !slices.IsSortedFunc(got, w.compare) {
					t.Fatalf("support of %s is not sorted: %v", w.Format(c), got)
				}
				slices.Sort(want)
				slices.Sort(got)
				if !slices.Equal(got, want) {
					t.Fatalf("support of %s is %v, want %v", w.Format(c), got, want)
				}
			}
		})
	}
}

// matters reports whether some change of d alone changes c.
func (w *world) matters(c Cond, d Domain) bool {
	for _, config := range w.configs {
		for _, value := range w.Values(d) {
			changed := func(x Domain) string {
				if x == d {
					return value
				}
				return config[x]
			}
			if w.Holds(c, changed) != w.Holds(c, at(config)) {
				return true
			}
		}
	}
	return false
}

func TestAssume(t *testing.T) {
	for name, w := range spaces() {
		t.Run(name, func(t *testing.T) {
			r := random(t)
			for range rounds {
				c, care := w.build(randomTree(r, 4)), w.build(randomTree(r, 3))
				got := w.Assume(c, care)
				if w.And(got, care) != w.And(c, care) {
					t.Fatalf("Assume(%s, %s) = %s", w.Format(c), w.Format(care), w.Format(got))
				}
				if care != False && w.Implies(care, c) && got != True {
					t.Fatalf("Assume(%s, %s) = %s, not always", w.Format(c), w.Format(care), w.Format(got))
				}
				if care != False && w.Disjoint(care, c) && got != False {
					t.Fatalf("Assume(%s, %s) = %s, not never", w.Format(c), w.Format(care), w.Format(got))
				}
			}
		})
	}
}

func TestAssumeSimplifies(t *testing.T) {
	s := NewSpace()
	a := s.Is(s.Declare("CONFIG_A", "", "y"), "y")
	b := s.Is(s.Declare("CONFIG_B", "", "y"), "y")
	tri := s.Declare("CONFIG_T", "", "m", "y")
	set := s.Not(s.Is(tri, ""))
	for _, test := range []struct {
		c, care Cond
		want    string
	}{
		{s.And(a, b), a, "CONFIG_B=y"},
		{s.Or(a, b), s.Not(a), "CONFIG_B=y"},
		{s.Is(tri, "m"), set, "CONFIG_T=m"},
		{s.And(s.Is(tri, "m"), a), s.Not(s.Is(tri, "y")), "CONFIG_A=y and CONFIG_T=m"},
		{s.And(set, a), s.Is(tri, "m"), "CONFIG_A=y"},
		{s.And(a, b), s.Or(a, b), "CONFIG_A=y and CONFIG_B=y"},
	} {
		if got := s.Format(s.Assume(test.c, test.care)); got != test.want {
			t.Errorf("Assume(%s, %s) = %q, want %q", s.Format(test.c), s.Format(test.care), got, test.want)
		}
	}
}

func TestWitness(t *testing.T) {
	for name, w := range spaces() {
		t.Run(name, func(t *testing.T) {
			r := random(t)
			for range rounds {
				w.checkWitness(t, w.build(randomTree(r, 4)))
			}
		})
	}
}

func (w *world) checkWitness(t *testing.T, c Cond) {
	t.Helper()
	got, ok := w.Witness(c)
	fewest := -1
	for _, config := range w.configs {
		holds := w.Holds(c, at(config))
		if n := w.set(config); holds && (fewest < 0 || n < fewest) {
			fewest = n
		}
		if ok && w.extends(config, got) && !holds {
			t.Fatalf("%s does not hold in %v of witness %v", w.Format(c), config, got)
		}
	}
	set := 0
	for _, d := range w.domains {
		if value, decided := got[w.Name(d)]; decided && value != w.Values(d)[0] {
			set++
		}
	}
	if ok != (fewest >= 0) || ok && set != fewest {
		t.Fatalf("witness of %s is %v, %v; it takes %d set domains", w.Format(c), got, ok, fewest)
	}
}

func TestWitnessDecidesOnlyWhatItMust(t *testing.T) {
	w := newWorld(newestFirst, inOrder())
	r := random(t)
	for range rounds {
		c := w.build(randomTree(r, 4))
		got, _ := w.Witness(c)
		for name := range got {
			fewer := maps.Clone(got)
			delete(fewer, name)
			if !slices.ContainsFunc(w.configs, func(config map[Domain]string) bool {
				return w.extends(config, fewer) && !w.Holds(c, at(config))
			}) {
				t.Fatalf("witness %v of %s need not decide %s", got, w.Format(c), name)
			}
		}
	}
}

func TestSupportIsSortedForPeople(t *testing.T) {
	s := NewSpace()
	domains := []Domain{
		s.Opaque("1", "b"), s.Opaque("2", "a"), s.Declare("CONFIG_B", "", "y"), s.Declare("CONFIG_A", "", "y"),
	}
	var each []Cond
	for _, d := range domains {
		each = append(each, s.Is(d, "y"))
	}
	slices.Reverse(domains)
	domains[2], domains[3] = s.Opaque("2", ""), s.Opaque("1", "")
	if got := s.Support(s.AndAll(each...)); !slices.Equal(got, domains) {
		t.Errorf("support is %v, want %v", got, domains)
	}
}

func (w *world) set(config map[Domain]string) int {
	n := 0
	for d, value := range config {
		if value != w.Values(d)[0] {
			n++
		}
	}
	return n
}

func (w *world) extends(config map[Domain]string, partial map[string]string) bool {
	for _, d := range w.domains {
		if value, ok := partial[w.Name(d)]; ok && config[d] != value {
			return false
		}
	}
	return true
}
