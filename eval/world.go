// Package eval computes what GNU Make would compute from makefiles, for every
// configuration at once.
//
// A World holds what the evaluations of one tree share: the conditions, the
// unknowns and the opaque tests. A Process is one run of make: the makefiles
// it reads, in order, leave variables and rules in it.
package eval

import (
	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/parser"
	"github.com/kbuildlint/kbuildlint/source"
)

// A World is shared by all processes of one tree, so that their conditions can
// be compared. It is not safe for concurrent use.
type World struct {
	Space *cond.Space

	unknowns   []*Unknown
	byKey      map[string]*Unknown
	tests      map[cond.Domain]test
	texts      map[*source.File]*fileTexts
	trims      map[*parser.Text]*parser.Text
	specials   map[string]specialFunction
	parts      map[string]*Variable // $(@D) and the like
	predefined map[predefinition]map[string]*Variable
	symbols    map[string]*Variable // of configuration symbols, once looked up
}

// nodeBudget bounds one operation on conditions; beyond it the result is a
// condition of its own that stands for the operation. The largest condition of
// Linux 6.12 that matters has 49 nodes.
const nodeBudget = 1000

// NewWorld returns an empty world.
func NewWorld() *World {
	space := cond.NewSpace()
	space.SetBudget(nodeBudget)
	return &World{
		Space:      space,
		byKey:      map[string]*Unknown{},
		tests:      map[cond.Domain]test{},
		texts:      map[*source.File]*fileTexts{},
		trims:      map[*parser.Text]*parser.Text{},
		specials:   specialFunctions(),
		parts:      partVariables(),
		symbols:    map[string]*Variable{},
		predefined: map[predefinition]map[string]*Variable{},
	}
}
