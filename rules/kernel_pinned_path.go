package rules

import (
	"slices"
	"strings"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/eval"
	"github.com/kbuildlint/kbuildlint/lint"
	"github.com/kbuildlint/kbuildlint/parser"
	"github.com/kbuildlint/kbuildlint/source"
)

var kernelPinnedPath = &lint.Rule{
	Name:  "kernel-pinned-path",
	Title: "the makefile of an external module builds for the running kernel only",
	Why: "Whoever builds a module for another kernel than the one that runs, as DKMS, distributions and CI do, has " +
		"to tell the makefile where that kernel is. Where the path stands in the recipe they can only edit the " +
		"makefile; where a variable gets it by `=` or `:=` they can name it on the command line of make, and the " +
		"environment has no effect.",
	Repair:   "Write `KDIR ?= /lib/modules/$(shell uname -r)/build`, and `-C $(KDIR)` in the recipes.",
	Needs:    lint.NeedsMakefile,
	Groups:   []string{"modules"},
	Severity: lint.Info,
	Since:    "0.1.0",
	Bad: lint.Example{Files: `-- Makefile --
ifneq ($(KERNELRELEASE),)
obj-m := radio.o
else
all:
	$(MAKE) -C /lib/modules/$(shell uname -r)/build M=$(CURDIR) modules
endif
-- radio.c --
`},
	Good: lint.Example{Files: `-- Makefile --
ifneq ($(KERNELRELEASE),)
obj-m := radio.o
else
KDIR ?= /lib/modules/$(shell uname -r)/build
all:
	$(MAKE) -C $(KDIR) M=$(CURDIR) modules
endif
-- radio.c --
`},
	Check: checkKernelPinnedPath,
}

func checkKernelPinnedPath(pass *lint.Pass) {
	w := wrapperOf(pass)
	reported := map[source.Place]bool{}
	literal := false // one recipe with the path stands for the others
	for _, call := range w.kbuildCalls() {
		dir, ok := call.directory()
		if !ok || !namesRunningKernel(pass.Tree.World, dir.Text) {
			continue
		}
		p := pinnedPath{pass: pass, process: w.process, known: map[string]bool{}}
		if p.follow(call.recipeText()); p.settable {
			continue
		}
		finding := p.finding(call, dir)
		place := finding.Place.Written()
		if !reported[place] && (p.assignment != nil || !literal) {
			reported[place] = true
			pass.Report(finding)
		}
		literal = literal || p.assignment == nil
	}
}

// recipeText returns the text of a recipe's line before expansion.
func (c *wrapperCommand) recipeText() *parser.Text {
	for _, line := range c.binding.Rule.Recipe {
		if line.Place == c.line {
			return line.Template.Text
		}
	}
	return &parser.Text{}
}

// A pinnedPath is a path, with the variables that it is made of.
type pinnedPath struct {
	pass    *lint.Pass
	process *eval.Process
	known   map[string]bool
	// settable tells that the environment may change the path.
	settable bool
	// assignment gives the path, or a part of it, nil where no variable does.
	assignment *eval.Assignment
}

// automatic are the characters that make the name of an automatic variable.
const automatic = "@%<?^+|*"

// follow looks at the variables that a text refers to, and at those that they
// are made of.
func (p *pinnedPath) follow(text *parser.Text) {
	parser.Inspect(text, func(node parser.Node) bool {
		if reference, ok := node.(*parser.Ref); ok {
			p.variable(reference.Name.Raw)
		}
		return true
	})
}

// variable looks at a variable: the environment may give one that nothing
// defines, that ?= defines, or that only some configurations do.
func (p *pinnedPath) variable(name string) {
	if p.known[name] || strings.ContainsAny(name, automatic) {
		return
	}
	p.known[name] = true
	p.settable = p.settable || p.process.Lookup(name) == nil
	for i := range p.process.Assignments {
		a := &p.process.Assignments[i]
		if a.Name != name || !p.namesKernel(a) {
			continue
		}
		p.settable = p.settable || a.Statement.Op == parser.OpConditional || a.When != cond.True || p.isTested(name)
		if p.assignment == nil {
			p.assignment = a
		}
		p.follow(&a.Statement.Value)
	}
}

// isTested reports whether a conditional asks for a variable: it is likely to
// leave alone what the environment gives.
func (p *pinnedPath) isTested(name string) bool {
	return slices.ContainsFunc(p.process.Branches, func(branch eval.Branch) bool {
		return strings.Contains(branch.Place.Text(), name)
	})
}

// namesKernel reports whether an assignment is about the kernel that runs.
func (p *pinnedPath) namesKernel(a *eval.Assignment) bool {
	value := p.process.ValueAssigned(*a)
	unknown := p.pass.Tree.World.UnknownIn(value)
	return unknown != nil && strings.Contains(unknown.Shell, "uname") ||
		slices.ContainsFunc(p.pass.Words(value), func(word eval.Word) bool {
			return strings.Contains(word.Text, "`uname")
		})
}

// finding returns what is to be said of a call of kbuild in a directory.
func (p *pinnedPath) finding(call wrapperCommand, dir eval.Word) lint.Finding {
	readable := p.pass.Tree.World.Readable(dir.Text)
	if p.assignment == nil {
		return lint.Finding{
			Place: call.line, When: call.binding.When, Builds: p.pass.Unit.Builds,
			Message: "the recipe of " + p.pass.Tree.Readable(call.binding.Target) + " has the running kernel's path",
			Effect:  "who builds for another kernel has to edit the makefile: no variable names " + readable,
		}
	}
	name := p.assignment.Name
	return lint.Finding{
		Place: p.assignment.Place, When: call.binding.When, Builds: p.pass.Unit.Builds,
		Message: name + " is that of the running kernel whatever the environment says",
		Effect:  "who builds for another kernel has to give " + name + " on the command line of make",
		Fixes:   p.repair(),
	}
}

// repair returns the repair that lets the environment have its way, where the
// assignment has the operator that ?= does for.
func (p *pinnedPath) repair() []lint.Repair {
	statement, place := p.assignment.Statement, p.assignment.Place.Written()
	if statement.Op != parser.OpRecursive && statement.Op != parser.OpSimple || len(statement.Modifiers) > 0 {
		return nil
	}
	edit := source.Edit{Place: source.Place{File: place.File, Span: statement.OpSpan}, Text: "?="}
	return []lint.Repair{{Title: "write ?=", Edits: []source.Edit{edit}}}
}
