package eval

import (
	"slices"
	"sort"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/parser"
	"github.com/kbuildlint/kbuildlint/source"
)

// predefine defines what GNU Make defines before it reads a makefile.
func (p *Process) predefine() {
	key := predefinition{p.options.Version, p.options.Dir}
	known, ok := p.world.predefined[key]
	if !ok {
		p.defineBuiltIn()
		known, p.vars = p.vars, map[string]*Variable{}
		p.world.predefined[key] = known
	}
	p.builtIn = known
}

// A predefinition is what the variables depend on that make defines.
type predefinition struct {
	version Version
	dir     string
}

func (p *Process) defineBuiltIn() {
	version := "4.4.1"
	if v := p.options.Version; v != DefaultVersion {
		version = string(rune('0'+v.Major)) + "." + string(rune('0'+v.Minor))
	}
	p.define("MAKE_VERSION", version, OriginDefault)
	p.define("MAKE_COMMAND", "make", OriginDefault)
	p.DefineRecursive("MAKE", "$(MAKE_COMMAND)", OriginDefault)
	p.define("SHELL", "/bin/sh", OriginDefault)
	p.define(".SHELLFLAGS", "-c", OriginDefault)
	p.define(".LIBPATTERNS", "lib%.so lib%.a", OriginDefault)
	p.define("MAKEFILES", "", OriginDefault)
	p.define(".FEATURES", p.features(), OriginDefault)
	p.DefineRecursive("MAKEFLAGS", "", OriginFile)
	p.define("MAKELEVEL", "0", OriginEnvironment)
	if p.options.Dir != "" {
		p.define("CURDIR", p.options.Dir, OriginFile)
	} else {
		unknown := p.world.unknown("dir", "the working directory")
		unknown.Solid = true
		p.DefineValue("CURDIR", unknownValue(unknown, source.Place{}), OriginFile)
	}
}

// features returns .FEATURES, the abilities of the version of make.
func (p *Process) features() string {
	features := "target-specific order-only second-expansion else-if shortest-stem undefine oneshell " +
		"archives jobserver output-sync check-symlink load"
	if !p.options.Version.Before(4, 3) {
		features += " nocomment grouped-target extra-prereqs"
	}
	if !p.options.Version.Before(4, 4) {
		features += " notintermediate jobserver-fifo"
	}
	return features
}

func (p *Process) define(name, text string, origin Origin) {
	p.store(simpleVariable(name, textValue(text, source.Place{}), origin))
}

// Define gives a variable of simple flavor its text before anything is read.
func (p *Process) Define(name, text string, origin Origin) {
	p.define(name, text, origin)
	p.passOn(name, origin)
}

// passOn notes that a variable of the environment is in that of the commands too,
// with the value that it has then (GNU Make manual, "Variables from the
// Environment").
func (p *Process) passOn(name string, origin Origin) {
	if origin == OriginEnvironment || origin == OriginEnvOverride {
		p.exports[name] = cond.True
	}
}

// DefineRecursive gives a variable of recursive flavor its text before
// anything is read, as the environment does.
func (p *Process) DefineRecursive(name, text string, origin Origin) {
	p.store(recursiveVariable(p.options.Version, name, text, origin))
	p.passOn(name, origin)
}

func recursiveVariable(version Version, name, text string, origin Origin) *Variable {
	file := source.NewFile("", text)
	parsed := version.ParseText(file, source.Span{End: len(text)}, parser.ModeValue)
	variable := simpleVariable(name, emptyValue, origin)
	variable.Recursive = cond.True
	if text != "" {
		variable.Value = &Value{Pieces: []Piece{{Template: &Template{Text: &parsed, File: file}, When: cond.True}}}
	}
	return variable
}

// DefineValue gives a variable of simple flavor its value before anything is
// read.
func (p *Process) DefineValue(name string, value *Value, origin Origin) {
	p.store(simpleVariable(name, value, origin))
	p.passOn(name, origin)
}

// store makes a variable the global one of its name.
func (p *Process) store(variable *Variable) {
	if p.journal != nil {
		*p.journal = append(*p.journal, change{variable.Name, p.vars[variable.Name]})
	}
	p.vars[variable.Name] = variable
	p.memory.changed()
}

// undo takes back the assignments since the journal was begun.
func (p *Process) undo(journal []change) {
	p.memory.changed()
	for _, j := range slices.Backward(journal) {
		if j.old == nil {
			delete(p.vars, j.name)
			continue
		}
		p.vars[j.name] = j.old
	}
}

// Lookup returns a global variable, nil when no configuration defines it.
// Symbols of the configuration are variables too once make can read them.
func (p *Process) Lookup(name string) *Variable { return p.lookupGlobal(name) }

// Names returns the names of all global variables, sorted.
func (p *Process) Names() []string {
	names := make([]string, 0, len(p.vars)+len(p.options.Inherited))
	for name, variable := range p.vars {
		if variable.Defined != cond.False {
			names = append(names, name)
		}
	}
	for name := range p.options.Inherited {
		if _, own := p.vars[name]; !own {
			names = append(names, name)
		}
	}
	for name := range p.builtIn {
		_, own := p.vars[name]
		if _, inherited := p.options.Inherited[name]; !own && !inherited {
			names = append(names, name)
		}
	}
	sort.Strings(names)
	return names
}

// symbolVariable returns the variable that include/config/auto.conf makes of a
// configuration symbol: absent when the symbol is n.
func (p *Process) symbolVariable(name string) *Variable {
	symbol := Symbol{Type: Tristate}
	if p.options.Symbols != nil {
		symbol = p.options.Symbols(name)
	}
	value, defined := p.symbolValue(name, symbol)
	if defined == cond.False {
		return nil
	}
	defined = p.space.And(defined, p.symbols)
	variable := &Variable{
		Name: name, Value: restricted(value, p.symbols), Defined: defined, Recursive: defined,
		origins: []guardedOrigin{{OriginFile, defined}},
	}
	if p.symbols == cond.True {
		p.world.symbols[name] = variable
	}
	return variable
}

func (p *Process) symbolValue(name string, symbol Symbol) (*Value, cond.Cond) {
	switch symbol.Type {
	case NotSymbol:
		return emptyValue, cond.False
	case Fixed:
		return textValue(symbol.Text, source.Place{}), cond.True
	case Bool, Tristate:
		return p.switchValue(name, symbol.Type)
	case Number, Text:
	}
	unknown := p.world.unknown("symbol\x01"+name, name)
	unknown.Symbol = name
	unknown.Solid = symbol.Type == Number
	value, set := unknownValue(unknown, source.Place{}), p.world.isSet(name)
	if unknown.Solid {
		value = restricted(value, set)
	}
	return value, set
}

func (p *Process) switchValue(name string, kind SymbolType) (*Value, cond.Cond) {
	domain := p.world.SymbolDomain(name, kind)
	yes := p.space.Is(domain, "y")
	value := &Value{Pieces: []Piece{{Text: "y", When: yes}}}
	set := yes
	if kind == Tristate {
		module := p.space.Is(domain, "m")
		value.Pieces = append(value.Pieces, Piece{Text: "m", When: module})
		set = p.space.Or(yes, module)
	}
	return value, set
}

// SymbolDomain returns the domain of a bool or tristate symbol.
func (w *World) SymbolDomain(name string, kind SymbolType) cond.Domain {
	if kind == Bool {
		return w.Space.Declare(name, "", "y")
	}
	return w.Space.Declare(name, "", "m", "y")
}

// isSet returns the configurations in which a symbol that is neither bool nor
// tristate has a value.
func (w *World) isSet(name string) cond.Cond {
	return w.opaque("set\x01"+name, name+" is set", func(c *instance) (bool, bool) {
		if c.Symbol == nil {
			return false, true
		}
		_, ok := c.Symbol(name)
		return ok, true
	})
}
