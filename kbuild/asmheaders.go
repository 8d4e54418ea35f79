package kbuild

import (
	"path"
	"slices"

	"github.com/kbuildlint/kbuildlint/cond"
)

// AsmHeaders are the headers of one architecture that a build makes of those in
// a directory of generic ones (scripts/Makefile.asm-headers, before 6.11
// scripts/Makefile.asm-generic).
type AsmHeaders struct {
	Arch string
	// When are the configurations of the architecture.
	When cond.Cond
	// Dir is where the architecture has headers of its own, Generic where the
	// generic ones are, and Made where the build puts those that include them.
	Dir, Generic, Made string
	// Wrapped, Generated and Mandatory are the words of generic-y, of
	// generated-y, and of mandatory-y, which all architectures but um share.
	Wrapped, Generated, Mandatory []Entry
}

// asmDirs are the directories of generic headers, with what stands before asm
// in the directories of architectures.
var asmDirs = []struct{ uapi, generic string }{
	{"", "include/asm-generic"},
	{"uapi", "include/uapi/asm-generic"},
}

// AsmHeaders returns the headers of all architectures of a kernel tree.
func (t *Tree) AsmHeaders() []AsmHeaders {
	if t.Dialect != Linux {
		return nil
	}
	var all []AsmHeaders
	for _, dirs := range asmDirs {
		mandatory := t.listIn(dirs.generic, "mandatory-y")
		for _, arch := range t.Architectures() {
			headers := AsmHeaders{
				Arch: arch, When: t.World.Space.Is(t.archDomain(), arch), Generic: dirs.generic,
				Dir:  path.Join("arch", arch, "include", dirs.uapi, "asm"),
				Made: path.Join("arch", arch, "include/generated", dirs.uapi, "asm"),
			}
			headers.Wrapped = t.listIn(headers.Dir, "generic-y")
			headers.Generated = t.listIn(headers.Dir, "generated-y")
			if arch != "um" {
				headers.Mandatory = mandatory
			}
			all = append(all, headers)
		}
	}
	return all
}

// listIn returns the known words of a list in the Kbuild file of a directory.
func (t *Tree) listIn(dir, list string) []Entry {
	unit, err := t.directoryUnit(dir)
	if err != nil {
		return nil
	}
	process := t.Evaluate(unit, unit.Builds[0], nil)
	if process == nil {
		return nil
	}
	return slices.DeleteFunc(t.list(process, list), func(entry Entry) bool {
		return t.World.UnknownInText(entry.Text) != nil
	})
}

// NeedsGeneric reports whether make stops where the generic header of a wrapper
// is not there: before 6.11 it writes the wrapper all the same.
func (t *Tree) NeedsGeneric() bool { return t.folder.isFile("scripts/Makefile.asm-headers") }
