package rules

import (
	"strings"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/eval"
	"github.com/kbuildlint/kbuildlint/kbuild"
	"github.com/kbuildlint/kbuildlint/kconfig"
	"github.com/kbuildlint/kbuildlint/lint"
)

var excludedModule = &lint.Rule{
	Name:  "excluded-module",
	Title: "a tristate symbol is compared with y, and may be m",
	Why: "`ifeq ($(CONFIG_RADIO),y)` is not taken where the radio is built as a module: what the branch says is left " +
		"out there as if there were no radio. That may be meant, for what a module can't have; often ifdef was, " +
		"because the symbol became tristate later.",
	Repair:   "Write ifdef CONFIG_RADIO if the branch counts for modules too.",
	Needs:    lint.NeedsKconfig,
	Groups:   []string{"kconfig"},
	Severity: lint.Info,
	OptIn:    true,
	Since:    "0.1.0",
	Bad: lint.Example{Files: `-- drivers/Makefile --
obj-$(CONFIG_RADIO) += radio.o
ifeq ($(CONFIG_RADIO),y)
ccflags-y := -DRADIO
endif
-- drivers/radio.c --
-- drivers/Kconfig --
config RADIO
	tristate "A radio"
`},
	Good: lint.Example{Files: `-- drivers/Makefile --
obj-$(CONFIG_RADIO) += radio.o
ifdef CONFIG_RADIO
ccflags-y := -DRADIO
endif
-- drivers/radio.c --
-- drivers/Kconfig --
config RADIO
	tristate "A radio"
`},
	CheckTree: checkExcludedModule,
}

func checkExcludedModule(pass *lint.TreePass) {
	model := pass.Tree.Kconfig()
	if model == nil || !model.Incomplete.Empty() || pass.Tree.Dialect != kbuild.Linux {
		return
	}
	branches := pass.Descent.Branches()
	known := map[[2]string]bool{} // the files that ask for m, with the symbols they ask about
	for _, branch := range branches {
		if symbol := comparedSwitch(pass, branch, "m"); symbol != "" {
			known[[2]string{branch.Place.Path(), symbol}] = true
		}
	}
	for _, branch := range branches {
		symbol := comparedSwitch(pass, branch, "y")
		if symbol != "" && !known[[2]string{branch.Place.Path(), symbol}] {
			reportExcluded(pass, branch, symbol)
		}
	}
}

// comparedSwitch returns the symbol that a directive compares with a value
// wherever make comes to it, "" if it does something else.
func comparedSwitch(pass *lint.TreePass, branch *kbuild.Branch, value string) string {
	symbol := ""
	for _, visit := range branch.Visits {
		one := ""
		for i, side := range visit.Sides {
			words := pass.Tree.World.Words(side)
			if len(words) != 1 || words[0].When != cond.True || words[0].Text != value {
				continue
			}
			if symbols := treeSwitches(pass.Tree, visit.Sides[1-i]); len(symbols) == 1 {
				one = symbols[0]
			}
		}
		if one == "" || symbol != "" && symbol != one {
			return ""
		}
		symbol = one
	}
	return symbol
}

// reportExcluded reports a comparison with y if the symbol may be m there, and
// the outcome is then that of a symbol that is off.
func reportExcluded(pass *lint.TreePass, branch *kbuild.Branch, symbol string) {
	model, name := pass.Tree.Kconfig(), strings.TrimPrefix(symbol, "CONFIG_")
	if model.Symbol(name).Type() != kconfig.Tristate {
		return
	}
	domain := pass.Tree.World.SymbolDomain(symbol, eval.Tristate)
	when := pass.Space().And(branch.Reached, pass.Space().Is(domain, "m"))
	if when == cond.False || pass.Tree.Prove(when).Verdict != kconfig.Possible {
		return
	}
	effect := "the branch is not taken where it is m"
	if branch.Kind == "ifneq" {
		effect = "the branch is taken where it is m"
	}
	pass.Report(branch.Directories[0], lint.Finding{
		Place: trimmed(branch.Place), When: when,
		Message: symbol + " is compared with y, and may be m", Effect: effect,
		Related: []lint.Note{definitionNote(model, name)},
	})
}
