package rules

import (
	"fmt"
	"strings"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/eval"
	"github.com/kbuildlint/kbuildlint/kbuild"
	"github.com/kbuildlint/kbuildlint/lint"
)

var maxbodylength = &lint.Rule{
	Name:  "maxbodylength",
	Title: "a recipe has many lines",
	Why: "A long recipe is a script that nobody can run or test by itself. This is the rule of checkmake; how many " +
		"lines are allowed, five where nothing is said, `maxBodyLength` in the section `maxbodylength` of a " +
		"`checkmake.ini` says. The lines of one configuration are counted, those that a backslash joins each.",
	Repair:   "Move the recipe into a script, or split the target.",
	Where:    "Makefiles that have nothing to do with kbuild.",
	Needs:    lint.NeedsMakefile,
	Groups:   []string{"generic"},
	Severity: lint.Warning,
	OptIn:    true,
	Since:    "0.1.0",
	Bad: lint.Example{Files: `-- Makefile --
all:
	cc -c main.c
	cc -c tuner.c
	cc -c bands.c
	cc -o radio main.o tuner.o bands.o
	strip radio
	cp radio /usr/bin
`},
	Good: lint.Example{Files: `-- Makefile --
all:
	cc -o radio main.c tuner.c bands.c
`},
	Check: checkMaxbodylength,
}

func checkMaxbodylength(pass *lint.Pass) {
	if pass.Unit.Role != kbuild.PlainRole {
		return
	}
	allowed := pass.Parameters().MaxBodyLength
	for _, rule := range pass.Process.Rules {
		if length, when := bodyLength(pass, rule); length > allowed && len(rule.Targets) > 0 {
			pass.Report(lint.Finding{
				Place: writtenRule(rule), When: foreseen(pass, when),
				Message: fmt.Sprintf("the recipe for %s has %d lines, more than %d",
					pass.Tree.Readable(rule.Targets[0].Made), length, allowed),
				Effect: "it is a script that can't be run by itself",
			})
		}
	}
}

// bodyLength returns how many lines a recipe has at most, and in which
// configurations it has them.
func bodyLength(pass *lint.Pass, rule *eval.Rule) (length int, when cond.Cond) {
	when = rule.When
	for first := range rule.Recipe {
		lines, here := 0, rule.When
		for _, line := range rule.Recipe[first:] {
			if both := pass.Space().And(here, line.When); both != cond.False {
				lines, here = lines+writtenLines(line), both
			}
		}
		if lines > length {
			length, when = lines, here
		}
		if here == rule.When {
			break // they are all there
		}
	}
	return length, when
}

// writtenLines returns the lines of the makefile that a line of a recipe takes
// up, without those that are empty.
func writtenLines(line eval.RecipeText) int {
	count := 0
	for text := range strings.Lines(line.Template.Text.Raw) {
		if strings.TrimSpace(text) != "" {
			count++
		}
	}
	return count
}
