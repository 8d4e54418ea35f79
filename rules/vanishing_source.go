package rules

import (
	"path"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/kconfig"
	"github.com/kbuildlint/kbuildlint/lint"
)

var vanishingSource = &lint.Rule{
	Name:  "vanishing-source",
	Title: "a symbol that adds parts to an object takes its own source away",
	Why: "kbuild compiles `radio.c` into `radio.o` as long as the object has no list of parts. With " +
		"`radio-$(CONFIG_RADIO_DEBUG) += debug.o` it has one, in every configuration: the object is linked from " +
		"`debug.o` alone where the symbol is set, and from nothing where it is not. Of `radio.c` nothing is " +
		"left, and nobody is told: a built-in object may be empty. A module that has no parts can't be linked.",
	Repair:   "Give the source another name, and list it: `radio-y := radio_main.o`.",
	Needs:    lint.NeedsKconfig,
	Groups:   []string{"lists", "config"},
	Severity: lint.Error,
	Since:    "0.1.0",
	Bad: lint.Example{Files: `-- drivers/Makefile --
obj-$(CONFIG_RADIO) += radio.o
radio-$(CONFIG_RADIO_DEBUG) += debug.o
-- drivers/radio.c --
-- drivers/debug.c --
-- drivers/Kconfig --
config RADIO
	tristate "Radio"

config RADIO_DEBUG
	bool "Debugging of the radio"
`},
	Good: lint.Example{Files: `-- drivers/Makefile --
obj-$(CONFIG_RADIO) += radio.o
radio-y := radio_main.o
radio-$(CONFIG_RADIO_DEBUG) += debug.o
-- drivers/radio_main.c --
-- drivers/debug.c --
-- drivers/Kconfig --
config RADIO
	tristate "Radio"

config RADIO_DEBUG
	bool "Debugging of the radio"
`},
	CheckTree: checkVanishingSource,
}

func checkVanishingSource(pass *lint.TreePass) {
	for _, directory := range pass.Descent.Directories {
		for _, object := range compositeObjects(pass, directory) {
			empty := object.empty(pass.Space())
			if !mayBe(pass, empty) || !mayBe(pass, object.composite) {
				continue
			}
			if source := object.ownSource(pass); source != "" {
				reportVanishing(pass, object, source)
			} else {
				reportEmptyModule(pass, object)
			}
		}
	}
}

func reportVanishing(pass *lint.TreePass, object *compositeObject, source string) {
	name, base := object.first.Name, path.Base(source)
	finding := lint.Finding{
		Place: object.parts[0].Place, When: object.composite,
		Message: base + " is left out of " + name + " here: an object with a list of parts is linked from these alone",
		Effect:  "without its parts, " + name + " is empty where it is built in, and can't be linked as a module",
		Related: []lint.Note{{Place: object.first.Place, Message: name + " is listed here"}},
	}
	if pass.Space().And(object.composite, object.empty(pass.Space())) == cond.False {
		finding.Effect = base + " is compiled only where " + name + " has no list of parts"
	}
	pass.Report(object.directory, finding)
}

// reportEmptyModule reports a module that Kconfig allows to have no parts.
func reportEmptyModule(pass *lint.TreePass, object *compositeObject) {
	space := pass.Space()
	when := space.And(object.modular, space.Diff(object.composite, object.filled))
	if when == cond.False || pass.Tree.Prove(when).Verdict != kconfig.Possible {
		return
	}
	pass.Report(object.directory, lint.Finding{
		Place: object.first.Place, When: when,
		Message: object.first.Name + " has no parts in some configurations that make a module of it",
		Effect:  "make stops there: ld has nothing to link",
		Related: []lint.Note{{Place: object.parts[0].Place, Message: "this is a part in others"}},
	})
}
