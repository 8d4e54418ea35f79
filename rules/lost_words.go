package rules

import (
	"slices"
	"strings"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/eval"
	"github.com/kbuildlint/kbuildlint/kbuild"
)

// A removalReader reads a makefile like a kbuild that has dropped a variable.
type removalReader struct {
	tree    *kbuild.Tree
	process *eval.Process
	removal *kbuild.Removal
}

// A loss is an assignment to the variable with words that kbuild gets by no
// other way.
type loss struct {
	assignment eval.Assignment
	words      []string
	when       cond.Cond
}

// losses returns the assignments whose words are lost.
func (r removalReader) losses() []loss {
	isOld := func(a eval.Assignment) bool { return a.Name == r.removal.Name }
	if !slices.ContainsFunc(r.process.Assignments, isOld) {
		return nil
	}
	space := r.tree.World.Space
	lost := r.lost()
	var losses []loss
	for _, a := range r.process.Assignments {
		if a.Name != r.removal.Name {
			continue
		}
		found := loss{assignment: a, when: cond.False}
		for _, word := range r.tree.World.Words(r.process.ValueAssigned(a)) {
			gone, ok := lost[word.Text]
			if both := space.And(word.When, gone); ok && both != cond.False {
				found.words = append(found.words, word.Text)
				found.when = space.Or(found.when, both)
			}
		}
		if found.when != cond.False {
			losses = append(losses, found)
		}
	}
	return losses
}

// lost returns the words of the variable that kbuild gets by no other way. What
// a test decides that only a build can make is not among them: it may well ask
// for the version.
func (r removalReader) lost() map[string]cond.Cond {
	world, space := r.tree.World, r.tree.World.Space
	kept := map[string]cond.Cond{}
	for _, name := range r.readers() {
		for _, word := range world.Words(r.process.ValueOf(name)) {
			kept[word.Text] = either(space, kept, word.Text, world.AnyOutcome(word.When))
		}
	}
	lost := map[string]cond.Cond{}
	for _, word := range world.Words(r.process.ValueOf(r.removal.Name)) {
		when := word.When
		if elsewhere, ok := kept[word.Text]; ok {
			when = space.Diff(when, elsewhere)
		}
		if when != cond.False && world.AnyOutcome(when) == when && world.UnknownInText(word.Text) == nil {
			lost[word.Text] = either(space, lost, word.Text, when)
		}
	}
	return lost
}

// either returns the condition that a word has in a table, or another one.
func either(space *cond.Space, words map[string]cond.Cond, word string, when cond.Cond) cond.Cond {
	if known, ok := words[word]; ok {
		return space.Or(known, when)
	}
	return when
}

// readers returns the variables through which kbuild may get words, among those
// that the makefile has set.
func (r removalReader) readers() []string {
	var names []string
	for _, name := range r.process.OwnNames() {
		for _, reader := range r.removal.Readers {
			if name == reader || strings.HasSuffix(reader, "_") && strings.HasPrefix(name, reader) {
				names = append(names, name)
				break
			}
		}
	}
	return names
}
