package rules

import (
	"path"

	"github.com/kbuildlint/kbuildlint/lint"
)

var shadowedSource = &lint.Rule{
	Name:  "shadowed-source",
	Title: "an object that is linked from parts, beside a source of its name that is none of them",
	Why: "`radio-y` makes `radio.o` a composite object: kbuild links it from the words of the list, and never " +
		"compiles `radio.c`, though it is there. Nothing tells so. A source that used to be the whole driver " +
		"loses its code this way when somebody adds a list of parts.",
	Repair: "Give the source another name and list it among the parts, or delete it: with its own name among the " +
		"parts, a module can't be linked.",
	Needs:    lint.NeedsKconfig,
	Groups:   []string{"lists"},
	Severity: lint.Error,
	Since:    "0.1.0",
	Bad: lint.Example{Files: `-- Makefile --
obj-m := radio.o
radio-y := scan.o tuner.o
-- radio.c --
-- scan.c --
-- tuner.c --
`},
	Good: lint.Example{Files: `-- Makefile --
obj-m := radio.o
radio-y := radio_main.o scan.o tuner.o
-- radio_main.c --
-- scan.c --
-- tuner.c --
`},
	CheckTree: checkShadowedSource,
}

func checkShadowedSource(pass *lint.TreePass) {
	for _, directory := range pass.Descent.Directories {
		for _, object := range compositeObjects(pass, directory) {
			source := object.ownSource(pass)
			if source == "" || !mayBe(pass, object.composite) || mayBe(pass, object.empty(pass.Space())) {
				continue
			}
			reportShadowed(pass, object, source)
		}
	}
}

func reportShadowed(pass *lint.TreePass, object *compositeObject, source string) {
	name, base := object.first.Name, path.Base(source)
	pass.Report(object.directory, lint.Finding{
		Place: object.parts[0].Place, When: object.composite,
		Message: base + " is not compiled: " + name + " is linked from the parts listed here",
		Effect:  name + " has nothing of " + base,
		Related: []lint.Note{{Place: object.first.Place, Message: name + " is listed here"}},
	})
}
