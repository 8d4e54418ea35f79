package rules

import (
	"strings"

	"github.com/kbuildlint/kbuildlint/kbuild"
	"github.com/kbuildlint/kbuildlint/lint"
)

var missingSource = &lint.Rule{
	Name:  "missing-source",
	Title: "a list names a file that there is nothing to make from",
	Why: "Kbuild makes an object from the source of the same name: `foo.o` from `foo.c`, `foo.S` or `foo.rs`, unless " +
		"a rule makes it in another way or `foo-y` makes it a composite object. When a source has been renamed, " +
		"moved or removed and a list still names its object, make stops, but only in configurations that build " +
		"it: whoever made the change may not have one.",
	Repair:   "Name the object of a source that is there, add the source or a rule for it, or remove the word.",
	Needs:    lint.NeedsTree,
	Groups:   []string{"references"},
	Severity: lint.Error,
	Since:    "0.1.0",
	Bad: lint.Example{Files: `-- Kbuild --
obj-m := demo.o
demo-y := core.o tables.o
-- core.c --
-- table.c --
`},
	Good: lint.Example{Files: `-- Kbuild --
obj-m := demo.o
demo-y := core.o packet.o table.o

$(obj)/table.c: $(src)/table.txt FORCE
	$(call if_changed,table)
-- core.c --
-- packet.c --
-- table.txt --
`},
	CheckTree: checkMissingSource,
}

func checkMissingSource(pass *lint.TreePass) {
	for _, directory := range pass.Descent.Directories {
		m := missing{pass: pass, directory: directory}
		for i := range directory.Objects {
			if object := &directory.Objects[i]; !isBlobList(object.List) {
				m.object(object)
			}
		}
		for i := range directory.Entries {
			entry := &directory.Entries[i]
			if _, isDir := pass.Tree.Child(directory, entry); !isDir {
				m.report(missingWord{
					name: entry.Text, place: entry.Place, when: entry.Missing, neededBy: directory.Unit.Dir + "/",
				})
			}
		}
	}
}

// isBlobList tells the lists of device tree blobs.
func isBlobList(list string) bool { return strings.HasPrefix(list, "dtb-") }

// object reports an object and its parts.
func (m missing) object(object *kbuild.Object) {
	m.report(missingWord{
		name: object.Name, place: object.Place, when: object.Missing, neededBy: m.archive(object),
	})
	for i := range object.Parts {
		part := &object.Parts[i]
		neededBy := object.Path
		if object.List == "obj-y" {
			neededBy = m.archive(object)
		}
		m.report(missingWord{name: part.Name, place: part.Place, when: part.Missing, neededBy: neededBy})
	}
}

// archive returns the target that an object is a prerequisite of
// (scripts/Makefile.build).
func (m missing) archive(object *kbuild.Object) string {
	switch object.List {
	case "obj-y":
		return m.target("built-in.a")
	case "obj-m":
		return m.target("modules.order")
	case "lib-y", "lib-m":
		return m.target("lib.a")
	}
	return m.directory.Unit.Dir + "/"
}
