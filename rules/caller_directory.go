package rules

import (
	"path"
	"slices"
	"strings"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/eval"
	"github.com/kbuildlint/kbuildlint/kbuild"
	"github.com/kbuildlint/kbuildlint/lint"
	"github.com/kbuildlint/kbuildlint/parser"
	"github.com/kbuildlint/kbuildlint/source"
)

var callerDirectory = &lint.Rule{
	Name:  "caller-directory",
	Title: "kbuild's part of a makefile names its directory by where make was called, or where it works",
	Why: "`$(PWD)` is a variable of the shell that make was called from: `make -C` does not change it, so that it is " +
		"the directory of the module only if the caller stood there, and nothing where the environment is empty. " +
		"`$(CURDIR)` and `$(shell pwd)` are where make works: the directory of the kernel's build up to 6.12, and " +
		"since 6.13 the top of the module, or its output where `MO=` names one. The author's part of a makefile, " +
		"which make reads in its own directory, may well have `M=$(CURDIR)`.",
	Repair: "Write `$(src)` for the directory of the makefile, `$(obj)` for what is made there, `$(srctree)` for the " +
		"sources of the kernel, and `$(objtree)` for what its build has made.",
	Where: "`$(PWD)`: all versions. The others: external modules; a directory of the module up to 6.12, and with " +
		"`MO=`; one of the kernel since 6.13.",
	Needs:    lint.NeedsMakefile,
	Groups:   []string{"modules", "paths"},
	Severity: lint.Error,
	Since:    "0.1.0",
	Bad: lint.Example{Files: `-- Makefile --
ifneq ($(KERNELRELEASE),)
obj-m := radio.o
ccflags-y := -I$(PWD)/include
else
all:
	$(MAKE) -C $(KDIR) M=$(CURDIR) modules
endif
-- radio.c --
-- include/radio.h --
`},
	Good: lint.Example{Files: `-- Makefile --
ifneq ($(KERNELRELEASE),)
obj-m := radio.o
ccflags-y := -I$(src)/include
else
all:
	$(MAKE) -C $(KDIR) M=$(CURDIR) modules
endif
-- radio.c --
-- include/radio.h --
`},
	Check: checkCallerDirectory,
}

func checkCallerDirectory(pass *lint.Pass) {
	if pass.Directory == nil || pass.Build != pass.Unit.Builds[0] || !namesWorkingDirectory(pass) {
		return
	}
	world := pass.Tree.World
	process := pass.Tree.EvaluateGiven(pass.Unit, pass.Build, kbuild.Given{
		Environment: map[string]*eval.Value{
			"PWD": world.Placeholder("PWD"), "CURDIR": world.Placeholder("CURDIR"),
		},
		CommandLine: commandLineOf(pass),
	})
	if process == nil {
		return
	}
	c := callerSearch{
		pass: pass, process: process, reported: map[source.Place]bool{}, given: isHandedOver(pass, "PWD"),
	}
	for _, word := range wordsForKbuild(pass, process) {
		c.word(word)
	}
}

// namesWorkingDirectory reports whether the text of a makefile has a name of the
// directory that make works in, which in the kernel is as it should be, or was
// called from.
func namesWorkingDirectory(pass *lint.Pass) bool {
	names := []string{"PWD"}
	if pass.Tree.Dialect == kbuild.Modules {
		names = append(names, "CURDIR", "pwd")
	}
	for _, file := range ownMakefiles(pass) {
		for _, name := range names {
			if strings.Contains(file.Source.Text, name) {
				return true
			}
		}
	}
	return false
}

// wordsForKbuild returns what a makefile hands to kbuild: flags of compilers,
// files of symbols, and the rules of what kbuild makes.
func wordsForKbuild(pass *lint.Pass, process *eval.Process) []eval.Word {
	var words []eval.Word
	for _, name := range append(compileVariables(pass), extraSymbols, "ldflags-y") {
		if process.Lookup(name) != nil {
			words = append(words, pass.Words(process.ValueOf(name))...)
		}
	}
	targets := pass.Tree.TargetsOf(pass.Directory, pass.Process)
	for _, rule := range process.Rules {
		asked := slices.ContainsFunc(rule.Targets, func(target eval.Name) bool {
			return targets.Surely(target.Made) != cond.False
		})
		if !asked {
			continue
		}
		words = append(words, namesIn(rule)...)
		for _, binding := range process.RecipeBindings(rule) {
			for _, line := range process.ExpandRecipe(binding) {
				words = append(words, pass.Words(line.Value)...)
			}
		}
	}
	return words
}

// A callerSearch reports words, each place once.
type callerSearch struct {
	pass     *lint.Pass
	process  *eval.Process
	reported map[source.Place]bool
	// given tells that the author's part hands PWD to kbuild.
	given bool
}

// pathOptions are what a path may stand behind in one word.
var pathOptions = append([]string{"", "-include", "-imacros", "-T", "-L"}, includeOptions...)

// word looks for a directory of make at the beginning of a path.
func (c callerSearch) word(word eval.Word) {
	world := c.pass.Tree.World
	unknown := world.UnknownInText(word.Text)
	before, rest, _ := strings.Cut(word.Text, "\x00")
	if unknown == nil || world.AnyOutcome(word.When) != word.When || !slices.Contains(pathOptions, before) {
		return
	}
	_, rest, _ = strings.Cut(rest, "\x00")
	var finding lint.Finding
	switch {
	case strings.Contains(rest, "\x00"): // nobody knows where it leads
	case unknown.Reason == "PWD":
		if !c.given {
			finding = c.caller(rest)
		}
	case c.pass.Tree.Dialect != kbuild.Modules:
	case unknown.Reason == "CURDIR", unknown.Shell == "pwd":
		finding = c.working(rest, workingNames[unknown.Shell])
	}
	if word.Place.File == nil {
		word.Place = c.reference(unknown.Reason)
	}
	if place := word.Place.Written(); finding.Message != "" && !c.reported[place] {
		c.reported[place] = true
		finding.Place, finding.When = word.Place, word.When
		if finding.Builds == nil {
			finding.Builds = c.pass.Unit.Builds
		}
		c.pass.Report(finding)
	}
}

// reference returns the first reference to a variable that the value of another
// one has, for a word that is nothing else: make itself has written that.
func (c callerSearch) reference(name string) source.Place {
	var place source.Place
	for _, a := range c.process.Assignments {
		parser.Inspect(&a.Statement.Value, func(node parser.Node) bool {
			reference, ok := node.(*parser.Ref)
			if ok && reference.Name.Raw == name && place.File == nil {
				place = source.Place{File: a.Place.Written().File, Span: reference.Span}
			}
			return place.File == nil
		})
	}
	return place
}

// workingNames are the ways to name the directory that make works in, by the
// command of $(shell) if there is one.
var workingNames = map[string]string{"": "$(CURDIR)", "pwd": "$(shell pwd)"}

// caller returns what is to be said of a path that begins with $(PWD).
func (c callerSearch) caller(rest string) lint.Finding {
	finding := lint.Finding{
		Severity: lint.Warning,
		Message:  "$(PWD) is the directory that make is called from, and make -C does not change it",
		Effect:   "where make is called from elsewhere, that directory is looked at",
	}
	if rest = strings.Trim(rest, "/"); rest != "" {
		finding.Effect = "where make is called from elsewhere, " + rest + " is looked for there"
	}
	return finding
}

// working returns what is to be said of a path that begins with the directory
// that make works in; nothing where it is right, or where nobody can tell what
// is meant.
func (c callerSearch) working(rest, name string) lint.Finding {
	tree, builds := c.pass.Tree, c.pass.Unit.Builds
	rest = strings.Trim(rest, "/")
	own, atTop := path.Join(c.pass.Unit.Dir, rest), path.Join(".", rest)
	relocated := tree.Version.AtLeast(6, 13)
	finding := lint.Finding{Effect: path.Clean(atTop) + " of the module is not found there"}
	if rest == "" {
		finding.Effect = "that is not the directory of the module"
	}
	switch {
	case c.exists(atTop) && relocated:
		builds, finding.Severity = builds[len(builds)-1:], lint.Warning
	case c.exists(own), c.exists(atTop):
	case relocated && slices.Contains(kernelDirs, firstPart(rest)):
		finding.Effect = rest + " of the kernel is not found there"
	default:
		return lint.Finding{}
	}
	finding.Builds = builds
	finding.Message = name + " is where make works, which is " + tree.WorksIn(builds[0])
	return finding
}

// exists reports whether the module has a file or a directory.
func (c callerSearch) exists(name string) bool {
	return c.pass.Tree.IsDir(name) || c.pass.Tree.IsFile(name)
}

// firstPart returns the first directory of a path.
func firstPart(name string) string {
	first, _, _ := strings.Cut(name, "/")
	return first
}
