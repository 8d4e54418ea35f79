package kbuild

import (
	"strings"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/eval"
	"github.com/kbuildlint/kbuildlint/source"
)

// A ProgramSource is a file that a program for the host or for users is
// compiled from.
type ProgramSource struct {
	// Program is the program; Object is what is compiled from the source: one
	// of its objects, or the program itself.
	Program, Object string
	// Name is the source, relative to the directory.
	Name string
	// Place is the word that asks for it.
	Place source.Place
	// When are the configurations in which the program needs the source; in
	// those of Missing it is not there and nothing makes it.
	When, Missing cond.Cond
}

// programParts are the lists of objects that programs are linked from, with the
// suffix of their sources (scripts/Makefile.host, scripts/Makefile.userprogs).
var programParts = []struct {
	ending, suffix string
	user           bool
}{
	{"-objs", ".c", true},
	{"-cxxobjs", ".cc", false},
}

// ProgramSources returns what the programs of a directory are compiled from;
// process is the one that has read its makefile.
func (t *Tree) ProgramSources(directory *Directory, process *eval.Process) []ProgramSource {
	var all []ProgramSource
	for i := range directory.Entries {
		entry := &directory.Entries[i]
		if entry.isProgram() && t.World.UnknownInText(entry.Text) == nil {
			all = append(all, t.sourcesOf(entry, process)...)
		}
	}
	if len(all) == 0 {
		return nil
	}
	sources := t.Sources(directory, process)
	for i := range all {
		all[i].Missing = t.World.Space.And(all[i].When, sources.Missing(all[i].Name))
	}
	return all
}

// sourcesOf returns what one program is compiled from: the sources of the
// objects in its lists, or the source of its own name.
func (t *Tree) sourcesOf(program *Entry, process *eval.Process) []ProgramSource {
	var sources []ProgramSource
	user := strings.HasPrefix(program.List, "userprogs")
	single, crate := program.When, cond.False
	for _, parts := range programParts {
		if user && !parts.user {
			continue
		}
		objects := t.list(process, program.Text+parts.ending)
		single = t.World.Space.Diff(single, t.anyOf(objects))
		sources = append(sources, t.partSources(program, objects, parts.suffix)...)
	}
	if !user {
		crate = t.World.Space.And(single, t.anyOf(t.list(process, program.Text+"-rust")))
	}
	whole := ProgramSource{Program: program.Text, Object: program.Text, Place: program.Place}
	whole.Name, whole.When = program.Text+".c", t.World.Space.Diff(single, crate)
	sources = append(sources, whole)
	whole.Name, whole.When = program.Text+".rs", crate
	return append(sources, whole)
}

// partSources returns the sources of the objects in a list of a program. Words
// that are no objects are given to the linker.
func (t *Tree) partSources(program *Entry, objects []Entry, suffix string) []ProgramSource {
	var sources []ProgramSource
	for _, object := range objects {
		stem, isObject := strings.CutSuffix(object.Text, ".o")
		if !isObject || t.World.UnknownInText(stem) != nil {
			continue
		}
		sources = append(sources, ProgramSource{
			Program: program.Text, Object: object.Text, Name: stem + suffix, Place: object.Place,
			When: t.World.Space.And(object.When, program.When),
		})
	}
	return sources
}
