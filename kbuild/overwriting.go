package kbuild

import (
	"slices"
	"strings"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/eval"
	"github.com/kbuildlint/kbuildlint/parser"
)

// An Overwriting is an assignment to a list that drops what earlier ones have
// put there.
type Overwriting struct {
	// Assignment is the one that drops the words.
	Assignment eval.Assignment
	// Dropped are the words, in the configurations in which they are in the
	// list no longer.
	Dropped []Dropped
}

// A Dropped is a word that an assignment has put into a list, and a later one
// has taken out.
type Dropped struct {
	Entry

	// By is the assignment that put it there.
	By eval.Assignment
}

// Overwritings returns the assignments that drop words from the lists of a
// directory; process is the one that has read its makefile. Of a list that the
// makefile itself refers to nobody knows what it is for.
func (t *Tree) Overwritings(directory *Directory, process *eval.Process) []Overwriting {
	var all []Overwriting
	for _, assignments := range t.rewritten(directory, process) {
		if !t.RefersItself(process, assignments[0].Name) {
			all = append(all, t.overwritingsOf(process, assignments)...)
		}
	}
	return all
}

// replaces are the operators that drop the value a variable has.
var replaces = map[parser.AssignOp]bool{
	parser.OpRecursive: true, parser.OpSimple: true, parser.OpPosix: true, parser.OpImmediate: true,
}

// rewritten returns the assignments to each list that has one behind others
// which may drop what these have put there.
func (t *Tree) rewritten(directory *Directory, process *eval.Process) [][]eval.Assignment {
	var order []string
	byName := map[string][]eval.Assignment{}
	for _, a := range process.Assignments {
		before := byName[a.Name]
		if before == nil && !t.isWordList(directory, a.Name) {
			continue
		}
		if len(before) == 0 {
			order = append(order, a.Name)
		}
		byName[a.Name] = append(before, a)
	}
	var all [][]eval.Assignment
	for _, name := range order {
		for _, later := range byName[name][1:] {
			if replaces[later.Statement.Op] {
				all = append(all, byName[name])
				break
			}
		}
	}
	return all
}

// overwritingsOf follows the words of one list from assignment to assignment.
func (t *Tree) overwritingsOf(process *eval.Process, assignments []eval.Assignment) []Overwriting {
	var all []Overwriting
	var words []Dropped
	for _, a := range assignments {
		if replaces[a.Statement.Op] {
			if dropped := t.drop(process, words, a); len(dropped) > 0 {
				all = append(all, Overwriting{Assignment: a, Dropped: dropped})
			}
		}
		if !replaces[a.Statement.Op] && a.Statement.Op != parser.OpAppend {
			continue // what ?= and != do is not in their text
		}
		for _, word := range t.World.Words(process.ValueAssigned(a)) {
			if t.World.UnknownInText(word.Text) == nil {
				entry := Entry{List: a.Name, Text: word.Text, When: word.When, Missing: cond.False, Place: word.Place}
				words = append(words, Dropped{Entry: entry, By: a})
			}
		}
	}
	return all
}

// drop takes from words those that an assignment drops and that the list never
// gets back.
func (t *Tree) drop(process *eval.Process, words []Dropped, by eval.Assignment) []Dropped {
	space := t.World.Space
	before, kept := t.whens(process.ValueBefore(by)), t.whens(process.ValueOf(by.Name))
	var dropped []Dropped
	for i := range words {
		word := words[i]
		words[i].When = space.Diff(word.When, by.When)
		had, ok := before[word.Text]
		if !ok {
			continue
		}
		word.When = space.And(word.When, space.And(had, by.When))
		if again, ok := kept[word.Text]; ok {
			word.When = space.Diff(word.When, again)
		}
		if word.When != cond.False {
			dropped = append(dropped, word)
		}
	}
	return dropped
}

// whens returns the words of a value with the configurations that have them.
func (t *Tree) whens(value *eval.Value) map[string]cond.Cond {
	whens := map[string]cond.Cond{}
	for _, word := range t.World.Words(value) {
		t.widen(whens, word.Text, word.When)
	}
	return whens
}

// unsetLists are lists that kbuild does not set to nothing before it reads a
// Kbuild file, beside those that say what to build
// (Documentation/kbuild/makefiles.rst).
var unsetLists = []string{
	"subdir-rustflags-y", "ccflags-remove-y", "asflags-remove-y", "rustflags-remove-y", "clean-files", "no-clean-files",
}

// isWordList reports whether a variable is a list of words that kbuild reads:
// what to build or to clean, parts of an object, flags. What only make clean
// goes through is none.
func (t *Tree) isWordList(directory *Directory, name string) bool {
	if strings.HasSuffix(name, "-") {
		return false
	}
	for _, lists := range [][]string{goalLists, listVariables, unsetLists} {
		if slices.Contains(lists, name) {
			return true
		}
	}
	isParts := func(composite Composite) bool { return composite.Variable == name }
	if slices.ContainsFunc(directory.Composites, isParts) {
		return true
	}
	_, isFlag := t.flagForm(name)
	return isFlag
}
