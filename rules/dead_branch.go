package rules

import (
	"slices"
	"strings"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/kbuild"
	"github.com/kbuildlint/kbuildlint/kconfig"
	"github.com/kbuildlint/kbuildlint/lint"
)

var deadBranch = &lint.Rule{
	Name:  "dead-branch",
	Title: "a branch of a conditional that Kconfig allows in no configuration",
	Why: "A branch that asks for a combination of symbols which the Kconfig files exclude is never taken. Either one " +
		"of the two is wrong, and what the branch lists should be built, or it is left over from a symbol that had " +
		"other dependencies once.",
	Repair:   "Compare the directive with the dependencies named there, and mend what is wrong, or remove the branch.",
	Needs:    lint.NeedsKconfig,
	Groups:   []string{"kconfig"},
	Severity: lint.Warning,
	Since:    "0.1.0",
	Bad: lint.Example{Files: `-- drivers/Makefile --
ifdef CONFIG_RADIO
ifndef CONFIG_BUS
obj-y += alone.o
endif
endif
-- drivers/alone.c --
-- drivers/Kconfig --
config BUS
	bool "A bus"

config RADIO
	bool "A radio"
	depends on BUS
`},
	Good: lint.Example{Files: `-- drivers/Makefile --
ifdef CONFIG_RADIO
ifndef CONFIG_BUS
obj-y += alone.o
endif
endif
-- drivers/alone.c --
-- drivers/Kconfig --
config BUS
	bool "A bus"

config RADIO
	bool "A radio"
`},
	CheckTree: checkDeadBranch,
}

func checkDeadBranch(pass *lint.TreePass) {
	model := pass.Tree.Kconfig()
	if model == nil || !model.Incomplete.Empty() || pass.Tree.Dialect != kbuild.Linux {
		return
	}
	for _, branch := range pass.Descent.Branches() {
		if !pass.Wants(branch.Place.Written().File.Path) {
			continue
		}
		dead := branch.Taken != cond.False && !branch.Stops && isAboutSymbols(pass, branch.Taken) &&
			pass.Tree.Excludes(branch.Taken)
		if dead && pass.Tree.Prove(branch.Reached).Verdict != kconfig.Impossible {
			reportDead(pass, branch)
		}
	}
}

// reportDead reports a branch with what excludes it. Where the symbols alone do,
// they are those of other architectures, which is another matter.
func reportDead(pass *lint.TreePass, branch *kbuild.Branch) {
	reasons := pass.Tree.Conflict(branch.Taken)
	if len(reasons) == 0 {
		return
	}
	finding := lint.Finding{
		Place: trimmed(branch.Place), When: branch.Reached,
		Message: "this branch is never taken: Kconfig excludes " + pass.Space().Format(branch.Taken),
		Effect:  "what it says is never part of a build",
	}
	for _, reason := range reasons {
		finding.Related = append(finding.Related, lint.Note{Place: reason.Place, Message: reason.Text})
	}
	pass.Report(branch.Directories[0], finding)
}

// isAboutSymbols reports whether the configuration alone decides a condition.
func isAboutSymbols(pass *lint.TreePass, when cond.Cond) bool {
	return !slices.ContainsFunc(domainNames(pass, when), func(name string) bool {
		return !strings.HasPrefix(name, "CONFIG_") && name != "SRCARCH"
	})
}

// domainNames returns what decides a condition: symbols, the architecture, and
// the keys of tests whose outcome nobody can foresee.
func domainNames(pass *lint.TreePass, when cond.Cond) []string {
	var names []string
	for _, domain := range pass.Space().Support(when) {
		names = append(names, pass.Space().Name(domain))
	}
	return names
}
