package eval

import (
	"strings"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/parser"
	"github.com/kbuildlint/kbuildlint/source"
)

// conditional executes both arms, each under its condition.
func (p *Process) conditional(stmt *parser.Conditional, c context) {
	rest := c.when
	for i := range stmt.Arms {
		arm := &stmt.Arms[i]
		if rest = p.space.And(rest, p.live); rest == cond.False {
			break
		}
		when, sides := p.armCondition(arm, context{c.file, rest})
		p.run(arm.Body, context{c.file, p.space.And(when, p.live)})
		p.keepBranch(arm, context{c.file, rest}, when, sides)
		rest = p.space.Diff(rest, when)
	}
	if stmt.Endif.Len() == 0 {
		place := c.file.Place(stmt.Arms[0].Directive)
		message := "missing 'endif'"
		p.problem(Problem{Fatal: true, Cause: CauseSyntax, Message: message, Place: place, When: c.when})
	}
}

// armCondition returns the configurations that execute an arm, and what ifeq
// and ifneq compare.
func (p *Process) armCondition(arm *parser.Arm, c context) (when cond.Cond, sides []*Value) {
	if arm.Bad && arm.Kind != parser.CondElse {
		p.problem(Problem{
			Fatal: true, Cause: CauseSyntax, Message: badConditional, Place: c.file.Place(arm.Directive), When: c.when,
		})
		return cond.False, nil
	}
	switch arm.Kind {
	case parser.CondIfdef:
		return p.space.And(c.when, p.isDefined(&arm.Left, c)), nil
	case parser.CondIfndef:
		return p.space.Diff(c.when, p.isDefined(&arm.Left, c)), nil
	case parser.CondIfeq:
		equal, sides := p.isEqual(arm, c)
		return p.space.And(c.when, equal), sides
	case parser.CondIfneq:
		equal, sides := p.isEqual(arm, c)
		return p.space.Diff(c.when, equal), sides
	case parser.CondElse:
	}
	return c.when, nil
}

// badConditional is what make says of operands that it can't read.
const badConditional = "invalid syntax in conditional"

// isDefined is ifdef: the unexpanded value is not empty. There is no variable
// without a name, and make stops at a name with a blank before its end.
func (p *Process) isDefined(name *parser.Text, c context) cond.Cond {
	result := cond.False
	place := c.file.Place(name.Span)
	p.tellTested(name, c)
	p.eachExpanded(name, c, func(name string, when cond.Cond) {
		name = strings.TrimRightFunc(name, isBlankRune)
		if strings.ContainsFunc(name, isBlankRune) {
			p.problem(Problem{Fatal: true, Message: badConditional, Place: place, When: when})
			return
		}
		p.tellSymbol(name, place, when)
		if variable := p.lookupGlobal(name); variable != nil {
			filled := p.space.And(variable.Defined, p.world.NonEmpty(rawValue(variable.Value)))
			result = p.space.Or(result, p.space.And(when, filled))
		}
	})
	return result
}

func (p *Process) isEqual(arm *parser.Arm, c context) (equal cond.Cond, sides []*Value) {
	left := p.expand(&arm.Left, c.file, c.when)
	right := p.expand(&arm.Right, c.file, c.when)
	sides = []*Value{left, right}
	if p.options.Watch != nil {
		p.options.Watch(&Event{
			Function: string(arm.Kind), Args: sides, When: c.when,
			Place: c.file.Place(arm.Directive), Binding: p.binding, Steps: append([]source.Place(nil), p.steps...),
		})
	}
	return p.world.equal(left, right, c.when), sides
}
