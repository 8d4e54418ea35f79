package lint_test

import (
	"testing"

	"github.com/kbuildlint/kbuildlint/lint"
)

// TestRemember checks that work is done once for each key of a pass, also
// where it gives nothing.
func TestRemember(t *testing.T) {
	type key string
	worked := 0
	remember := func(pass *lint.Pass, name key) *string {
		return lint.Remember(pass, name, func() *string { worked++; return nil })
	}
	one, other := &lint.Pass{}, &lint.Pass{}
	remember(one, "a")
	remember(one, "a")
	remember(one, "b")
	if remember(other, "a") != nil {
		t.Error("something was made of nothing")
	}
	if worked != 3 {
		t.Errorf("worked %d times, want once for a and b of the one pass, and for a of the other", worked)
	}
}
