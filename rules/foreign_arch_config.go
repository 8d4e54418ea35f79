package rules

import (
	"strings"

	"github.com/kbuildlint/kbuildlint/kbuild"
	"github.com/kbuildlint/kbuildlint/lint"
)

var foreignArchConfig = &lint.Rule{
	Name:  "foreign-arch-config",
	Title: "a configuration symbol that only other architectures have",
	Why: `Each architecture has Kconfig files of its own below arch/. In a makefile of
one architecture a symbol that only others define is never set, as if no Kconfig
file defined it.`,
	Repair:   "Write the symbol of this architecture, or remove what depends on it.",
	Needs:    lint.NeedsKconfig,
	Groups:   []string{"kconfig"},
	Severity: lint.Warning,
	Since:    "0.1.0",
	Bad: lint.Example{Files: `-- arch/arm/Kbuild --
obj-$(CONFIG_X86_TIMER) += timer.o
-- arch/arm/timer.c --
-- arch/arm/Kconfig --
config ARM_TIMER
	bool "The timer"
-- arch/x86/Kconfig --
config X86_TIMER
	bool "The timer"
`},
	Good: lint.Example{Files: `-- arch/arm/Kbuild --
obj-$(CONFIG_ARM_TIMER) += timer.o
-- arch/arm/timer.c --
-- arch/arm/Kconfig --
config ARM_TIMER
	bool "The timer"
`},
	Check: checkForeignArchConfig,
}

func checkForeignArchConfig(pass *lint.Pass) {
	model := pass.Tree.Kconfig()
	arch := pass.Unit.Arch
	if arch == "" || model == nil || !model.Incomplete.Empty() || pass.Tree.Dialect != kbuild.Linux {
		return
	}
	for _, use := range symbolUses(pass) {
		has := model.ArchesOf(use.symbol)
		if has.Empty() || has.Overlaps(model.Arch(arch)) {
			continue
		}
		finding := lint.Finding{
			Place: use.place, When: use.when, Builds: pass.Unit.Builds,
			Message: "CONFIG_" + use.symbol + " is not a symbol of " + arch + ": only " +
				strings.Join(model.Names(has), ", ") + " has it",
			Effect:  "it is never set here: what depends on it is never part of a build",
			Related: use.steps,
		}
		finding.Related = append(finding.Related, definitionNote(model, use.symbol))
		pass.Report(finding)
	}
}
