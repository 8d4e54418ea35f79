package main

import (
	"fmt"
	"maps"
	"slices"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/kbuild"
)

// descend goes through the tree in all configurations at once, which evaluates
// and compares every directory, and then compares the set of directories that
// make visited in each.
func (c *comparison) descend() {
	c.descent = c.tree.Descend(kbuild.Visitor{Read: c.read})
	for _, s := range c.subjects {
		predicted := c.directories(s)
		s.outcome.predicted = len(predicted)
		s.outcome.missing = without(s.visits, predicted)
		s.outcome.surplus = without(predicted, s.visits)
		for _, directory := range c.descent.Directories {
			if visits := s.visits[directory.Unit.Dir]; visits != nil && predicted[directory.Unit.Dir] {
				c.asked(s, directory, visits)
			}
		}
	}
}

// asked compares what the directory above asks a directory for, where it names
// no goals.
func (c *comparison) asked(s *subject, directory *kbuild.Directory, visits []*visit) {
	made := map[string]bool{}
	for _, v := range visits {
		if v.Goals == "" {
			made["need-builtin"] = made["need-builtin"] || v.Builtin != ""
			made["need-modorder"] = made["need-modorder"] || v.Modules != ""
		}
	}
	predicted := map[string]bool{
		"need-builtin": c.holds(directory.Builtin, s), "need-modorder": c.holds(directory.Modular, s),
	}
	for _, name := range []string{"need-builtin", "need-modorder"} {
		if got, want := predicted[name], made[name]; got != want {
			s.outcome.disagreements = append(s.outcome.disagreements, disagreement{
				place{directory.Unit.Dir, "", name}, []string{fmt.Sprint(got)}, []string{fmt.Sprint(want)},
			})
		}
	}
}

// directories returns the directories that make is to visit. One that could not
// be read is none of them.
func (c *comparison) directories(s *subject) map[string]bool {
	dirs := map[string]bool{}
	for _, directory := range c.descent.Directories {
		if c.compared[directory.Unit.Dir] && c.holds(directory.Reached, s) {
			dirs[directory.Unit.Dir] = true
		}
	}
	return dirs
}

// holds reports whether a condition holds in the configuration of a build.
func (c *comparison) holds(when cond.Cond, s *subject) bool {
	return c.tree.World.HoldsAt(when, s.configuration)
}

// without returns the keys of a map that another has not, sorted.
func without[A, B any](some map[string]A, others map[string]B) []string {
	return slices.DeleteFunc(slices.Sorted(maps.Keys(some)), func(name string) bool {
		_, both := others[name]
		return both
	})
}
