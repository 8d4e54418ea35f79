package rules

import (
	"fmt"
	"strings"

	"github.com/kbuildlint/kbuildlint/eval"
	"github.com/kbuildlint/kbuildlint/kbuild"
	"github.com/kbuildlint/kbuildlint/lint"
)

var tooNewSyntax = &lint.Rule{
	Name:  "too-new-syntax",
	Title: "a makefile uses what an older kernel, or the GNU Make that it asks for, does not have",
	Why: "A makefile that is written for a new kernel and built against an old one finds some names undefined. GNU " +
		"Make takes these for empty texts: `$(call gcc-min-version, 90000)` is never y, and `-I$(srcroot)/include` " +
		"is `-I/include`. Nobody is told. Kernels up to 7.0 are built with GNU Make 4.0 and newer; the grouped " +
		"targets of 4.3 are one target more to an older make, called &, and the recipe runs once for each of them.",
	Repair: "Write what all of them have, or ask for the version, of make by " +
		"`$(filter grouped-target,$(.FEATURES))`. A pattern rule with several targets runs its " +
		"recipe once in every make.",
	Where:    "Before the version that the finding names; grouped targets: everywhere.",
	Needs:    lint.NeedsMakefile,
	Groups:   []string{"versions"},
	Severity: lint.Error,
	Since:    "0.1.0",
	Bad: lint.Example{Files: `-- Kbuild --
obj-m := radio.o

$(obj)/table.h $(obj)/table.c &: $(src)/table.txt
	$(CONFIG_SHELL) $(src)/split.sh $<
-- radio.c --
-- table.txt --
-- split.sh --
`},
	Good: lint.Example{Files: `-- Kbuild --
obj-m := radio.o

$(obj)/%.h $(obj)/%.c: $(src)/%.txt
	$(CONFIG_SHELL) $(src)/split.sh $<
-- radio.c --
-- table.txt --
-- split.sh --
`},
	Check: checkTooNewSyntax,
}

func checkTooNewSyntax(pass *lint.Pass) {
	for _, m := range missingNames(pass) {
		name, since, instead := m.changed.Name, m.changed.Since, m.changed.Instead
		if pass.Tree.Version.Compare(since) < 0 {
			m.report(pass, fmt.Sprintf("kbuild has no %s before %s: write %s", name, since, instead))
		}
	}
	if pass.Unit.Role == kbuild.DirectoryRole && pass.Build == pass.Unit.Builds[0] {
		checkGroupedTargets(pass)
	}
}

// checkGroupedTargets reports rules with grouped targets, which GNU Make has
// since 4.3 (NEWS). One that an older make does not get to is guarded.
func checkGroupedTargets(pass *lint.Pass) {
	oldest := eval.Version{Major: 4, Minor: 0}
	var older map[string]bool
	for _, rule := range pass.Process.Rules {
		if !strings.HasPrefix(rule.Separator, "&") {
			continue
		}
		if older == nil {
			older = rulesOf(pass.Tree.WithMake(oldest), pass)
		}
		if older[rule.Place.Written().String()] {
			pass.Report(lint.Finding{
				Place: rule.TargetList, When: rule.When, Builds: pass.Unit.Builds,
				Message: "GNU Make has grouped targets (&:) since 4.3, and kernels up to 7.0 are built with 4.0",
				Effect:  "an older make runs the recipe once for each target, and for one that it calls &",
			})
		}
	}
}

// rulesOf returns the places of the rules that the makefile has in another tree.
func rulesOf(tree *kbuild.Tree, pass *lint.Pass) map[string]bool {
	places := map[string]bool{}
	if process := tree.Evaluate(pass.Unit, pass.Build, nil); process != nil {
		for _, rule := range process.Rules {
			places[rule.Place.Written().String()] = true
		}
	}
	return places
}
