package kbuild

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/source"
)

// obstacles returns why the path is never built.
func (q *inquiry) obstacles() []Obstacle {
	if q.tree.isPlain(q.path) {
		top, _, _ := strings.Cut(q.path, "/")
		return []Obstacle{{Text: top + "/ has a build system of its own, which is not followed"}}
	}
	if dir, ok := q.directory(); ok {
		return q.unvisited(dir, forAnything, nil)
	}
	// What only make clean reads says least.
	slices.SortStableFunc(q.mentions, func(a, b *mention) int {
		return cmp.Compare(strings.Count(a.list, "-"), strings.Count(b.list, "-")) +
			10*compareCleanOnly(a.list, b.list)
	})
	var all []Obstacle
	seen := map[source.Place]bool{}
	for _, m := range q.mentions {
		if place := m.last().Place; !seen[place] {
			seen[place] = true
			all = append(all, q.obstacle(m)...)
		}
	}
	if len(all) == 0 {
		return q.unlisted()
	}
	return distinct(all)
}

// compareCleanOnly puts the lists of make clean behind the others.
func compareCleanOnly(a, b string) int {
	rank := map[bool]int{true: 1}
	return rank[strings.HasSuffix(a, "-")] - rank[strings.HasSuffix(b, "-")]
}

// distinct drops what is said twice.
func distinct(obstacles []Obstacle) []Obstacle {
	var kept []Obstacle
	for _, o := range obstacles {
		if !slices.Contains(kept, o) {
			kept = append(kept, o)
		}
	}
	return kept
}

// last returns the step that names the file.
func (m *mention) last() Step { return m.steps[len(m.steps)-1] }

// obstacle returns why a word makes nothing of the path.
func (q *inquiry) obstacle(m *mention) []Obstacle {
	space, step := q.tree.World.Space, m.last()
	say := func(text string) []Obstacle { return []Obstacle{{Text: step.Text + text, Place: step.Place}} }
	single := m.word
	if m.object != nil {
		single = space.Diff(single, m.object.Composite)
	}
	_, counts := listProducts[m.list]
	switch {
	case strings.HasSuffix(m.list, "-") && !counts:
		return say(", which only make clean reads" + q.undefinedIn(step.Text))
	case q.simplify(m.word) == cond.False:
		return say(" in no configuration")
	case m.object != nil && single == cond.False && m.object.Path != q.path:
		stem := strings.TrimSuffix(m.object.Name, path.Ext(m.object.Name))
		return say(fmt.Sprintf(", which is linked from %s-y and the like: %s itself is not compiled",
			stem, path.Base(q.path)))
	case m.when == cond.False && m.missing != cond.False:
		return say(", but there is nothing to make it from")
	case q.simplify(m.gate.open(m.directory)) == cond.False:
		return append(say(""), q.unvisited(m.directory.Unit.Dir, m.gate, nil)...)
	}
	return say(fmt.Sprintf(" when %s, but make goes to %s only when %s",
		q.worded(m.word), directoryName(m.directory.Unit.Dir), q.worded(m.gate.open(m.directory))))
}

// worded returns a condition in words.
func (q *inquiry) worded(when cond.Cond) string {
	if text := q.tree.World.Space.Format(q.simplify(when)); text != "" {
		return text
	}
	return "always"
}

// undefinedIn names the symbols in the name of a list that no Kconfig file
// defines.
func (q *inquiry) undefinedIn(text string) string {
	_, rest, found := strings.Cut(text, "$(CONFIG_")
	name, _, closed := strings.Cut(rest, ")")
	if !found || !closed || q.tree.kernel == nil {
		return ""
	}
	if _, defined := q.tree.typeOf(name); defined {
		return ""
	}
	return ": no Kconfig file defines CONFIG_" + name
}

// directoryName returns how people call a directory of the tree.
func directoryName(dir string) string {
	if dir == "." {
		return "the top directory"
	}
	return dir
}

// unvisited returns why make never gets to a directory, or not for what a list
// takes.
func (q *inquiry) unvisited(dir string, g gate, seen []*Directory) []Obstacle {
	name := directoryName(dir)
	directory := q.descent.byName[dir]
	switch {
	case q.tree.kbuildFile(dir) == "":
		return []Obstacle{{Text: "no Kbuild and no Makefile in " + name}}
	case directory == nil || len(directory.Ways) == 0:
		return []Obstacle{{Text: "make never goes to " + name + ": no makefile leads there"}}
	case slices.Contains(seen, directory):
		return nil
	case q.simplify(directory.Possible) != cond.False:
		return q.passedBy(directory, g)
	}
	var all []Obstacle
	for _, way := range directory.Ways {
		step := q.wayStep(directory, way)
		switch {
		case way.CleanOnly():
			step.Text += ", which only make clean reads" + q.undefinedIn(step.Text)
		case way.From != nil && q.simplify(way.From.Possible) == cond.False:
			all = append(all, q.unvisited(way.From.Unit.Dir, g, append(seen, directory))...)
			continue
		default:
			step.Text += " in no configuration"
		}
		all = append(all, Obstacle{Text: step.Text, Place: step.Place})
	}
	slices.SortStableFunc(all, func(a, b Obstacle) int {
		return compareCleanOnly(strings.TrimSuffix(a.Text, "reads"), strings.TrimSuffix(b.Text, "reads"))
	})
	return distinct(all)
}

// passedBy returns why the words of a directory that make goes to don't count.
func (q *inquiry) passedBy(directory *Directory, g gate) []Obstacle {
	name := directoryName(directory.Unit.Dir)
	if g.open(directory) == directory.Builtin && q.simplify(directory.Modular) != cond.False {
		text := "make goes to " + name + " for modules only, so that obj-y counts for nothing there"
		for _, way := range directory.Ways {
			if way.List == "obj-m" {
				step := q.wayStep(directory, way)
				return []Obstacle{{Text: step.Text + ": " + text, Place: step.Place}}
			}
		}
		return []Obstacle{{Text: text}}
	}
	return []Obstacle{{Text: "make goes to " + name + " for named targets only, so that its lists count for nothing"}}
}

// madeEndings are those of the names that makefiles list.
var madeEndings = map[string]bool{".o": true, ".dtb": true, ".dtbo": true}

// unlisted returns what is known of a path that no makefile speaks of.
func (q *inquiry) unlisted() []Obstacle {
	dir := path.Dir(q.path)
	switch {
	case strings.HasSuffix(q.path, ".h"):
		return []Obstacle{{Text: "a header is compiled with the files that include it"}}
	case q.isScript():
		return []Obstacle{{Text: "a script of kbuild: it builds what others list"}}
	}
	made := q.names[0]
	for _, name := range q.names {
		if madeEndings[path.Ext(name)] {
			made = name
			break
		}
	}
	all := []Obstacle{{Text: "no makefile lists " + made}}
	if q.tree.kbuildFile(dir) == "" {
		all[0].Text += ", and there is no Kbuild and no Makefile in " + directoryName(dir)
	}
	return append(all, q.includers()...)
}
