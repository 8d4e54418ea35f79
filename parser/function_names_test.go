package parser

import (
	"slices"
	"testing"
)

// TestFunctionNames looks for names at both ends, and for their order.
func TestFunctionNames(t *testing.T) {
	names := FunctionNames()
	if !slices.IsSorted(names) || names[0] != "abspath" || names[len(names)-1] != "words" {
		t.Errorf("got %v", names)
	}
}
