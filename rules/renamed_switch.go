package rules

import (
	"fmt"
	"strings"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/eval"
	"github.com/kbuildlint/kbuildlint/kbuild"
	"github.com/kbuildlint/kbuildlint/lint"
	"github.com/kbuildlint/kbuildlint/source"
)

var renamedSwitch = &lint.Rule{
	Name:  "renamed-switch",
	Title: "instrumentation is switched off or on under a name that kbuild no longer has",
	Why: "`UBSAN_SIGNED_WRAP` is called `UBSAN_INTEGER_WRAP` since 6.15, and `DISABLE_STACKLEAK_PLUGIN` is " +
		"`DISABLE_KSTACK_ERASE` since 6.17. kbuild does not look at the old names, and what it was to leave alone, " +
		"such as code that runs early, is instrumented like all the rest.",
	Repair:   "Write the new name; for older kernels too, both.",
	Where:    "6.15, or 6.17, and newer.",
	Needs:    lint.NeedsMakefile,
	Groups:   []string{"versions", "flags"},
	Severity: lint.Error,
	Since:    "0.1.0",
	Bad: lint.Example{Files: `-- Makefile --
obj-m := radio.o

UBSAN_SIGNED_WRAP_radio.o := n
-- radio.c --
`},
	Good: lint.Example{Files: `-- Makefile --
obj-m := radio.o

UBSAN_INTEGER_WRAP_radio.o := n
-- radio.c --
`},
	Check: checkRenamedSwitch,
}

func checkRenamedSwitch(pass *lint.Pass) {
	if pass.Unit.Role != kbuild.DirectoryRole || pass.Build != pass.Unit.Builds[0] {
		return
	}
	for _, m := range missingNames(pass) {
		until := m.changed.Until
		if isFlagVariable(m.changed.Name) && until != (kbuild.Version{}) && pass.Tree.Version.Compare(until) >= 0 {
			m.report(pass, fmt.Sprintf("%s is called %s since %s", m.changed.Name, m.changed.Instead, until))
		}
	}
	for _, a := range pass.Process.Assignments {
		for i := range kbuild.RenamedSwitches {
			reportSwitch(pass, a, &kbuild.RenamedSwitches[i])
		}
	}
}

// reportSwitch reports an assignment to a switch under its old name, unless the
// new one has a value too.
func reportSwitch(pass *lint.Pass, a eval.Assignment, renamed *kbuild.RenamedSwitch) {
	key, ok := strings.CutPrefix(a.Name, renamed.Name)
	if !ok || key != "" && key[0] != '_' || !pass.Tree.HasRenamed(renamed) {
		return
	}
	world, when := pass.Tree.World, a.When
	if variable := pass.Process.Lookup(renamed.Instead + key); variable != nil {
		when = pass.Space().Diff(when, world.AnyOutcome(variable.Defined))
	}
	if when == cond.False || world.AnyOutcome(when) != when {
		return
	}
	since, instead := renamed.Since, renamed.Instead+key
	finding := lint.Finding{
		Place: a.Place, When: when, Builds: pass.Unit.Builds,
		Message: fmt.Sprintf("%s has no effect since %s: kbuild asks for %s", a.Name, since, instead),
		Effect:  "the switch stands as if this line were not there",
	}
	place := a.Place.Written()
	if strings.HasPrefix(place.Text(), renamed.Name) && pass.Tree.Oldest.Compare(renamed.Since) >= 0 {
		text := renamed.Instead + strings.TrimPrefix(place.Text(), renamed.Name)
		edits := []source.Edit{{Place: place, Text: text}}
		finding.Fixes = []lint.Repair{{Title: "write " + text, Edits: edits}}
	}
	pass.Report(finding)
}
