package rules

import (
	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/eval"
	"github.com/kbuildlint/kbuildlint/kbuild"
	"github.com/kbuildlint/kbuildlint/lint"
	"github.com/kbuildlint/kbuildlint/parser"
	"github.com/kbuildlint/kbuildlint/source"
)

var deprecatedVariable = &lint.Rule{
	Name:  "deprecated-variable",
	Title: "a variable is set that kbuild will drop",
	Why: "Since 6.16 `extra-y`, for files that are needed for vmlinux and not linked, is `always-$(KBUILD_BUILTIN)`: " +
		"`KBUILD_BUILTIN` is y where vmlinux is built. The old name still works. A makefile that has to work with " +
		"older kernels keeps it, for there the new one is a list that nobody reads.",
	Repair:   "Write `always-$(KBUILD_BUILTIN)`.",
	Where:    "6.16 and newer.",
	Needs:    lint.NeedsMakefile,
	Groups:   []string{"versions"},
	Severity: lint.Info,
	Since:    "0.1.0",
	Bad: lint.Example{Files: `-- Makefile --
obj-m := radio.o

extra-y += link.lds
-- radio.c --
-- link.lds.S --
`},
	Good: lint.Example{Files: `-- Makefile --
obj-m := radio.o

always-$(KBUILD_BUILTIN) += link.lds
-- radio.c --
-- link.lds.S --
`},
	Check: checkDeprecatedVariable,
}

// extraList is the list that is deprecated since 6.16, newList what to write.
const (
	extraList = "extra-y"
	newList   = "always-$(KBUILD_BUILTIN)"
)

func checkDeprecatedVariable(pass *lint.Pass) {
	first := pass.Unit.Role == kbuild.DirectoryRole && pass.Build == pass.Unit.Builds[0]
	if !first || !pass.Tree.Oldest.AtLeast(6, 16) {
		return
	}
	for _, a := range pass.Process.Assignments {
		if a.Name != extraList {
			continue
		}
		when := pass.Space().And(a.When, pass.Tree.World.NonEmpty(pass.Process.ValueAssigned(a)))
		if when == cond.False {
			continue
		}
		pass.Report(lint.Finding{
			Place: a.Place, When: when, Builds: pass.Unit.Builds,
			Message: extraList + " is deprecated since 6.16: write " + newList,
			Effect:  effectOfExtra(pass),
			Fixes:   newExtraName(a),
		})
	}
}

// newExtraName returns the repair of a word that is added to the list: any
// other assignment would take what always-y has already.
func newExtraName(a eval.Assignment) []lint.Repair {
	place := a.Place.Written()
	if place.Text() != extraList || a.Statement.Op != parser.OpAppend {
		return nil
	}
	edits := []source.Edit{{Place: place, Text: newList}}
	return []lint.Repair{{Title: "write " + newList, Edits: edits}}
}

// effectOfExtra says what the list does: since 5.10 it is nothing in a build of
// an external module.
func effectOfExtra(pass *lint.Pass) string {
	if pass.Tree.Dialect == kbuild.Modules {
		return "in a build of an external module neither makes anything"
	}
	return "it still works"
}
