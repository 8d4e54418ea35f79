package rules

import (
	"strings"

	"github.com/kbuildlint/kbuildlint/kbuild"
	"github.com/kbuildlint/kbuildlint/kconfig"
	"github.com/kbuildlint/kbuildlint/lint"
	"github.com/kbuildlint/kbuildlint/source"
)

var undefinedConfig = &lint.Rule{
	Name:  "undefined-config",
	Title: "a configuration symbol that no Kconfig file defines",
	Why: `include/config/auto.conf sets the symbols that the Kconfig files define and
no others. A symbol that was renamed or removed there expands to nothing, and
what depends on it silently leaves the build: obj-$(CONFIG_OLD_NAME) is the list
obj-, which only make clean looks at.`,
	Repair:   "Write the name that Kconfig has, or remove what depends on the symbol.",
	Needs:    lint.NeedsKconfig,
	Groups:   []string{"kconfig"},
	Severity: lint.Warning,
	Since:    "0.1.0",
	Bad: lint.Example{Files: `-- drivers/Makefile --
obj-$(CONFIG_NETWORKING) += network.o
-- drivers/network.c --
-- drivers/Kconfig --
config NETWORK
	tristate "A network"
`},
	Good: lint.Example{Files: `-- drivers/Makefile --
obj-$(CONFIG_NETWORK) += network.o
-- drivers/network.c --
-- drivers/Kconfig --
config NETWORK
	tristate "A network"
`},
	Check: checkUndefinedConfig,
}

func checkUndefinedConfig(pass *lint.Pass) {
	model := pass.Tree.Kconfig()
	if model == nil || !model.Incomplete.Empty() || pass.Tree.Dialect != kbuild.Linux {
		return
	}
	for _, use := range symbolUses(pass) {
		if !model.Defined(use.symbol) && moduleMacro(model, use.symbol) == "" {
			finding := undefinedSymbol(model, use)
			finding.Builds = pass.Unit.Builds
			pass.Report(finding)
		}
	}
}

func undefinedSymbol(model *kconfig.Model, use symbolUse) lint.Finding {
	finding := lint.Finding{
		Place: use.place, When: use.when,
		Message: "CONFIG_" + use.symbol + " is defined by no Kconfig file",
		Effect:  "it is never set: what depends on it is never part of a build",
		Related: use.steps,
	}
	near := lint.Nearest(use.symbol, model.SymbolNames())
	if near == "" {
		return finding
	}
	finding.Hint = lint.Meant("CONFIG_" + near)
	finding.Related = append(finding.Related, definitionNote(model, near))
	if text := use.place.Text(); strings.Count(text, use.symbol) == 1 {
		finding.Fixes = []lint.Repair{{
			Title: "write CONFIG_" + near,
			Edits: []source.Edit{{Place: use.place, Text: strings.Replace(text, use.symbol, near, 1)}},
		}}
	}
	return finding
}
