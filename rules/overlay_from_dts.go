package rules

import (
	"path"
	"strings"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/lint"
)

var overlayFromDts = &lint.Rule{
	Name:  "overlay-from-dts",
	Title: "the source of a device tree overlay is called .dts",
	Why: "The source of an overlay ends in `.dtso`, which kbuild knows since 6.2. Up to 6.4 it took a `.dts` too; " +
		"since 6.5 it makes `lamp.dtbo` of `lamp.dtso` alone, and make finds no rule for an overlay whose source is " +
		"`lamp.dts`.",
	Repair:   "Rename the source: `git mv lamp.dts lamp.dtso`. Kernels before 6.2 need the old name.",
	Where:    "6.5 and newer.",
	Needs:    lint.NeedsTree,
	Groups:   []string{"versions", "references"},
	Severity: lint.Error,
	Since:    "0.1.0",
	Bad: lint.Example{Files: `-- Makefile --
obj-m := lamp.o
dtb-y := lamp.dtbo
-- lamp.c --
-- lamp.dts --
`},
	Good: lint.Example{Files: `-- Makefile --
obj-m := lamp.o
dtb-y := lamp.dtbo
-- lamp.c --
-- lamp.dtso --
`},
	CheckTree: checkOverlayFromDts,
}

func checkOverlayFromDts(pass *lint.TreePass) {
	for _, directory := range pass.Descent.Directories {
		m := missing{pass: pass, directory: directory}
		for i := range directory.Objects {
			object := &directory.Objects[i]
			m.overlay(missingWord{object.Name, object.Place, object.Missing, ""})
			for _, part := range object.Parts {
				m.overlay(missingWord{part.Name, part.Place, part.Missing, ""})
			}
		}
	}
}

// overlay reports an overlay that has nothing but a .dts to be made from.
func (m missing) overlay(word missingWord) {
	when := m.counts(word.when)
	if when == cond.False || !isOverlayOfDts(m, word.name) {
		return
	}
	dts := m.target(overlaySource(word.name))
	m.pass.Report(m.directory, lint.Finding{
		Place: word.place, When: when,
		Message: word.name + " is not made from " + dts + " since 6.5: the source of an overlay is called .dtso",
		Effect:  m.stops("No rule to make target '" + m.target(word.name) + "'"),
	})
}

// isOverlayOfDts reports whether a file is an overlay that was made of a .dts.
func isOverlayOfDts(m missing, name string) bool {
	tree := m.pass.Tree
	return path.Ext(name) == ".dtbo" && tree.Version.AtLeast(6, 5) && tree.IsFile(m.target(overlaySource(name)))
}

// overlaySource returns the old name of the source of an overlay.
func overlaySource(name string) string { return strings.TrimSuffix(name, ".dtbo") + ".dts" }
