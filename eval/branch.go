package eval

import (
	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/parser"
	"github.com/kbuildlint/kbuildlint/source"
)

// A Branch is an arm of a conditional that make comes to.
type Branch struct {
	// Kind is the directive.
	Kind parser.CondKind
	// Place is the line of the directive.
	Place source.Place
	// When are the configurations that come to the directive, Taken those of
	// them that execute the arm.
	When, Taken cond.Cond
	// Stops tells that make stops in the arm wherever it executes it.
	Stops bool
}

// keepBranch keeps what became of an arm.
func (p *Process) keepBranch(arm *parser.Arm, c context, taken cond.Cond) {
	if arm.Bad {
		return
	}
	p.Branches = append(p.Branches, Branch{
		Kind: arm.Kind, Place: c.file.Place(arm.Directive), When: c.when, Taken: taken,
		Stops: taken != cond.False && p.space.Disjoint(taken, p.live),
	})
}
