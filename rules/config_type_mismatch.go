package rules

import (
	"strings"

	"github.com/kbuildlint/kbuildlint/eval"
	"github.com/kbuildlint/kbuildlint/kconfig"
	"github.com/kbuildlint/kbuildlint/lint"
	"github.com/kbuildlint/kbuildlint/source"
)

var configTypeMismatch = &lint.Rule{
	Name:  "config-type-mismatch",
	Title: "a number or a text as the ending of a list",
	Why: `kbuild reads the lists that end in y and in m. obj-$(CONFIG_X) is one of them
where CONFIG_X is a bool or a tristate. The value of an int, a hex or a string
makes a list such as obj-4, which nobody reads: what it holds is never built.`,
	Repair: "Map the value to y: obj-$(if $(filter-out 0,$(CONFIG_NUMBER)),y), " +
		"or let Kconfig define a bool.",
	Needs:    lint.NeedsKconfig,
	Groups:   []string{"kconfig"},
	Severity: lint.Error,
	Since:    "0.1.0",
	Bad: lint.Example{Files: `-- drivers/Makefile --
obj-$(CONFIG_CHANNELS) += channels.o
-- drivers/channels.c --
-- drivers/Kconfig --
config CHANNELS
	int "Number of channels"
`},
	Good: lint.Example{Files: `-- drivers/Makefile --
obj-$(if $(filter-out 0,$(CONFIG_CHANNELS)),y) += channels.o
-- drivers/channels.c --
-- drivers/Kconfig --
config CHANNELS
	int "Number of channels"
`},
	Check: checkConfigTypeMismatch,
}

// listStems begin the names of the lists that kbuild reads with the endings -y
// and -m (Documentation/kbuild/makefiles.rst).
var listStems = map[string]bool{
	"obj-": true, "lib-": true, "always-": true, "extra-": true, "subdir-": true,
	"hostprogs-always-": true, "userprogs-always-": true, "dtb-": true,
	"ccflags-": true, "asflags-": true, "cppflags-": true, "rustflags-": true, "ldflags-": true,
	"subdir-ccflags-": true, "subdir-asflags-": true, "subdir-rustflags-": true,
	"core-": true, "drivers-": true, "libs-": true,
}

func checkConfigTypeMismatch(pass *lint.Pass) {
	model := pass.Tree.Kconfig()
	if model == nil {
		return
	}
	seen := map[source.Place]bool{}
	for _, event := range pass.Events {
		if event.Function != eval.NameEvent || seen[event.Place] {
			continue
		}
		stem, symbol := endingOf(pass, event)
		if symbol == "" || !listStems[stem] && !isComposite(pass, stem) {
			continue
		}
		kind, known := valueTypes[model.Symbol(symbol).Type()]
		if !known {
			continue
		}
		seen[event.Place] = true
		pass.Report(lint.Finding{
			Place: event.Place, When: event.When,
			Message: "CONFIG_" + symbol + " is " + kind + ": " + event.Place.Text() + " is never " +
				stem + "y or " + stem + "m",
			Effect: "the list has a name that nobody reads: what it holds is not part of any build",
		})
	}
}

// valueTypes names the types of symbols that are neither y nor m.
var valueTypes = map[kconfig.Type]string{kconfig.Int: "an int", kconfig.Hex: "a hex", kconfig.String: "a string"}

// endingOf returns what a name begins with and the symbol whose value ends it,
// without CONFIG_; "" if it is another name.
func endingOf(pass *lint.Pass, event *eval.Event) (stem, symbol string) {
	for _, word := range pass.Words(event.Args[0]) {
		stem, unknown := pass.Tree.World.EndsUnknown(word.Text)
		if unknown != nil && unknown.Symbol != "" {
			return stem, strings.TrimPrefix(unknown.Symbol, "CONFIG_")
		}
	}
	return "", ""
}

// isComposite reports whether an object of the directory would have a list of
// parts with that stem.
func isComposite(pass *lint.Pass, stem string) bool {
	name, ok := strings.CutSuffix(stem, "-")
	if !ok || pass.Directory == nil {
		return false
	}
	for _, object := range pass.Directory.Objects {
		if strings.TrimSuffix(object.Name, ".o") == name {
			return true
		}
	}
	return false
}
