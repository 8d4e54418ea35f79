package rules

import (
	"path"
	"slices"
	"strings"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/kbuild"
	"github.com/kbuildlint/kbuildlint/lint"
	"github.com/kbuildlint/kbuildlint/source"
)

// missing reports words of one directory that name what is not there.
type missing struct {
	pass      *lint.TreePass
	directory *kbuild.Directory
}

// A missingWord is a word of a list that names a file which nothing makes in
// the configurations of when; neededBy is the target that has it as a
// prerequisite.
type missingWord struct {
	name     string
	place    source.Place
	when     cond.Cond
	neededBy string
}

// counts narrows the configurations of a word down to those in which make
// looks at the lists. In a directory where it never gets to they are all kept.
func (m missing) counts(when cond.Cond) cond.Cond {
	if m.directory.Possible == cond.False {
		return when
	}
	return m.pass.Space().And(when, m.directory.Default)
}

// isCertain reports whether some configuration has a word whatever a command says
// that runs before the build: one that compares versions of the kernel may leave
// out what the tree has no more.
func (m missing) isCertain(when cond.Cond) bool {
	world := m.pass.Tree.World
	return world.EveryOutcome(world.Lasting(when)) != cond.False
}

func (m missing) report(word missingWord) {
	when := m.counts(word.when)
	if when == cond.False || !m.isCertain(word.when) || isOverlayOfDts(m, word.name) {
		return
	}
	meant, hint := m.meant(word.name)
	finding := lint.Finding{
		Place: word.place, When: when,
		Message: describe(word.place, word.name) + " has nothing to be made from: " + m.sought(word.name),
		Hint:    hint,
		Effect:  m.stops("No rule to make target '" + m.target(word.name) + "', needed by '" + word.neededBy + "'"),
	}
	if meant != "" && word.place.Text() == word.name {
		finding.Fixes = []lint.Repair{{
			Title: "write " + meant, Edits: []source.Edit{{Place: word.place, Text: meant}},
		}}
	}
	m.pass.Report(m.directory, finding)
}

// target returns the name that make prints for a file of the directory.
func (m missing) target(name string) string { return path.Join(m.directory.Unit.Dir, name) }

// stops says that make stops with a message, and whether it ever gets there.
func (m missing) stops(message string) string {
	if m.directory.Possible == cond.False {
		return "no build gets to this directory; one that does stops: " + message
	}
	return "make stops: " + message
}

// sought says what a file could have been made from.
func (m missing) sought(name string) string {
	var sources []string
	for _, candidate := range m.sources(name) {
		if !slices.Contains(sources, path.Base(candidate)) {
			sources = append(sources, path.Base(candidate))
		}
	}
	dir := nameOf(path.Dir(m.target(name)))
	if len(sources) == 0 {
		return "no rule in " + dir + " makes it"
	}
	return dir + " has no " + alternatives(sources) + ", and no rule makes it"
}

// nameOf names a directory for people.
func nameOf(dir string) string {
	if dir == "." {
		return "the top directory"
	}
	return dir
}

// sources returns the names of the sources that kbuild would make a file from.
func (m missing) sources(name string) []string {
	return slices.DeleteFunc(m.pass.Tree.SourceNames(name), func(candidate string) bool {
		return strings.HasSuffix(candidate, "_shipped")
	})
}

// alternatives joins names by commas and a last "or".
func alternatives(names []string) string {
	last := len(names) - 1
	if last == 0 {
		return names[0]
	}
	return strings.Join(names[:last], ", ") + " or " + names[last]
}

// meant returns the name that was perhaps meant, "" if there is none to write,
// and a hint for people.
func (m missing) meant(name string) (meant, hint string) {
	dir, base := path.Split(name)
	var candidates []string
	for _, file := range m.pass.Tree.Names(m.target(dir)) {
		for _, made := range m.pass.Tree.MadeFrom(file, base) {
			if !m.lists(dir + made) {
				candidates = append(candidates, made)
			}
		}
	}
	if nearest := lint.Nearest(base, candidates); nearest != "" {
		return dir + nearest, lint.Meant(dir + nearest)
	}
	sources := m.sources(base)
	for _, neighbour := range m.neighbours(m.target(dir)) {
		for _, candidate := range sources {
			if moved := path.Join(neighbour, candidate); m.pass.Tree.IsFile(moved) {
				return "", "there is " + moved
			}
		}
	}
	return "", ""
}

// lists reports whether the directory lists an object or a part.
func (m missing) lists(name string) bool {
	return slices.ContainsFunc(m.directory.Objects, func(object kbuild.Object) bool {
		return object.Name == name || slices.ContainsFunc(object.Parts, func(part kbuild.Part) bool {
			return part.Name == name
		})
	})
}

// mostNames is how many names of a directory are looked at for neighbours: a hint
// is not worth more time, where thousands of words may want one.
const mostNames = 250

// neighbours returns the directories around one: above, beside and below it.
func (m missing) neighbours(dir string) []string {
	above := path.Dir(dir)
	around := []string{above}
	for _, parent := range []string{dir, above} {
		names := m.pass.Tree.Names(parent)
		for _, name := range names[:min(len(names), mostNames)] {
			if full := path.Join(parent, name); full != dir && m.pass.Tree.IsDir(full) {
				around = append(around, full)
			}
		}
	}
	return around
}
