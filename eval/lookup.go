package eval

import (
	"strings"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/source"
)

func (p *Process) lookupGlobal(name string) *Variable {
	if p.options.Tracked[name] {
		p.touched = true
	}
	if variable, ok := p.vars[name]; ok {
		return variable
	}
	if variable, ok := p.options.Inherited[name]; ok {
		return variable
	}
	if variable, ok := p.builtIn[name]; ok {
		return variable
	}
	if strings.HasPrefix(name, "CONFIG_") && p.symbols != cond.False {
		if variable, ok := p.world.symbols[name]; ok && p.symbols == cond.True {
			return variable
		}
		return p.symbolVariable(name)
	}
	return p.specialVariable(name)
}

// lookup returns the variable that a reference means here.
func (p *Process) lookup(name string) *Variable {
	if number := callNumber(name); number >= 0 {
		return p.lookupNumbered(name, number)
	}
	for i := len(p.locals) - 1; i >= 0; i-- {
		if l := &p.locals[i]; l.name == name && name != "" {
			p.memory.local(i)
			return l.variable
		}
	}
	return p.lookupGlobal(name)
}

// lookupNumbered returns the variable that is an argument of the call around,
// or has a number for its name.
func (p *Process) lookupNumbered(name string, number int) *Variable {
	for i := len(p.locals) - 1; i >= 0; i-- {
		l := &p.locals[i]
		if l.args == nil && l.name != name || l.args != nil && number >= l.max {
			continue
		}
		p.memory.local(i)
		switch {
		case l.args == nil:
			return l.variable
		case number < len(l.args):
			return simpleVariable(name, l.args[number], OriginAutomatic)
		}
		return simpleVariable(name, emptyValue, OriginAutomatic)
	}
	p.memory.used.fleeting = true // it would be another in a call
	return p.lookupGlobal(name)
}

// callNumber returns the number of a parameter of $(call), -1 for other names.
func callNumber(name string) int {
	if name == "" || len(name) > 3 {
		return -1
	}
	number := 0
	for i := range len(name) {
		if name[i] < '0' || name[i] > '9' {
			return -1
		}
		number = number*10 + int(name[i]-'0')
	}
	if name[0] == '0' && len(name) > 1 {
		return -1
	}
	return number
}

// fleetingVariables change without an assignment.
var fleetingVariables = map[string]bool{
	"MAKEFILE_LIST": true, ".SHELLSTATUS": true, ".VARIABLES": true, ".DEFAULT_GOAL": true,
}

// specialVariable computes the variables that change without an assignment.
func (p *Process) specialVariable(name string) *Variable {
	if variable, ok := p.world.parts[name]; ok {
		return variable
	}
	p.memory.used.fleeting = p.memory.used.fleeting || fleetingVariables[name]
	switch name {
	case "MAKEFILE_LIST":
		return simpleVariable(name, p.makefileList(), OriginFile)
	case ".SHELLSTATUS":
		return p.shellStatus
	case ".VARIABLES":
		text := strings.Join(p.Names(), " ")
		return simpleVariable(name, textValue(text, source.Place{}), OriginDefault)
	case ".DEFAULT_GOAL":
		return simpleVariable(name, p.goalValue(), OriginFile)
	}
	return nil
}
