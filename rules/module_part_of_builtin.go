package rules

import (
	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/kbuild"
	"github.com/kbuildlint/kbuildlint/kconfig"
	"github.com/kbuildlint/kbuildlint/lint"
)

var modulePartOfBuiltin = &lint.Rule{
	Name:  "module-part-of-builtin",
	Title: "a part of a composite object is left out where its symbol is m and the object is built in",
	Why: "kbuild links a composite object that is built in from the words of radio-objs and radio-y. Those of " +
		"radio-m count only in a module. With `radio-$(CONFIG_HWMON) += sensors.o` and a tristate symbol, the part " +
		"is there where the symbol is y, and is missing without a word where the symbol is " +
		"m and `radio.o` is built in. If the C code asks IS_REACHABLE(CONFIG_HWMON), that is right; if it asks " +
		"IS_ENABLED(CONFIG_HWMON), it calls what is not there.",
	Repair: "Forbid the configuration in Kconfig (`depends on HWMON || !HWMON`), or add the part to radio-y wherever " +
		"the symbol is set.",
	Needs:    lint.NeedsKconfig,
	Groups:   []string{"lists", "config"},
	Severity: lint.Warning,
	OptIn:    true,
	Since:    "0.1.0",
	Bad: lint.Example{Files: `-- drivers/Makefile --
obj-$(CONFIG_RADIO) += radio.o
radio-y := main.o
radio-$(CONFIG_SENSORS) += sensors.o
-- drivers/main.c --
-- drivers/sensors.c --
-- drivers/Kconfig --
config SENSORS
	tristate "Sensors"

config RADIO
	tristate "Radio"
`},
	Good: lint.Example{Files: `-- drivers/Makefile --
obj-$(CONFIG_RADIO) += radio.o
radio-y := main.o
radio-$(CONFIG_SENSORS) += sensors.o
-- drivers/main.c --
-- drivers/sensors.c --
-- drivers/Kconfig --
config SENSORS
	tristate "Sensors"

config RADIO
	tristate "Radio"
	depends on SENSORS || !SENSORS
`},
	CheckTree: checkModulePartOfBuiltin,
}

func checkModulePartOfBuiltin(pass *lint.TreePass) {
	for _, directory := range pass.Descent.Directories {
		for i := range directory.Objects {
			object := &directory.Objects[i]
			for _, part := range object.Dropped {
				reportDropped(pass, directory, object, part)
			}
		}
	}
}

// reportDropped reports a part if Kconfig has a configuration in which it is
// left out.
func reportDropped(pass *lint.TreePass, directory *kbuild.Directory, object *kbuild.Object, part kbuild.Part) {
	space := pass.Space()
	when := space.And(part.When, directory.Builtin)
	for _, other := range object.Parts {
		if other.Name == part.Name {
			when = space.Diff(when, other.When)
		}
	}
	if when == cond.False || pass.Tree.Prove(when).Verdict == kconfig.Impossible {
		return
	}
	pass.Report(directory, lint.Finding{
		Place: part.Place, When: when,
		Message: part.Name + " is left out of " + object.Name + ": " + part.List + " counts in a module only",
		Effect:  object.Name + " is built in without it",
		Related: []lint.Note{{Place: object.Place, Message: object.Name + " is built in here"}},
	})
}
