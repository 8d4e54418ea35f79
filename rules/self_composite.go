package rules

import (
	"path"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/kbuild"
	"github.com/kbuildlint/kbuildlint/lint"
)

var selfComposite = &lint.Rule{
	Name:  "self-composite",
	Title: "an object that is a part of itself",
	Why: "`radio-y := radio.o scan.o` asks kbuild to link `radio.o` from `radio.o` and `scan.o`. For a module make " +
		"drops the circle, compiles no `radio.c`, and ld stops: the input file is the same as the output file. " +
		"Built in, the parts go into the archive of the directory as they are, so that it works until somebody " +
		"makes a module of it.",
	Repair:   "Give the source another name, and list it by that.",
	Needs:    lint.NeedsKconfig,
	Groups:   []string{"lists"},
	Severity: lint.Error,
	Since:    "0.1.0",
	Bad: lint.Example{Files: `-- Makefile --
obj-m := radio.o
radio-y := radio.o scan.o
-- radio.c --
-- scan.c --
`},
	Good: lint.Example{Files: `-- Makefile --
obj-m := radio.o
radio-y := radio_main.o scan.o
-- radio_main.c --
-- scan.c --
`},
	CheckTree: checkSelfComposite,
}

func checkSelfComposite(pass *lint.TreePass) {
	for _, directory := range pass.Descent.Directories {
		for _, object := range compositeObjects(pass, directory) {
			own := cond.False
			var word *kbuild.Part
			for i := range object.parts {
				part := &object.parts[i]
				if path.Clean(part.Path) == object.first.Path {
					own = pass.Space().Or(own, part.When)
					word = part
				}
			}
			if word != nil {
				reportSelf(pass, object, word, own)
			}
		}
	}
}

// reportSelf reports an object that is a part of itself: as a warning where it
// can only be built in.
func reportSelf(pass *lint.TreePass, object *compositeObject, word *kbuild.Part, own cond.Cond) {
	name := object.first.Name
	finding := lint.Finding{Place: word.Place, When: own, Message: name + " is a part of itself"}
	module := pass.Space().And(own, object.modular)
	switch {
	case isBlobList(object.first.List):
		finding.Effect = "make drops it from the parts, and the first of the others is taken for the base"
	case mayBe(pass, module):
		finding.When = module
		finding.Effect = "make stops: ld: input file '" + object.first.Path + "' is the same as output file"
	default:
		finding.When = pass.Space().And(own, object.when)
		finding.Severity = lint.Warning
		finding.Effect = "it works built in; a module of it can't be linked"
	}
	pass.Report(object.directory, finding)
}
