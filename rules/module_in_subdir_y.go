package rules

import (
	"slices"
	"strings"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/kbuild"
	"github.com/kbuildlint/kbuildlint/lint"
)

var moduleInSubdirY = &lint.Rule{
	Name:  "module-in-subdir-y",
	Title: "a makefile lists modules, but kbuild comes to it by subdir-y or subdir-m only",
	Why: "subdir-y and subdir-m are for directories with other things than objects of the kernel: kbuild goes there " +
		"without asking for built-in objects and modules. What obj-m lists there is compiled at most, and no " +
		"module is made of it. make warns (\"You cannot use subdir-y/m to visit a module Makefile\") and goes on.",
	Repair:   "Name the directory in obj-y or obj-m, with a slash at its end.",
	Needs:    lint.NeedsTree,
	Groups:   []string{"lists"},
	Severity: lint.Error,
	Since:    "0.1.0",
	Bad: lint.Example{Files: `-- Kbuild --
subdir-y := radio
-- radio/Kbuild --
obj-m := scan.o
-- radio/scan.c --
`},
	Good: lint.Example{Files: `-- Kbuild --
obj-m := radio/
-- radio/Kbuild --
obj-m := scan.o
-- radio/scan.c --
`},
	CheckTree: checkModuleInSubdirY,
}

func checkModuleInSubdirY(pass *lint.TreePass) {
	space := pass.Space()
	for _, directory := range pass.Descent.Directories {
		silent := withoutModules(pass, directory)
		for i := range directory.Objects {
			object := &directory.Objects[i]
			when := space.And(object.When, silent)
			if object.List != "obj-m" || when == cond.False {
				continue
			}
			module := strings.TrimSuffix(object.Name, ".o") + ".ko"
			finding := lint.Finding{
				Place: object.Place, When: when,
				Message: module + " is not built: kbuild comes here by subdir-y or subdir-m",
				Effect:  "make warns: You cannot use subdir-y/m to visit a module Makefile. Use obj-y/m instead.",
			}
			if way := nearestWay(directory, "subdir-y", "subdir-m"); way != nil {
				finding.Related = []lint.Note{{Place: way.Place, Message: way.List + " leads here"}}
			}
			pass.Report(directory, finding)
		}
	}
}

// withoutModules returns the configurations in which lists lead to a directory,
// and none of them asks for modules.
func withoutModules(pass *lint.TreePass, directory *kbuild.Directory) cond.Cond {
	space := pass.Space()
	when := cond.False
	for _, way := range directory.Ways {
		if way.From != nil && way.List != "" && !way.CleanOnly() {
			when = space.Or(when, space.And(way.When, way.From.Reached))
		}
	}
	return space.Diff(when, directory.Modular)
}

// nearestWay returns the way of one of some lists to a directory, or to the
// nearest one above that obj-y leads down from.
func nearestWay(directory *kbuild.Directory, lists ...string) *kbuild.Way {
	seen := map[*kbuild.Directory]bool{}
	for directory != nil && !seen[directory] {
		seen[directory] = true
		var above *kbuild.Directory
		for _, way := range directory.Ways {
			if slices.Contains(lists, way.List) && way.When != cond.False {
				return way
			}
			if strings.HasPrefix(way.List, "obj-") && !way.CleanOnly() && above == nil {
				above = way.From
			}
		}
		directory = above
	}
	return nil
}
