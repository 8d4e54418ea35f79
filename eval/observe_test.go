package eval

import (
	"fmt"
	"slices"
	"strings"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/parser"
	"github.com/kbuildlint/kbuildlint/source"
)

// An evaluated program is what evaluation makes of it.
type evaluated struct {
	process  *Process
	names    [][]string
	values   []map[string]*Variable // by makefile and name
	expanded []map[string]*Value
	live     []map[string]cond.Cond // what is left behind each expansion
}

// evaluate reads the program's makefiles, in all configurations at once.
func (g *program) evaluate(version Version) *evaluated {
	world := NewWorld()
	if g.budget > 0 {
		world.Space.SetBudget(g.budget)
	}
	e := &evaluated{process: NewProcess(Options{
		World: world, Files: memoryFiles(g.files), Version: version, Dir: "/tmp",
		Symbols: func(name string) Symbol {
			s, ok := g.setting(name)
			if !ok {
				return Symbol{}
			}
			return Symbol{Type: s.kind}
		},
		SymbolsFile: configurationFile,
	})}
	p := e.process
	before := map[string]bool{}
	for _, name := range p.Names() {
		before[name] = true
	}
	p.RunAs("__pre.mk", parser.Parse(source.NewFile("__pre.mk", "include "+configurationFile+"\n")))
	for i, makefile := range g.makefiles {
		p.RunAs(makefile, parser.Parse(source.NewFile(makefile, g.files[makefile])))
		p.makefiles = append(p.makefiles, includedFile{fmt.Sprintf("__post%d.mk", i), cond.True, source.Place{}, nil})
		var names []string
		for _, name := range p.Names() {
			if !before[name] && !strings.HasPrefix(name, "CONFIG_") && !strings.HasPrefix(name, ".") {
				names = append(names, name)
				before[name] = true
			}
		}
		e.keep(append(names, ".DEFAULT_GOAL", "MAKEFILE_LIST"))
	}
	return e
}

// keep remembers variables and their expansions.
func (e *evaluated) keep(names []string) {
	values, expanded, live := map[string]*Variable{}, map[string]*Value{}, map[string]cond.Cond{}
	for _, name := range names {
		values[name] = e.process.Lookup(name)
		live[name] = e.process.live
	}
	for _, name := range names {
		expanded["expanded "+name] = e.process.expandLine("$(" + name + ")")
		live["expanded "+name] = e.process.live
	}
	e.names = append(e.names, names)
	e.values, e.expanded, e.live = append(e.values, values), append(e.expanded, expanded), append(e.live, live)
}

// observe returns what make should be seen to do in one configuration.
func (e *evaluated) observe(config map[string]string) observation {
	c := &Configuration{
		Choose: func(name string) string { return config[name] },
		Symbol: func(name string) (string, bool) { value := config[name]; return value, value != "" },
	}
	world := e.process.world
	seen := observation{}
	if world.HoldsAt(e.process.Lost(), c) {
		seen["~lost"] = "yes"
	}
	for i := range e.names {
		for name, variable := range e.values[i] {
			if world.HoldsAt(e.live[i][name], c) {
				seen[name] = e.variable(variable, c)
			}
		}
		for name, value := range e.expanded[i] {
			if world.HoldsAt(e.live[i][name], c) {
				seen[name] = e.text(value, c)
			}
		}
	}
	if world.HoldsAt(e.process.live, c) {
		seen["~complete"] = "yes"
		e.targets(seen, c)
	}
	return seen
}

func (e *evaluated) text(value *Value, c *Configuration) string {
	text, unknown, ok := e.process.world.At(value, c)
	if !ok {
		return "\x00" + unknown
	}
	return text
}

func (e *evaluated) variable(variable *Variable, c *Configuration) string {
	world := e.process.world
	switch {
	case variable == nil || !world.HoldsAt(variable.Defined, c):
		return "undefined undefined: "
	case world.HoldsAt(variable.Recursive, c):
		return "recursive " + e.origin(variable, c) + ": " + e.text(variable.Raw(), c)
	}
	return "simple " + e.origin(variable, c) + ": " + e.text(variable.Raw(), c)
}

func (e *evaluated) origin(variable *Variable, c *Configuration) string {
	for _, o := range variable.origins {
		if e.process.world.HoldsAt(o.when, c) {
			return string(o.origin)
		}
	}
	return "undefined"
}

// targets adds the explicit rules.
func (e *evaluated) targets(seen observation, c *Configuration) {
	p := e.process
	done := map[MadeName]bool{}
	for _, rule := range p.Rules {
		targets := rule.Targets
		if p.world.HoldsAt(rule.targets(p.space, ".PHONY"), c) {
			targets = slices.Concat(targets, rule.Prereqs)
		}
		for _, target := range targets {
			if rule.Pattern || done[target.Made] || hiddenTarget(string(target.Made)) {
				continue
			}
			done[target.Made] = true
			if hasUnknown(target.Text) {
				seen["~lost"] = "yes"
				continue
			}
			if p.world.HoldsAt(p.phony(target.Made), c) {
				seen["target "+string(target.Made)] = " phony"
			}
			for _, b := range p.Bindings(target.Made) {
				if p.world.HoldsAt(b.When, c) {
					e.target(seen, b, c)
				}
			}
		}
	}
}

func (e *evaluated) target(seen observation, b *Binding, c *Configuration) {
	world := e.process.world
	prereqs, order := e.held(b.Prereqs, c), e.held(b.OrderOnly, c)
	if len(order) > 0 {
		prereqs = append(append(prereqs, "|"), order...)
	}
	text := strings.Join(prereqs, " ")
	name := "target " + string(b.Target)
	if b.Rule.double() {
		name += " ::"
		if text != "" {
			name += " " + text
		}
		text = strings.TrimSpace(": " + text)
	}
	if slices.ContainsFunc(b.Rule.Recipe, func(r RecipeText) bool { return world.HoldsAt(r.When, c) }) {
		text += " recipe"
	}
	if world.HoldsAt(e.process.phony(b.Target), c) {
		text += " phony"
	}
	if b.Stem != "" {
		text += " stem '" + b.Stem + "'"
	}
	seen[name] = text
}

func (e *evaluated) held(names []Name, c *Configuration) []string {
	var out []string
	for _, name := range names {
		if !e.process.world.HoldsAt(name.When, c) {
			continue
		}
		if !hasUnknown(name.Text) {
			out = append(out, string(name.Made))
			continue
		}
		filled := e.text(textValue(name.Text, noPlace), c)
		for _, word := range fields(filled) {
			out = append(out, MakeName(word))
		}
	}
	return out
}
