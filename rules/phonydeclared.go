package rules

import (
	"path"
	"strings"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/eval"
	"github.com/kbuildlint/kbuildlint/lint"
)

var phonydeclared = &lint.Rule{
	Name:  "phonydeclared",
	Title: "a target without a recipe that is no file is not in .PHONY",
	Why: "A target that only leads to others, such as `all: radio`, is no file. Unless it is in `.PHONY` make looks " +
		"for a file of that name, tries all implicit rules on it, and as soon as there is one takes the target for " +
		"that file. This is the rule of checkmake; targets that an implicit rule makes are none of these here.",
	Repair:   "Add the target to `.PHONY`.",
	Where:    "Makefiles that have nothing to do with kbuild.",
	Needs:    lint.NeedsMakefile,
	Groups:   []string{"generic"},
	Severity: lint.Warning,
	OptIn:    true,
	Since:    "0.1.0",
	Bad: lint.Example{Files: `-- Makefile --
all: radio
radio: radio.c
	cc -o $@ $<
`},
	Good: lint.Example{Files: `-- Makefile --
.PHONY: all
all: radio
radio: radio.c
	cc -o $@ $<
`},
	Check: checkPhonydeclared,
}

func checkPhonydeclared(pass *lint.Pass) {
	if !isGeneric(pass) {
		return
	}
	phony := phonyTargets(pass)
	for _, target := range plainTargets(pass) {
		when := bare(pass, target)
		if declared, ok := phony[target.name]; ok {
			when = pass.Space().Diff(when, declared)
		}
		if when == cond.False || isSourceOrObject(pass, target.name) {
			continue
		}
		name := pass.Tree.Readable(target.name)
		pass.Report(lint.Finding{
			Place: target.placeIn(target.rules[0]), When: foreseen(pass, when),
			Message: name + " has no recipe and is not in .PHONY",
			Effect:  "a file with the name " + name + " takes its place",
		})
	}
}

// bare returns the configurations in which a target has rules, but neither a
// recipe nor a prerequisite of its name, which an implicit rule of make may make
// it from.
func bare(pass *lint.Pass, target *plainTarget) cond.Cond {
	space := pass.Space()
	when := cond.False
	for _, rule := range target.rules {
		when = space.Or(when, target.when(pass, rule))
	}
	for _, binding := range pass.Process.Bindings(target.name) {
		for _, line := range binding.Rule.Recipe {
			when = space.Diff(when, space.And(binding.When, line.When))
		}
		for _, prereq := range binding.Prereqs {
			name := string(prereq.Made)
			if strings.TrimSuffix(name, path.Ext(name)) == string(target.name) {
				when = space.Diff(when, prereq.When)
			}
		}
	}
	return when
}

// isSourceOrObject reports whether a target is a file: there is one, or its name has
// an ending that implicit rules go by.
func isSourceOrObject(pass *lint.Pass, target eval.MadeName) bool {
	name := string(target)
	return path.Ext(name) != "" || pass.Tree.IsFile(path.Join(path.Dir(pass.Unit.Makefile), name))
}
