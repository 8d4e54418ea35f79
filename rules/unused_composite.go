package rules

import (
	"path"
	"strings"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/kbuild"
	"github.com/kbuildlint/kbuildlint/lint"
	"github.com/kbuildlint/kbuildlint/source"
)

var unusedComposite = &lint.Rule{
	Name:  "unused-composite",
	Title: "the parts of an object are listed, but the object is in no list",
	Why: "`radio-y` names the parts of the composite object `radio.o`. kbuild looks at it when `radio.o` is in a " +
		"list such as obj-y or obj-m, and not before. If the object has another name there, or its line was deleted, " +
		"the parts are built in no configuration, and nothing tells so.",
	Repair:   "Add the object to a list, call the list of parts by its name, or delete the parts.",
	Needs:    lint.NeedsTree,
	Groups:   []string{"lists"},
	Severity: lint.Warning,
	Since:    "0.1.0",
	Bad: lint.Example{Files: `-- Makefile --
obj-m := radios.o
radio-y := main.o scan.o
-- main.c --
-- scan.c --
`},
	Good: lint.Example{Files: `-- Makefile --
obj-m := radio.o
radio-y := main.o scan.o
-- main.c --
-- scan.c --
`},
	CheckTree: checkUnusedComposite,
}

func checkUnusedComposite(pass *lint.TreePass) {
	used := map[source.Place]bool{}
	eachComposite(pass, func(_ *kbuild.Directory, composite *kbuild.Composite) {
		place := composite.Place.Written()
		used[place] = used[place] || composite.Used
	})
	type object struct {
		directory *kbuild.Directory
		name      string
	}
	reported := map[object]bool{}
	eachComposite(pass, func(directory *kbuild.Directory, composite *kbuild.Composite) {
		unused := object{directory, composite.Object}
		if used[composite.Place.Written()] || reported[unused] {
			return
		}
		reported[unused] = true
		reportUnused(pass, directory, composite)
	})
}

// eachComposite visits the lists of parts of all directories. A makefile that
// several directories include may have one for one of these only, so that a
// place counts as used if one of them uses it.
func eachComposite(pass *lint.TreePass, visit func(*kbuild.Directory, *kbuild.Composite)) {
	for _, directory := range pass.Descent.Directories {
		for i := range directory.Composites {
			visit(directory, &directory.Composites[i])
		}
	}
}

func reportUnused(pass *lint.TreePass, directory *kbuild.Directory, composite *kbuild.Composite) {
	finding := lint.Finding{
		Place: composite.Place, When: composite.When,
		Message: composite.Variable + " lists parts of " + composite.Object + ", which is in no list",
		Effect:  "the list has no effect",
	}
	suffix := path.Ext(composite.Object)
	stem := strings.TrimSuffix(composite.Object, suffix)
	var candidates []string
	for i := range directory.Objects {
		object := &directory.Objects[i]
		if name, ok := strings.CutSuffix(object.Name, suffix); ok && object.Composite == cond.False {
			candidates = append(candidates, name)
		}
	}
	if near := lint.Nearest(stem, candidates); near != "" {
		finding.Hint = lint.Meant(near + strings.TrimPrefix(composite.Variable, stem))
	}
	pass.Report(directory, finding)
}
