package eval

import (
	"strings"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/parser"
	"github.com/kbuildlint/kbuildlint/source"
)

// defaultFuel is ten times what the top makefile of Linux 6.12 takes with those
// of all architectures.
const defaultFuel = 500_000

// What work costs, in steps: an expansion takes one. What grows with the square
// of the text is dear, so that the time for the fuel has a bound.
const (
	statementSteps = 20
	ruleSteps      = 50
	patternSteps   = 200 // for a pattern rule: each is tried for each target
	// smallValue is how many parts of a value are expanded for nothing, stepParts
	// how many more at the cost of a step, and keptParts how many that a variable
	// keeps.
	smallValue = 4096
	stepParts  = 8
	keptParts  = 8
	// recipeLines of a rule make each line behind them a step dearer.
	recipeLines = 16
	// matchesPerStep is how many words are compared with patterns.
	matchesPerStep = 64
	// partBytes are as much work as a word.
	partBytes = 400
	// maxParts bounds the words of one value; the longest list of Linux 6.12 has
	// 1,500.
	maxParts = 50_000
)

// A Gap is a place where evaluation gives up on what make would do: from there
// on nothing is certain in the configurations of When.
type Gap struct {
	Message string
	Place   source.Place
	When    cond.Cond
}

// Gaps returns the places where evaluation has given up.
func (p *Process) Gaps() []Gap { return p.gaps }

// giveUp notes a gap, one of a kind for each file.
func (p *Process) giveUp(message string, place source.Place, when cond.Cond) {
	p.lose(when)
	for i := range p.gaps {
		if p.gaps[i].Message == message && p.gaps[i].Place.File == place.File {
			return
		}
	}
	p.gaps = append(p.gaps, Gap{message, place, when})
}

// Exhausted reports whether the process ran out of fuel.
func (p *Process) Exhausted() bool { return p.fuel <= 0 }

// spend uses fuel and reports whether there is some left.
func (p *Process) spend(steps int) bool {
	if p.fuel <= 0 {
		return false
	}
	p.fuel -= steps
	return p.fuel > 0
}

func (p *Process) outOfFuel() *Value {
	return unknownValue(p.world.unknown("fuel", "an expansion too large to follow"), source.Place{})
}

// noteExhausted makes a gap of the place where the fuel ran out: the innermost
// one notes itself first.
func (p *Process) noteExhausted(place source.Place) {
	if p.fuel > 0 || p.exhausted {
		return
	}
	p.exhausted = true
	p.giveUp("this is too much to follow: an endless or very large expansion", place, cond.True)
}

// paid takes the fuel that a value is worth.
func (p *Process) paid(value *Value) *Value {
	parts := value.size()
	if parts > maxParts {
		p.fuel = 0
		return p.outOfFuel()
	}
	p.fuel -= max(0, parts-smallValue) / stepParts
	return value
}

// kept takes the fuel for a value that a variable keeps.
func (p *Process) kept(value *Value) *Value {
	p.fuel -= value.size() / keptParts
	return value
}

// size returns how many parts a value has about: words, or a number of bytes. Of
// those that some configurations lack, which may exclude each other, the largest
// counts. It is not more than twice maxParts.
func (v *Value) size() int {
	if v.parts > 0 || len(v.Pieces) == 0 {
		return v.parts
	}
	parts, largest := len(v.Pieces), 0
	for i := range v.Pieces {
		size := v.Pieces[i].size()
		if v.Pieces[i].When == cond.True {
			parts += size
		} else {
			largest = max(largest, size)
		}
		if parts > maxParts {
			break
		}
	}
	v.parts = min(parts+largest, 2*maxParts)
	return v.parts
}

func (p *Piece) size() int {
	if p.Value != nil {
		return p.Value.size()
	}
	return strings.Count(p.Text, " ") + len(p.Text)/partBytes
}

// stepsOf returns what executing a statement costs beside its expansions.
func stepsOf(stmt parser.Stmt) int {
	switch stmt.(type) {
	case *parser.Blank, *parser.Comment:
		return 1
	case *parser.Rule:
		return ruleSteps
	}
	return statementSteps
}
