package eval

import (
	"strings"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/parser"
)

// firstGoal keeps the first target of each configuration, which is the default
// goal unless its name begins with a dot and has no slash.
func (p *Process) firstGoal(rule *Rule) {
	assigned, ok := p.vars[goalVariable]
	if ok {
		p.defaultGoalOpen = p.space.Not(p.world.NonEmpty(rawValue(assigned.Value)))
	}
	for _, target := range rule.Targets {
		if p.defaultGoalOpen == cond.False {
			return
		}
		name := string(target.Made)
		if strings.HasPrefix(name, ".") && !strings.Contains(name, "/") || hasUnknown(name) {
			continue
		}
		when := p.space.And(target.When, p.defaultGoalOpen)
		if when == cond.False {
			continue
		}
		p.defaultGoalOpen = p.space.Diff(p.defaultGoalOpen, when)
		if ok {
			goal := &Value{Pieces: []Piece{{Text: name, When: cond.True, Made: true, Place: target.Place}}}
			p.assign(assignment{name: goalVariable, op: parser.OpSimple, value: goal, origin: OriginFile, when: when})
			continue
		}
		p.defaultGoal = append(p.defaultGoal, Alternative{Text: name, When: when})
	}
}

// goalVariable is the variable that holds the default goal.
const goalVariable = ".DEFAULT_GOAL"

// goalValue is the value of .DEFAULT_GOAL before an assignment.
func (p *Process) goalValue() *Value {
	var b builder
	for _, goal := range p.defaultGoal {
		b.add(Piece{Text: goal.Text, When: goal.When, Made: true})
	}
	return b.value()
}

// DefaultGoals returns what make updates where nobody names a goal, in some
// configuration each.
func (p *Process) DefaultGoals() []MadeName {
	value := p.goalValue()
	if variable, ok := p.vars[goalVariable]; ok {
		value = variable.Raw()
	}
	var goals []MadeName
	for _, word := range p.world.Words(value) {
		goals = append(goals, MadeName(MakeName(word.Text)))
	}
	return goals
}

// specialTarget does what the mention of a special target changes at once (GNU
// Make manual, "Special Built-in Target Names").
func (p *Process) specialTarget(target Name) {
	switch target.Made {
	case ".SECONDEXPANSION":
		p.secondExpansion = true
	case ".POSIX":
		for _, standard := range posixDefaults {
			p.defineDefault(standard.name, standard.text, target.When)
		}
	}
}

// posixDefaults holds the values that POSIX gives to variables of built-in
// rules.
var posixDefaults = []struct{ name, text string }{
	{".SHELLFLAGS", "-ec"},
	{"ARFLAGS", "-rvU"},
	{"CC", "c99"},
	{"CFLAGS", "-O1"},
	{"FC", "fort77"},
	{"FFLAGS", "-O1"},
	{"SCCSGETFLAGS", "-s"},
}

// defineDefault gives a variable a default value where nothing stronger gave
// it one.
func (p *Process) defineDefault(name, text string, when cond.Cond) {
	old := p.lookupGlobal(name)
	if old != nil {
		for _, o := range old.origins {
			if o.origin != OriginDefault {
				when = p.space.Diff(when, o.when)
			}
		}
	}
	if when != cond.False {
		a := assignment{name: name, op: parser.OpSimple, value: constantValue(text), origin: OriginDefault, when: when}
		p.store(p.assigned(old, a))
	}
}
