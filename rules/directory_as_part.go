package rules

import (
	"path"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/kbuild"
	"github.com/kbuildlint/kbuildlint/lint"
)

var directoryAsPart = &lint.Rule{
	Name:  "directory-as-part",
	Title: "a directory among the parts of an object",
	Why: "In obj-y and obj-m a directory is a place to go to. Among the parts of `radio.o` it is a file like the " +
		"others: kbuild reads no makefile there, make finds the name in the tree and is content, and ar or ld stops " +
		"because what it is given is a directory.",
	Repair: "List the objects of the directory with their paths (`radio-y += tuner/scan.o`), or the directory in " +
		"obj-y or obj-m.",
	Needs:    lint.NeedsDirectory,
	Groups:   []string{"lists"},
	Severity: lint.Error,
	Since:    "0.1.0",
	Bad: lint.Example{Files: `-- Makefile --
obj-m := radio.o
radio-y := main.o tuner/
-- main.c --
-- tuner/scan.c --
`},
	Good: lint.Example{Files: `-- Makefile --
obj-m := radio.o
radio-y := main.o tuner/scan.o
-- main.c --
-- tuner/scan.c --
`},
	CheckTree: checkDirectoryAsPart,
}

func checkDirectoryAsPart(pass *lint.TreePass) {
	for _, directory := range pass.Descent.Directories {
		for i := range directory.Objects {
			object := &directory.Objects[i]
			for _, part := range object.Parts {
				if pass.Tree.IsDir(path.Clean(part.Path)) {
					reportDirectoryPart(pass, directory, object, part)
				}
			}
		}
	}
}

func reportDirectoryPart(pass *lint.TreePass, directory *kbuild.Directory, object *kbuild.Object, part kbuild.Part) {
	when := pass.Space().And(part.When, asked(directory, object.List))
	if when == cond.False {
		return
	}
	effect := "make stops: ld takes no directory"
	if object.List == "obj-y" {
		effect = "make stops: ar takes no directory"
	}
	pass.Report(directory, lint.Finding{
		Place: part.Place, When: when,
		Message: part.Name + " is a directory, which no part of " + object.Name + " can be",
		Effect:  effect,
	})
}
