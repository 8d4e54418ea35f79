package rules

import (
	"slices"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/kbuild"
	"github.com/kbuildlint/kbuildlint/kconfig"
	"github.com/kbuildlint/kbuildlint/lint"
)

var builtinUnderModuleDirectory = &lint.Rule{
	Name:  "builtin-under-module-directory",
	Title: "an object is to be built in, but kbuild comes to its directory for modules only",
	Why: "kbuild asks a directory that obj-m names for its modules and not for its built-in objects. What obj-y has " +
		"there is left out of the kernel without a word, and its symbols are missing. This happens when the symbol " +
		"that leads to the directory is tristate, and the object's own does not depend on that being y.",
	Repair: "Name the directory in obj-y, make the object part of a module, or let Kconfig forbid the configuration " +
		"(`depends on RADIO=y`).",
	Needs:    lint.NeedsKconfig,
	Groups:   []string{"lists", "config"},
	Severity: lint.Warning,
	Since:    "0.1.0",
	Bad: lint.Example{Files: `-- Kbuild --
obj-m := radio/
-- radio/Kbuild --
obj-m := scan.o
obj-y := core.o
-- radio/scan.c --
-- radio/core.c --
`},
	Good: lint.Example{Files: `-- Kbuild --
obj-y := radio/
-- radio/Kbuild --
obj-m := scan.o core.o
-- radio/scan.c --
-- radio/core.c --
`},
	CheckTree: checkBuiltinUnderModuleDirectory,
}

func checkBuiltinUnderModuleDirectory(pass *lint.TreePass) {
	space := pass.Space()
	for _, directory := range pass.Descent.Directories {
		only := space.Diff(directory.Modular, directory.Builtin)
		if only == cond.False {
			continue
		}
		for i := range directory.Objects {
			object := &directory.Objects[i]
			when := space.And(object.When, only)
			if object.List != "obj-y" || when == cond.False || mayBeModule(directory, object) ||
				pass.Tree.Prove(when).Verdict == kconfig.Impossible {
				continue
			}
			finding := lint.Finding{
				Place: object.Place, When: when,
				Message: object.Name + " is not built in: kbuild comes to this directory for modules only",
				Effect:  "neither the kernel nor a module has it",
			}
			if way := nearestWay(directory, "obj-m"); way != nil {
				note := "this leads here: where it is in obj-m, for modules only"
				finding.Related = []lint.Note{{Place: way.Place, Message: note}}
			}
			pass.Report(directory, finding)
		}
	}
}

// mayBeModule reports whether a word is in obj-m in other configurations: its
// symbol is tristate, and depends on the one that leads to the directory, or
// who builds an external module sets it.
func mayBeModule(directory *kbuild.Directory, object *kbuild.Object) bool {
	return slices.ContainsFunc(directory.Entries, func(entry kbuild.Entry) bool {
		return entry.List == "obj-m" && entry.Place == object.Place && entry.Text == object.Name
	})
}
