package parser

import (
	"maps"
	"slices"
)

// FunctionNames returns the names of the built-in functions of GNU Make, sorted.
func FunctionNames() []string { return slices.Sorted(maps.Keys(functions)) }
