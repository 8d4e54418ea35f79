package rules

import (
	"slices"
	"strings"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/eval"
	"github.com/kbuildlint/kbuildlint/lint"
	"github.com/kbuildlint/kbuildlint/source"
)

var ignoredFlags = &lint.Rule{
	Name:  "ignored-flags",
	Title: "flags are set in a variable that kbuild does not read",
	Why: "kbuild takes the flags of a directory from `ccflags-y`, `asflags-y`, `ldflags-y` and their like. `CFLAGS`, " +
		"`CPPFLAGS` and `LDFLAGS`, which GNU Make's own rules use, it never looks at, and neither at `ccflags-m`: " +
		"flags for a tristate symbol that is m are lost, because modules are compiled with `ccflags-y` too. Nothing " +
		"fails: the files are compiled without the flags.",
	Repair:   "Write `ccflags-y`, or `ccflags-$(if $(CONFIG_RADIO),y)` where a tristate symbol decides.",
	Needs:    lint.NeedsTree,
	Groups:   []string{"flags"},
	Severity: lint.Error,
	Since:    "0.1.0",
	Bad: lint.Example{Files: `-- Makefile --
obj-m := radio.o

CFLAGS += -DRADIO_DEBUG
-- radio.c --
`},
	Good: lint.Example{Files: `-- Makefile --
obj-m := radio.o

ccflags-y += -DRADIO_DEBUG
-- radio.c --
`},
	Check: checkIgnoredFlags,
}

// plainFlags are the variables that GNU Make's built-in rules take flags from
// (manual, "Variables Used by Implicit Rules") and AFLAGS, of kernels before
// 2.6.25, with the variable that kbuild has for the same, if there is one that
// takes the flags as they are.
var plainFlags = map[string]string{
	"CFLAGS": "ccflags-y", "CPPFLAGS": "ccflags-y", "AFLAGS": "asflags-y", "ASFLAGS": "asflags-y",
	"CXXFLAGS": "", "LDFLAGS": "", "LDLIBS": "", "LOADLIBES": "",
}

// flagLists begin the names of the lists of flags, of which kbuild reads those
// that end in y (scripts/Makefile.lib).
var flagLists = []string{
	"ccflags-", "asflags-", "cppflags-", "ldflags-", "rustflags-",
	"subdir-ccflags-", "subdir-asflags-", "subdir-rustflags-",
	"ccflags-remove-", "asflags-remove-", "rustflags-remove-",
}

func checkIgnoredFlags(pass *lint.Pass) {
	if pass.Directory == nil || len(pass.Directory.Entries) == 0 || pass.Build != pass.Unit.Builds[0] {
		return
	}
	for _, a := range pass.Process.Assignments {
		switch {
		case isPlainFlags(a.Name) && isUnused(pass, a.Name):
			reportPlainFlags(pass, a)
		case isModularList(a.Name) && mayBeModular(pass, a.When) && isUnused(pass, a.Name):
			reportModularList(pass, a)
		}
	}
}

func isPlainFlags(name string) bool {
	_, ok := plainFlags[name]
	return ok
}

// isModularList reports whether a name is that of a list of flags, but for the
// end m.
func isModularList(name string) bool {
	list, ok := strings.CutSuffix(name, "m")
	return ok && slices.Contains(flagLists, list)
}

// mayBeModular reports whether a symbol may really be m in the configurations
// in which it was taken to be: without the kernel's Kconfig files nobody knows
// its type.
func mayBeModular(pass *lint.Pass, when cond.Cond) bool {
	return pass.Tree.Kconfig() != nil || when == cond.True
}

// isUnused reports whether a variable has a value that nobody uses.
func isUnused(pass *lint.Pass, name string) bool {
	return !pass.Tree.Uses(pass.Process, name) &&
		pass.Tree.World.NonEmpty(pass.Process.ValueOf(name)) != cond.False
}

func reportPlainFlags(pass *lint.Pass, a eval.Assignment) {
	finding := lint.Finding{
		Place: a.Place, When: a.When, Builds: pass.Unit.Builds,
		Message: a.Name + " has no effect: kbuild does not read it",
		Effect:  "what the makefile lists is made without these flags",
	}
	if instead := plainFlags[a.Name]; instead != "" {
		finding.Message = a.Name + " has no effect: kbuild reads " + instead
		finding.Fixes = insteadOf(pass, a, instead)
	}
	pass.Report(finding)
}

// insteadOf returns the repair that writes another variable, where nothing else
// gives that one a value.
func insteadOf(pass *lint.Pass, a eval.Assignment, instead string) []lint.Repair {
	place := a.Place.Written()
	if place.Text() != a.Name {
		return nil
	}
	for _, other := range pass.Process.Assignments {
		if other.Name != a.Name && (other.Name == instead || plainFlags[other.Name] == instead) {
			return nil
		}
	}
	return []lint.Repair{{Title: "write " + instead, Edits: []source.Edit{{Place: place, Text: instead}}}}
}

func reportModularList(pass *lint.Pass, a eval.Assignment) {
	list := strings.TrimSuffix(a.Name, "m")
	pass.Report(lint.Finding{
		Place: a.Place, When: a.When, Builds: pass.Unit.Builds,
		Message: a.Name + " has no effect: kbuild reads " + list + "y, for modules too",
		Effect:  "what the makefile lists is made without these flags",
	})
}
