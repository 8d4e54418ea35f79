package eval

import (
	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/parser"
	"github.com/kbuildlint/kbuildlint/source"
)

// A TargetAssign is a target- or pattern-specific assignment.
type TargetAssign struct {
	Targets []Name
	Private bool
	// Place is the name of the variable.
	Place source.Place

	assign assignment
}

// Variable returns the name of the variable that is assigned to.
func (t *TargetAssign) Variable() string { return t.assign.name }

// pattern reports whether the assignment is for the targets of a pattern.
func (t *TargetAssign) pattern() bool {
	return len(t.Targets) > 0 && parsePattern(string(t.Targets[0].Made)).wild
}

// matching returns the configurations in which the assignment is for a target.
func (t *TargetAssign) matching(space *cond.Space, target MadeName) cond.Cond {
	when := cond.False
	for _, name := range t.Targets {
		if parsePattern(string(name.Made)).matches(string(target)) {
			when = space.Or(when, name.When)
		}
	}
	return when
}

func (p *Process) targetAssign(stmt *parser.TargetAssign, c context) {
	targets := p.names(&stmt.Targets, c)
	p.eachTarget(&stmt.Assign.Name, c, func(name string, when cond.Cond) {
		a := assignment{
			name: name, op: stmt.Assign.Op, text: &stmt.Assign.Value, file: c.file,
			when: when, origin: OriginFile,
		}
		private := false
		for _, modifier := range stmt.Assign.Modifiers {
			switch modifier.Word {
			case "override":
				a.origin = OriginOverride
			case "private":
				private = true
			}
		}
		// Each target has variables of its own, which a later assignment sees.
		for i := range targets {
			p.assignFor(&TargetAssign{
				Targets: targets[i : i+1 : i+1], Private: private,
				Place: c.file.Place(stmt.Assign.Name.Span), assign: a,
			})
		}
	})
}

// assignFor adds an assignment for one target or pattern.
func (p *Process) assignFor(assign *TargetAssign) {
	target := assign.Targets[0]
	if assign.assign.when = p.space.And(assign.assign.when, target.When); assign.assign.when == cond.False {
		return
	}
	if assign.pattern() {
		p.settlePattern(&assign.assign)
	} else {
		p.settle(&assign.assign, p.ownAssigns(target.Made))
	}
	p.Assigns = append(p.Assigns, assign)
}

// ownAssigns returns the assignments for a target alone.
func (p *Process) ownAssigns(target MadeName) []*TargetAssign {
	var own []*TargetAssign
	for _, assign := range p.Assigns {
		if assign.Targets[0].Made == target {
			own = append(own, assign)
		}
	}
	return own
}

// settlePattern expands a simple value; all else waits for a target.
func (p *Process) settlePattern(a *assignment) {
	if a.op == parser.OpSimple || a.op == parser.OpPosix {
		a.value, a.text = p.expand(a.text, a.file, a.when), nil
	}
}

// settle does what make does at once for a target-specific assignment: simple
// values are expanded, with what the target has already, and ?= looks whether
// there is a value.
func (p *Process) settle(a *assignment, earlier []*TargetAssign) {
	if a.op == parser.OpConditional && len(earlier) == 0 {
		p.settleConditional(a)
		return
	}
	simple := a.op == parser.OpSimple || a.op == parser.OpPosix
	if !simple && len(earlier) == 0 {
		return
	}
	var journal []change
	outer := p.journal
	p.journal = &journal
	for _, assign := range earlier {
		p.assignTarget(assign, a.when)
	}
	switch {
	case simple:
		a.value, a.text = p.expand(a.text, a.file, a.when), nil
	case a.op == parser.OpConditional:
		p.settleConditional(a)
	case a.op == parser.OpAppend && simplyOwn(a.name, earlier):
		a.value, a.text = p.expand(a.text, a.file, a.when), nil
	}
	p.journal = outer
	p.undo(journal)
}

// settleConditional drops the configurations in which a variable has a value.
func (p *Process) settleConditional(a *assignment) {
	if old := p.lookupGlobal(a.name); old != nil {
		a.when = p.space.Diff(a.when, old.Defined)
	}
	a.op = parser.OpRecursive
}

// simplyOwn reports whether the last assignment of a variable but += was of
// simple flavor.
func simplyOwn(name string, earlier []*TargetAssign) bool {
	simple := false
	for _, assign := range earlier {
		if assign.assign.name == name && assign.assign.op != parser.OpAppend {
			simple = assign.assign.op == parser.OpSimple || assign.assign.op == parser.OpPosix
		}
	}
	return simple
}
