package kbuild

import (
	"strings"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/eval"
	"github.com/kbuildlint/kbuildlint/source"
)

// A Directory is a directory that kbuild may go to, and what its Kbuild file
// lists there.
type Directory struct {
	Unit *Unit
	// Possible are the configurations in which make goes there for some goal;
	// in those of Default it does without naming what to make there, so that
	// the lists count.
	Possible, Default cond.Cond
	// Reached are the configurations in which make without goals goes there.
	Reached cond.Cond
	// Builtin and Modular are the configurations, among those of Reached, in
	// which the directory is asked for its built-in objects (need-builtin) and
	// for its modules (need-modorder).
	Builtin, Modular cond.Cond
	// Ways are the places that lead there.
	Ways []*Way
	// Entries are the words of its lists, list by list.
	Entries []Entry
	// Objects are what its lists of objects ask for.
	Objects []Object
	// Flags are the assignments to variables for single files.
	Flags []Flag
	// Composites are the assignments to lists of parts.
	Composites []Composite
	// Unclear are the configurations in which its makefiles have rules of
	// unknown targets, which may make anything.
	Unclear cond.Cond

	// branches are those of the conditionals that its makefiles come to.
	branches []eval.Branch
	// byDefault are the configurations of Reached in which no goal is named;
	// goals are the targets that are named in others.
	byDefault cond.Cond
	goals     []eval.Word
	// search is there where recipes call make for other directories.
	search *demand
}

// A Way leads from the process of one directory to another directory.
type Way struct {
	// From is the directory that leads on, nil for the top makefile.
	From *Directory
	// List is the variable whose word names the directory, "" where a recipe
	// calls make for it.
	List string
	// Place is the word, or the recipe's line.
	Place source.Place
	// When are the configurations in which the word is there; Default are
	// those of them in which make is not told what to make there.
	When, Default cond.Cond
	// Goals are what a recipe tells make to make there.
	Goals []eval.Word
	// builtin and modular are those in which a recipe asks for built-in objects
	// and for modules.
	builtin, modular cond.Cond
}

// CleanOnly reports whether only make clean goes that way.
func (w *Way) CleanOnly() bool { return strings.HasSuffix(w.List, "-") }

// An Entry is a word of a list.
type Entry struct {
	// List is the variable: obj-y, lib-m, hostprogs, ...
	List string
	// Text may hold unknowns, see eval.World.UnknownInText.
	Text string
	// In the configurations of Missing there is nothing to make the file from,
	// or the directory has no makefile for kbuild to read; words of objects and
	// of programs have none.
	When, Missing cond.Cond
	Place         source.Place
}

// IsDirectory reports whether the word names a directory, which make goes to.
func (e *Entry) IsDirectory() bool {
	return strings.HasPrefix(e.List, "subdir-") || strings.HasSuffix(e.Text, "/")
}

// isProgram reports whether the word names a program for the host or for users.
func (e *Entry) isProgram() bool {
	return strings.HasPrefix(e.List, "hostprogs") || strings.HasPrefix(e.List, "userprogs")
}

// goalLists are the variables whose words say what to build, with what is
// listed for make clean only (Documentation/kbuild/makefiles.rst).
var goalLists = []string{
	"obj-y", "obj-m", "obj-", "lib-y", "lib-m", "lib-", "always-y", "always-m", "always-",
	"extra-y", "extra-m", "extra-", "subdir-y", "subdir-m", "subdir-", "targets",
	"hostprogs", "hostprogs-always-y", "hostprogs-always-m",
	"userprogs", "userprogs-always-y", "userprogs-always-m", "dtb-y", "dtb-",
}

// Describe returns what a directory lists, in the kind of build that a process
// has read it in; nothing of how make gets there.
func (t *Tree) Describe(unit *Unit, process *eval.Process) *Directory {
	directory := newDirectory(unit)
	t.describe(directory, process)
	return directory
}

func newDirectory(unit *Unit) *Directory {
	return &Directory{
		Unit: unit, Possible: cond.False, Default: cond.False, Reached: cond.False, Unclear: cond.False,
		Builtin: cond.False, Modular: cond.False, byDefault: cond.False,
	}
}

func (t *Tree) describe(directory *Directory, process *eval.Process) {
	directory.Entries = t.entriesOf(process)
	directory.Objects = t.objectsOf(directory, process)
}

// entriesOf returns the words of the lists that a process has set.
func (t *Tree) entriesOf(p *eval.Process) []Entry {
	var entries []Entry
	for _, list := range goalLists {
		entries = append(entries, t.list(p, list)...)
	}
	return entries
}

// list returns the words of one variable.
func (t *Tree) list(p *eval.Process, name string) []Entry {
	if p.Lookup(name) == nil {
		return nil
	}
	words := t.World.Words(p.ValueOf(name))
	entries := make([]Entry, 0, len(words))
	for _, word := range words {
		entries = append(entries, Entry{
			List: name, Text: word.Text, When: word.When, Missing: cond.False, Place: word.Place,
		})
	}
	return entries
}
