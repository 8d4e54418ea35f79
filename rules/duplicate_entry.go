package rules

import (
	"fmt"
	"iter"
	"maps"
	"slices"
	"strings"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/kbuild"
	"github.com/kbuildlint/kbuildlint/lint"
	"github.com/kbuildlint/kbuildlint/source"
)

var duplicateEntry = &lint.Rule{
	Name:  "duplicate-entry",
	Title: "a list has the same word twice in the same configurations",
	Why: "kbuild takes an object that a list has twice once, at its first place. The second word does nothing " +
		"but mislead: who removes or guards the object changes one of the two lines, and it is still built. Often " +
		"it is left over from a merge, and sometimes another word was meant.",
	Repair:   "Remove the second word, or write what was meant.",
	Needs:    lint.NeedsTree,
	Groups:   []string{"lists"},
	Severity: lint.Warning,
	Since:    "0.1.0",
	Bad: lint.Example{Files: `-- Makefile --
obj-m := radio.o
radio-y := main.o scan.o main.o
`},
	Good: lint.Example{Files: `-- Makefile --
obj-m := radio.o
radio-y := main.o scan.o
`},
	CheckTree: checkDuplicateEntry,
}

func checkDuplicateEntry(pass *lint.TreePass) {
	c := duplicates{pass: pass, useful: map[source.Place]bool{}}
	for _, directory := range pass.Descent.Directories {
		for _, list := range listsOf(directory) {
			c.find(directory, list)
		}
	}
	for _, found := range c.found {
		for useless := range c.useless(found) {
			c.report(useless)
		}
	}
}

// listsOf returns the lists of a directory that may have duplicates. What is a
// target twice is one; what is listed for make clean only is what other
// configurations have in another list.
func listsOf(directory *kbuild.Directory) [][]kbuild.Entry {
	byName := map[string][]kbuild.Entry{}
	for _, entry := range directory.Entries {
		if entry.List != "targets" && !strings.HasSuffix(entry.List, "-") {
			byName[entry.List] = append(byName[entry.List], entry)
		}
	}
	var lists [][]kbuild.Entry
	for _, name := range slices.Sorted(maps.Keys(byName)) {
		lists = append(lists, byName[name])
	}
	for i := range directory.Objects {
		lists = append(lists, partsOf(&directory.Objects[i]))
	}
	return lists
}

// partsOf returns the parts of an object as the words of one list, which they
// are for the linker.
func partsOf(object *kbuild.Object) []kbuild.Entry {
	parts := make([]kbuild.Entry, len(object.Parts))
	for i, part := range object.Parts {
		parts[i] = kbuild.Entry{List: part.List, Text: part.Name, When: part.When, Place: part.Place}
	}
	return parts
}

// A duplicate is a word that is in a list already.
type duplicate struct {
	directory    *kbuild.Directory
	first, again kbuild.Entry
}

// duplicates are all of a tree. A word that is useful in one of the lists or
// directories that have it is none.
type duplicates struct {
	pass   *lint.TreePass
	found  [][]duplicate // those that follow each other in a list
	useful map[source.Place]bool
}

// find looks for words of a list that an earlier one makes useless.
func (c *duplicates) find(directory *kbuild.Directory, list []kbuild.Entry) {
	earlier := map[string][]kbuild.Entry{}
	var open []duplicate
	for _, entry := range list {
		if directory.Possible != cond.False {
			entry.When = c.pass.Space().And(entry.When, directory.Possible)
		}
		if entry.When == cond.False {
			continue
		}
		first, again := c.earlier(entry, earlier[entry.Text])
		earlier[entry.Text] = append(earlier[entry.Text], entry)
		if !again {
			c.useful[entry.Place.Written()] = true
			continue
		}
		if len(open) > 0 && !follows(open[len(open)-1].again, entry) {
			c.found, open = append(c.found, open), nil
		}
		open = append(open, duplicate{directory, first, entry})
	}
	c.found = append(c.found, open)
}

// earlier returns the word that makes a later one useless. What a loop or a
// second inclusion repeats was written once.
func (c *duplicates) earlier(entry kbuild.Entry, earlier []kbuild.Entry) (kbuild.Entry, bool) {
	if c.pass.Tree.World.UnknownInText(entry.Text) != nil {
		return kbuild.Entry{}, false
	}
	for _, first := range earlier {
		if first.Place.Written() != entry.Place.Written() && c.pass.Space().Implies(entry.When, first.When) {
			return first, true
		}
	}
	return kbuild.Entry{}, false
}

// follows reports whether nothing but blanks stands between two words.
func follows(word, next kbuild.Entry) bool {
	a, b := word.Place.Written(), next.Place.Written()
	if a.File == nil || a.File != b.File || a.Span.End > b.Span.Start || word.When != next.When {
		return false
	}
	between := strings.ReplaceAll(a.File.Slice(source.Span{Start: a.Span.End, End: b.Span.Start}), "\\\n", " ")
	return strings.Trim(between, " \t") == ""
}

// useless yields the words that are useful nowhere, those together that follow
// each other.
func (c *duplicates) useless(found []duplicate) iter.Seq[[]duplicate] {
	return func(yield func([]duplicate) bool) {
		start := 0
		for i := 0; i <= len(found); i++ {
			if i < len(found) && !c.useful[found[i].again.Place.Written()] {
				continue
			}
			if start < i && !yield(found[start:i]) {
				return
			}
			start = i + 1
		}
	}
}

// report reports words that follow each other as one finding.
func (c *duplicates) report(found []duplicate) {
	first, again, directory := found[0].first, found[0].again, found[0].directory
	finding := lint.Finding{
		Place: again.Place, When: again.When, Message: again.Text + " is in the list already",
		Effect:  "kbuild takes it once, at its first place",
		Related: []lint.Note{{Place: first.Place, Message: "the first " + again.Text}},
	}
	title := "remove the second " + again.Text
	if more := len(found) - 1; more > 0 {
		finding.Message = fmt.Sprintf("%s and %d more are in the list already", again.Text, more)
		finding.Effect = "kbuild takes them once, at their first places"
		title = fmt.Sprintf("remove these %d words", more+1)
	}
	written := again.Place.Written()
	if written.Text() == again.Text && written.Path() == directory.Unit.Makefile {
		written.Span.End = found[len(found)-1].again.Place.Written().Span.End
		finding.Fixes = []lint.Repair{{Title: title, Safe: true, Edits: []source.Edit{removal(written)}}}
	}
	c.pass.Report(directory, finding)
}
