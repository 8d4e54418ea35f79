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
	// Sides are what ifeq or ifneq compares.
	Sides []*Value
	// When are the configurations that come to the directive, Taken those of
	// them that execute the arm.
	When, Taken cond.Cond
	// Test is the test of the directive by itself where something around it
	// decides its outcome, True elsewhere.
	Test cond.Cond
	// Stops tells that make stops in the arm wherever it executes it.
	Stops bool
}

// keepBranch keeps what became of an arm.
func (p *Process) keepBranch(arm *parser.Arm, c context, taken cond.Cond, sides []*Value) {
	if arm.Bad {
		return
	}
	p.Branches = append(p.Branches, Branch{
		Kind: arm.Kind, Place: c.file.Place(arm.Directive), Sides: sides, When: c.when, Taken: taken,
		Test: p.decidedTest(arm, c, taken), Stops: taken != cond.False && p.space.Disjoint(taken, p.live),
	})
}

// decidedTest returns the test of an arm by itself if its outcome is the same in
// all configurations that come to it.
func (p *Process) decidedTest(arm *parser.Arm, c context, taken cond.Cond) cond.Cond {
	decided := taken == cond.False || taken == c.when
	if !decided || arm.Kind == parser.CondElse || c.when == cond.True || callsFunction(&arm.Left, &arm.Right) {
		return cond.True
	}
	p.lazy++
	watch := p.options.Watch
	p.options.Watch = nil
	defer func() { p.options.Watch, p.lazy = watch, p.lazy-1 }()
	test, _ := p.armCondition(arm, context{c.file, cond.True})
	return test
}

// callsFunction reports whether a text calls a built-in function.
func callsFunction(texts ...*parser.Text) bool {
	found := false
	for _, text := range texts {
		parser.Inspect(text, func(node parser.Node) bool {
			_, isCall := node.(*parser.Function)
			found = found || isCall
			return !found
		})
	}
	return found
}
