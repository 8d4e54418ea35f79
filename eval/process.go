package eval

import (
	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/parser"
	"github.com/kbuildlint/kbuildlint/source"
)

// A Version is a release of GNU Make.
type Version = parser.Version

// DefaultVersion is the version that evaluation follows unless told otherwise.
var DefaultVersion = parser.DefaultVersion

// A Presence says what evaluation knows of a file.
type Presence int

// A file is absent, present, or a thing that only a build makes.
const (
	Absent Presence = iota
	Present
	Generated
)

// Files is what make sees of the file system, under the names that it uses.
type Files interface {
	// Parse returns the makefile of a name.
	Parse(name string) (*parser.File, Presence)
	// Read returns the text of a file, for $(file <name).
	Read(name string) (string, Presence)
	// Glob returns the names that match a pattern of sh as GNU Make 4.4 does,
	// sorted; Generated says that a build may add to them.
	Glob(pattern string) ([]string, Presence)
}

// A SymbolType is the type of a configuration symbol.
type SymbolType int

// The types of Kconfig as far as makefiles see them. NotSymbol is for names
// that no Kconfig file defines, though they begin with CONFIG_; Fixed is for
// a symbol whose text is known.
const (
	NotSymbol SymbolType = iota
	Bool
	Tristate
	Number
	Text
	Fixed
)

// A Symbol is what evaluation has to know of a configuration symbol.
type Symbol struct {
	Type SymbolType
	// Text is the value of a Fixed symbol.
	Text string
}

// Options are the parameters of a process.
type Options struct {
	World *World
	Files Files
	// Version is the release of GNU Make, the same for all processes of a
	// world. Makefiles must have been parsed for it.
	Version Version
	// Dir is the working directory, "" when it is not known.
	Dir string
	// Inherited holds variables that the process starts with; it is not changed
	// and may be shared.
	Inherited map[string]*Variable
	// Symbols tells the type of a configuration symbol; nil knows none.
	Symbols func(name string) Symbol
	// SymbolsFile is the makefile whose inclusion brings the configuration
	// symbols in, such as include/config/auto.conf; "" has them from the start.
	SymbolsFile string
	// Fuel bounds the work, in steps of expansion; 0 is the default.
	Fuel int
	// Watch, if not nil, sees each comparison and text function as it is
	// computed.
	Watch func(*Event)
	// Calls are the names of variables whose $(call) Watch sees.
	Calls map[string]bool
	// Missed are the names of variables whose references Watch sees where
	// nothing defines them.
	Missed map[string]bool
	// Tracked are names of variables whose use is to be noticed, see Touched.
	Tracked map[string]bool
	// StopAtUnknown ends reading at the first include whose name is unknown.
	StopAtUnknown bool
	// AfterInclude, if not nil, is called when an included makefile has been
	// read; if it returns false, reading ends.
	AfterInclude func(name string) bool
}

// A Process is one run of make that reads makefiles in all configurations.
type Process struct {
	options Options
	world   *World
	space   *cond.Space

	vars    map[string]*Variable
	builtIn map[string]*Variable // what make defines itself; shared
	symbols cond.Cond            // configurations in which symbols are readable
	locals  []local
	memory  memory
	journal *[]change
	exports map[string]cond.Cond

	// live are the configurations that no error has ended.
	live cond.Cond
	// stack holds the variables under expansion, the innermost last.
	stack []expansion
	steps []source.Place
	// binding is the one whose recipe is being expanded, nil while reading.
	binding   *Binding
	fuel      int
	gaps      []Gap
	exhausted bool // the gap of the fuel is among them
	evals     int  // texts that are being read with $(eval)
	ended     bool
	// undefined are the first references to variables that nothing defines.
	undefined map[string]Reference
	// touched is set when a tracked variable was looked up.
	touched bool
	lazy    int

	// Rules are the rules in the order of the text.
	Rules []*Rule
	// Assignments are those to global variables, as they were executed.
	Assignments []Assignment
	// Assigns are the target- and pattern-specific assignments.
	Assigns []*TargetAssign
	// Branches are those of conditionals, as they were come to.
	Branches []Branch
	// Problems are the errors and warnings make would print.
	Problems []Problem

	open            []openRule
	doubles         []*Rule // rules with "::" that are complete
	index           ruleIndex
	vpaths          []vpath
	secondExpansion bool
	makefiles       []includedFile
	includeStack    []string
	unread          []Inclusion // what was to be included
	bareExports     []Reference
	defaultGoal     []Alternative
	defaultGoalOpen cond.Cond
	// lost are the configurations in which something was passed over because
	// its text is unknown.
	lost cond.Cond
	// shellStatus is the variable .SHELLSTATUS, nil before the first $(shell).
	shellStatus *Variable
}

// A Problem is an error or a warning of make in some configurations.
type Problem struct {
	// Fatal tells that make stops there.
	Fatal bool
	// Late tells that make reads on and stops when it has read everything, as
	// it does for a makefile that is missing and no rule makes.
	Late    bool
	Cause   Cause
	Message string
	Place   source.Place
	When    cond.Cond
}

// A Cause is what a problem comes from.
type Cause int

// A value that does not fit, the syntax of the makefile, $(error) or
// $(warning), or a file that can't be read.
const (
	CauseValue Cause = iota
	CauseSyntax
	CauseMessage
	CauseFile
)

// A local is a variable of $(call), $(foreach), $(let) or of a recipe. A frame
// of $(call) hides the numbered variables of the frames around it.
type local struct {
	name     string
	variable *Variable
	args     []*Value // of a call frame; name is ""
	max      int
}

// A change remembers a variable's value before an assignment in a recipe.
type change struct {
	name string
	old  *Variable
}

// An expansion is a variable whose value is being expanded.
type expansion struct {
	variable *Variable
	call     bool
}

// NewProcess returns a process that has read nothing yet.
func NewProcess(options Options) *Process {
	options.Version = options.Version.OrDefault()
	if options.Fuel == 0 {
		options.Fuel = defaultFuel
	}
	p := &Process{
		options: options, world: options.World, space: options.World.Space,
		vars: map[string]*Variable{}, exports: map[string]cond.Cond{},
		live: cond.True, symbols: cond.True, fuel: options.Fuel,
		defaultGoalOpen: cond.True, lost: cond.False,
	}
	if options.SymbolsFile != "" {
		p.symbols = cond.False
	}
	p.predefine()
	return p
}

// Live returns the configurations in which no error has ended make.
func (p *Process) Live() cond.Cond { return p.live }

// Meant returns the configurations that make is meant to get through: those that
// are live, and those that an error has ended which no makefile asks for.
func (p *Process) Meant() cond.Cond {
	meant := p.live
	for i := range p.Problems {
		problem := &p.Problems[i]
		if problem.Fatal && !problem.Late && problem.Cause != CauseMessage && problem.Cause != CauseFile {
			meant = p.space.Or(meant, problem.When)
		}
	}
	return meant
}

// Touched reports whether a tracked variable was looked up, so that the outcome
// may depend on it.
func (p *Process) Touched() bool { return p.touched }

// Lost returns the configurations in which an assignment, a line or a makefile
// was passed over because its name or its text is unknown: there the variables
// and rules may be others.
func (p *Process) Lost() cond.Cond { return p.lost }

// lose notes that something was passed over, where no error has ended make.
func (p *Process) lose(when cond.Cond) { p.lost = p.space.Or(p.lost, p.space.And(when, p.live)) }

// problem records a message; a fatal one ends its configurations, unless the
// expansion is one that make itself may never do.
func (p *Process) problem(problem Problem) {
	problem.When = p.space.And(problem.When, p.live)
	if problem.When == cond.False {
		return
	}
	if p.lazy == 0 {
		p.Problems = append(p.Problems, problem)
	}
	if problem.Fatal && !problem.Late && p.lazy == 0 {
		p.live = p.space.Diff(p.live, problem.When)
	}
}
