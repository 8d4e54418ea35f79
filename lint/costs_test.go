package lint

import (
	"slices"
	"testing"
)

// TestCosts does a stage inside of another one: neither counts for the other.
func TestCosts(t *testing.T) {
	costs := &Costs{}
	var kept []byte
	costs.of("outer", func() {
		costs.of("inner", func() {
			kept = make([]byte, 1<<20)
		})
		costs.of("inner", func() {})
	})
	stages := costs.Stages()
	slices.SortFunc(stages, func(a, b Stage) int { return a.Times - b.Times })
	outer, inner := stages[0], stages[1]
	if outer.Name != "outer" || outer.Times != 1 || inner.Name != "inner" || inner.Times != 2 {
		t.Fatalf("got %+v", stages)
	}
	if inner.Time <= 0 || outer.Time <= 0 {
		t.Errorf("inner took %v, outer %v without it", inner.Time, outer.Time)
	}
	if size := uint64(len(kept)); inner.Bytes < size || outer.Bytes >= size {
		t.Errorf("inner allocated %d bytes, outer %d without it", inner.Bytes, outer.Bytes)
	}
}

// TestNoCosts does the work where nobody asks what it costs.
func TestNoCosts(t *testing.T) {
	done := false
	(*Costs)(nil).of("stage", func() { done = true })
	if !done {
		t.Error("the work was not done")
	}
}
