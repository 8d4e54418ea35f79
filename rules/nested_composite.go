package rules

import (
	"slices"
	"strings"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/kbuild"
	"github.com/kbuildlint/kbuildlint/lint"
)

var nestedComposite = &lint.Rule{
	Name:  "nested-composite",
	Title: "a part of an object has a list of parts itself",
	Why: "kbuild looks for the parts of the objects in obj-y and obj-m, and goes no further: each part is compiled " +
		"from a source of its name. A list of parts of such a part has no effect. If there is a source of its name, " +
		"that is all that is linked, and nobody is told; otherwise there is no rule to make the part.",
	Repair:   "Put the words of the inner list among the parts of the object.",
	Needs:    lint.NeedsDirectory,
	Groups:   []string{"lists"},
	Severity: lint.Error,
	Since:    "0.1.0",
	Bad: lint.Example{Files: `-- Makefile --
obj-m := radio.o
radio-y := main.o tuner.o
tuner-y := scan.o scale.o
-- main.c --
-- tuner.c --
-- scan.c --
-- scale.c --
`},
	Good: lint.Example{Files: `-- Makefile --
obj-m := radio.o
radio-y := main.o tuner.o scan.o scale.o
-- main.c --
-- tuner.c --
-- scan.c --
-- scale.c --
`},
	CheckTree: checkNestedComposite,
}

func checkNestedComposite(pass *lint.TreePass) {
	for _, directory := range pass.Descent.Directories {
		for _, object := range compositeObjects(pass, directory) {
			for i := range object.parts {
				part := &object.parts[i]
				if part.Name != object.first.Name {
					checkPart(pass, object, part)
				}
			}
		}
	}
}

// checkPart reports a part that has a list of parts.
func checkPart(pass *lint.TreePass, outer *compositeObject, part *kbuild.Part) {
	space, directory := pass.Space(), outer.directory
	for i := range directory.Composites {
		inner := &directory.Composites[i]
		if inner.Object != part.Name || isProgramName(directory, strings.TrimSuffix(part.Name, ".o")) {
			continue
		}
		when := space.And(space.And(part.When, inner.When), outer.when)
		when = space.Diff(when, linkedItself(pass, directory, part.Name))
		if !mayBe(pass, when) || isDereferenced(pass, directory, inner.Variable) {
			continue
		}
		finding := lint.Finding{
			Place: part.Place, When: when,
			Message: part.Name + " is a part of " + outer.first.Name + ": its own parts in " + inner.Variable +
				" are not linked",
			Effect:  "only what is compiled from a source of its name is linked",
			Related: []lint.Note{{Place: inner.Place, Message: "the list of its parts"}},
		}
		if part.Missing != cond.False {
			finding.Effect = "make stops: No rule to make target '" + part.Path + "'"
		}
		pass.Report(directory, finding)
		return
	}
}

// isProgramName reports whether a directory has a program of a name, which the
// list of parts may be for.
func isProgramName(directory *kbuild.Directory, name string) bool {
	return slices.ContainsFunc(directory.Entries, func(entry kbuild.Entry) bool {
		kind, _, _ := strings.Cut(entry.List, "-")
		return entry.Text == name && (kind == "hostprogs" || kind == "userprogs")
	})
}

// linkedItself returns the configurations in which kbuild makes a file from its
// parts because it is a module or a device tree of its own, too.
func linkedItself(pass *lint.TreePass, directory *kbuild.Directory, name string) cond.Cond {
	when := cond.False
	for i := range directory.Objects {
		if object := &directory.Objects[i]; object.List != "obj-y" && object.Name == name {
			when = pass.Space().Or(when, object.Composite)
		}
	}
	return when
}

// isDereferenced reports whether the makefile of a directory uses a list
// itself.
func isDereferenced(pass *lint.TreePass, directory *kbuild.Directory, list string) bool {
	process := pass.Tree.Evaluate(directory.Unit, directory.Unit.Builds[0], nil)
	return pass.Tree.RefersItself(process, list)
}
