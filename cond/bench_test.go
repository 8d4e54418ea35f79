package cond

import (
	"fmt"
	"math/rand/v2"
	"testing"
)

// symbols declares as many tristate symbols and returns them.
func symbols(s *Space, n int) []Domain {
	out := make([]Domain, n)
	for i := range out {
		out[i] = s.Declare(fmt.Sprintf("CONFIG_S%05d", i), "", "m", "y")
	}
	return out
}

// BenchmarkFirstSight declares the symbols of a kernel and makes the conditions that obj-$(CONFIG_X) takes.
func BenchmarkFirstSight(b *testing.B) {
	const n = 20000
	b.ReportAllocs()
	for b.Loop() {
		s := NewSpace()
		for _, d := range symbols(s, n) {
			m, y := s.Is(d, "m"), s.Is(d, "y")
			if s.Or(m, y) != s.Not(s.Is(d, "")) {
				b.Fatal("not canonical")
			}
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/n, "ns/symbol")
}

// BenchmarkNestedGuards conjoins three symbols at random, as nested directories do, and asks what implies what.
func BenchmarkNestedGuards(b *testing.B) {
	s := NewSpace()
	list := symbols(s, 5000)
	r := rand.New(rand.NewPCG(3, 4))
	b.ReportAllocs()
	for b.Loop() {
		guard := True
		for range 3 {
			guard = s.And(guard, s.Not(s.Is(list[r.IntN(len(list))], "")))
		}
		other := s.Is(list[r.IntN(len(list))], "y")
		s.Implies(guard, other)
		s.Diff(guard, other)
	}
	b.ReportMetric(float64(s.NodeCount())/float64(b.N), "nodes/op")
}

// BenchmarkRepeat asks for conjunctions that are known already.
func BenchmarkRepeat(b *testing.B) {
	s := NewSpace()
	list := symbols(s, 100)
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		s.And(s.Is(list[i%100], "m"), s.Is(list[(i+1)%100], "y"))
	}
}

// BenchmarkAssignments assigns under a thousand conditions in turn: each makes the older pieces less likely.
func BenchmarkAssignments(b *testing.B) {
	for name, o := range map[string]order{"newest first": newestFirst, "oldest first": oldestFirst} {
		b.Run(name, func(b *testing.B) {
			var nodes int
			b.ReportAllocs()
			for b.Loop() {
				s := newSpace(o)
				old := True
				for i := range 1000 {
					old = s.Diff(old, s.Is(s.Declare(fmt.Sprintf("CONFIG_S%d", i), "", "m", "y"), "y"))
				}
				nodes = s.NodeCount()
			}
			b.ReportMetric(float64(nodes), "nodes")
		})
	}
}

// BenchmarkEmptyFilter is the case that blew up: is some X in the list whose same-named X is not in the other one.
func BenchmarkEmptyFilter(b *testing.B) {
	const n = 1000
	var nodes int
	for b.Loop() {
		s := NewSpace()
		s.SetBudget(4000)
		left, right := symbols(s, n), make([]Domain, n)
		for i := range right {
			right[i] = s.Declare(fmt.Sprintf("CONFIG_R%d", i), "", "y")
		}
		each := make([]Cond, n)
		for i := range each {
			each[i] = s.Diff(s.Is(left[i], "y"), s.Is(right[i], "y"))
		}
		s.OrAll(each)
		nodes = s.NodeCount()
	}
	b.ReportMetric(float64(nodes), "nodes")
}

func BenchmarkFormat(b *testing.B) {
	s := NewSpace()
	list := symbols(s, 12)
	is := func(i int, value string) Cond { return s.Is(list[i], value) }
	pairs := s.And(s.Or(is(3, "m"), is(4, "y")), s.Or(is(5, "y"), is(6, "m")))
	for name, c := range map[string]Cond{
		"one":   is(1, "m"),
		"three": s.AndAll(is(0, "y"), is(1, "m"), is(2, "")),
		"seven": s.And(s.And(is(0, "y"), pairs), s.Or(is(1, "m"), is(2, ""))),
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				s.Format(c)
			}
		})
	}
}

func BenchmarkHolds(b *testing.B) {
	s := NewSpace()
	var each []Cond
	for _, d := range symbols(s, 30) {
		each = append(each, s.Is(d, "y"))
	}
	c := s.OrAll(each)
	b.ReportAllocs()
	for b.Loop() {
		s.Holds(c, func(Domain) string { return "m" })
	}
}
