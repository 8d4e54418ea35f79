package rules

import (
	"slices"
	"strings"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/eval"
	"github.com/kbuildlint/kbuildlint/kbuild"
	"github.com/kbuildlint/kbuildlint/kconfig"
	"github.com/kbuildlint/kbuildlint/lint"
)

var constantCondition = &lint.Rule{
	Name:  "constant-condition",
	Title: "a conditional whose outcome is the same in all configurations",
	Why: "A bool is y or empty in a makefile and a tristate may be m besides: what is compared with m, with yes or " +
		"with 1 may never be that. A test is needless where a directive around it has made it already. And " +
		"`ifneq ($(list),)` is true of a list that is blanks only, as += leaves it when what is appended to a " +
		"recursive variable turns out to be empty.",
	Repair: "Compare with a value that the symbol has, remove the directive, or strip the list: " +
		"ifneq ($(strip $(list)),).",
	Needs:    lint.NeedsKconfig,
	Groups:   []string{"kconfig"},
	Severity: lint.Warning,
	Since:    "0.1.0",
	Bad: lint.Example{Files: `-- drivers/Makefile --
ifeq ($(CONFIG_RADIO),m)
obj-m += glue.o
endif
-- drivers/glue.c --
-- drivers/Kconfig --
config RADIO
	bool "A radio"
`},
	Good: lint.Example{Files: `-- drivers/Makefile --
ifeq ($(CONFIG_RADIO),m)
obj-m += glue.o
endif
-- drivers/glue.c --
-- drivers/Kconfig --
config RADIO
	tristate "A radio"
`},
	CheckTree: checkConstantCondition,
}

func checkConstantCondition(pass *lint.TreePass) {
	model := pass.Tree.Kconfig()
	if model == nil || !model.Incomplete.Empty() || pass.Tree.Dialect != kbuild.Linux {
		return
	}
	c := constants{pass: pass, branches: pass.Descent.Branches()}
	for _, branch := range c.branches {
		if branch.Reached != cond.False {
			c.decided(branch)
			c.neverEqual(branch)
			c.blank(branch)
		}
	}
}

// constants looks for conditions with one outcome.
type constants struct {
	pass     *lint.TreePass
	branches []*kbuild.Branch
}

func (c *constants) report(branch *kbuild.Branch, message, effect string, when cond.Cond, related ...lint.Note) {
	c.pass.Report(branch.Directories[0], lint.Finding{
		Place: trimmed(branch.Place), When: when, Message: message, Effect: effect, Related: related,
	})
}

// decided looks for a test of symbols that those around it decide, wherever make
// comes to it.
func (c *constants) decided(branch *kbuild.Branch) {
	always, never := true, true
	for _, visit := range branch.Visits {
		if visit.Test == cond.True || visit.Test == cond.False || !isAboutSymbols(c.pass, visit.Test) ||
			slices.Contains(domainNames(c.pass, visit.Test), "SRCARCH") {
			return
		}
		always, never = always && visit.Taken == visit.When, never && visit.Taken == cond.False
	}
	space, test := c.pass.Space(), branch.Visits[0].Test
	switch {
	case always:
		c.report(branch, "this branch is always taken: make comes here only where "+space.Format(test),
			"the directive does nothing", branch.Reached, c.around(branch)...)
	case never:
		c.report(branch, "this branch is never taken: make comes here only where "+space.Format(space.Not(test)),
			"what it says is never part of a build", branch.Reached, c.around(branch)...)
	}
}

// around points at the nearest directive that decides a test.
func (c *constants) around(branch *kbuild.Branch) []lint.Note {
	space, visit := c.pass.Space(), branch.Visits[0]
	for _, other := range c.branches {
		taken := other.Visits[0].Taken
		decides := space.Implies(taken, visit.Test) || space.Disjoint(taken, visit.Test)
		if other != branch && taken != cond.False && decides && space.Implies(visit.When, taken) {
			return []lint.Note{{Place: trimmed(other.Place), Message: "make comes here by this branch"}}
		}
	}
	return nil
}

// neverEqual looks for a comparison of symbols with what they never are.
func (c *constants) neverEqual(branch *kbuild.Branch) {
	var symbols []string
	var text string
	for _, visit := range branch.Visits {
		if symbols, text = c.different(visit.Sides); len(symbols) == 0 {
			return
		}
	}
	c.report(branch, strings.Join(symbols, " with ")+" is compared with "+text+", which it never is",
		neverEffects[string(branch.Kind)], branch.Reached, c.definitions(symbols)...)
}

// different returns the symbols on one side and the text on the other if these
// are never equal. What other rules report is none of it: n, quotes, names, and
// blanks at the ends.
func (c *constants) different(sides []*eval.Value) (symbols []string, text string) {
	for i := range sides {
		texts, known := c.pass.Tree.World.Alternatives(sides[i], cond.True)
		if !known || len(texts) != 1 || c.pass.Tree.World.UnknownInText(texts[0].Text) != nil {
			continue
		}
		text = strings.TrimSpace(texts[0].Text)
		if strings.Trim(text, "ynm") == "" && strings.Contains(text, "n") || strings.ContainsAny(text, `"'(`) ||
			strings.Contains(text, "ONFIG_") {
			continue
		}
		values, _ := c.pass.Tree.World.Alternatives(sides[1-i], cond.True)
		same := func(value eval.Alternative) bool { return strings.TrimSpace(value.Text) == text }
		if symbols = treeSwitches(c.pass.Tree, sides[1-i]); !slices.ContainsFunc(values, same) && len(symbols) > 0 {
			return symbols, text
		}
	}
	return nil, ""
}

// definitions points at the definitions of symbols, with their types.
func (c *constants) definitions(symbols []string) []lint.Note {
	var notes []lint.Note
	model := c.pass.Tree.Kconfig()
	for _, name := range symbols {
		note := definitionNote(model, strings.TrimPrefix(name, "CONFIG_"))
		note.Message = name + " is a tristate: y, m or empty"
		if model.Symbol(strings.TrimPrefix(name, "CONFIG_")).Type() == kconfig.Bool {
			note.Message = name + " is a bool: y or empty"
		}
		notes = append(notes, note)
	}
	return notes
}

// blank looks for a list that is compared with nothing and may be blanks only.
func (c *constants) blank(branch *kbuild.Branch) {
	world, space := c.pass.Tree.World, c.pass.Space()
	blank := cond.False
	for _, visit := range branch.Visits {
		for i := range visit.Sides {
			if world.NonEmpty(visit.Sides[1-i]) != cond.False {
				continue
			}
			filled := cond.False
			for _, word := range world.Words(visit.Sides[i]) {
				filled = space.Or(filled, word.When)
			}
			only := space.Diff(world.NonEmpty(visit.Sides[i]), filled)
			blank = space.Or(blank, space.And(visit.When, only))
		}
	}
	if blank != cond.False && isAboutSymbols(c.pass, blank) && c.pass.Tree.Prove(blank).Verdict == kconfig.Possible {
		c.report(branch, "this compares a text of blanks with nothing", "they are not equal, though the list is empty",
			blank)
	}
}
