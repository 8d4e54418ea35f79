package kbuild

import (
	"slices"
	"strings"

	"github.com/kbuildlint/kbuildlint/cond"
)

// A gate is what a directory must be asked for so that a list counts there:
// the configurations in which it is, the lists of the directories above that
// hand it on, and the configurations in which a recipe asks for it.
type gate struct {
	open   func(*Directory) cond.Cond
	lists  []string
	called func(*Way) cond.Cond
}

// The gates of lists (scripts/Makefile.build, need-builtin and need-modorder).
var (
	forBuiltins = gate{
		func(d *Directory) cond.Cond { return d.Builtin },
		[]string{"obj-y"},
		func(w *Way) cond.Cond { return w.builtin },
	}
	forModules = gate{
		func(d *Directory) cond.Cond { return d.Modular },
		[]string{"obj-y", "obj-m"},
		func(w *Way) cond.Cond { return w.modular },
	}
	forDefault = gate{
		func(d *Directory) cond.Cond { return d.Default }, descendLists,
		func(w *Way) cond.Cond { return w.Default },
	}
	forAnything = gate{
		func(d *Directory) cond.Cond { return d.Possible }, descendLists,
		func(w *Way) cond.Cond { return w.When },
	}
)

// descendLists are the lists whose directories make goes to.
var descendLists = []string{"obj-y", "obj-m", "subdir-y", "subdir-m"}

// through returns the configurations in which a way hands on what the gate is
// about, and what the directory it comes from must be asked for.
func (q *inquiry) through(g gate, way *Way) (cond.Cond, gate) {
	space := q.tree.World.Space
	switch {
	case way.From == nil && way.Place.File == nil:
		return way.When, g // an external module begins here
	case way.From == nil:
		return g.called(way), g
	case way.List == "":
		// What the line does not say is handed on in MAKEFLAGS.
		asked := space.And(space.Or(g.called(way), g.open(way.From)), way.When)
		return space.And(asked, way.From.Possible), forAnything
	case slices.Contains(g.lists, way.List):
		return space.And(way.When, g.open(way.From)), g
	}
	return cond.False, g
}

// Bounds of what is told: the routes of a product and the words of one step.
const (
	maxRoutes = 4
	maxWords  = 4
)

// routes returns ways from the top makefile to a directory that together make
// up the configurations of when, as far as they are few.
func (q *inquiry) routes(to *Directory, through gate, when cond.Cond, tail []Step) []Route {
	space := q.tree.World.Space
	var routes []Route
	for left := when; left != cond.False && len(routes) < maxRoutes; {
		finder := routeFinder{inquiry: q, seen: map[*Directory]bool{}}
		steps, covered := finder.find(to, through, left)
		if covered == cond.False {
			break
		}
		routes = append(routes, Route{When: covered, Steps: joined(steps, tail)})
		left = space.Diff(left, covered)
	}
	return routes
}

// anyRoutes returns routes to a directory for whatever make goes there: rather for
// its objects than for a target that somebody names.
func (q *inquiry) anyRoutes(to *Directory, when cond.Cond, tail []Step) []Route {
	space := q.tree.World.Space
	var routes []Route
	for _, g := range []gate{forBuiltins, forModules, forDefault, forAnything} {
		for _, route := range q.routes(to, g, space.And(when, g.open(to)), tail) {
			when = space.Diff(when, route.When)
			if q.simplify(route.When) != cond.False {
				routes = append(routes, route)
			}
		}
	}
	return routes[:min(len(routes), maxRoutes)]
}

// A routeFinder goes up from a directory.
type routeFinder struct {
	inquiry *inquiry
	seen    map[*Directory]bool
}

// An origin is a directory that leads to another one, nil for the top makefile,
// with the ways from it.
type origin struct {
	from *Directory
	ways []*Way
	when cond.Cond
	gate gate
}

// find returns the steps to a directory and the configurations, among those of
// when, that go this way. It prefers an origin that all of them come from.
func (f *routeFinder) find(to *Directory, g gate, when cond.Cond) ([]Step, cond.Cond) {
	if f.seen[to] {
		return nil, cond.False
	}
	f.seen[to] = true
	defer delete(f.seen, to)
	origins := f.origins(to, g, when)
	slices.SortStableFunc(origins, func(a, b origin) int {
		return f.rank(a, when) - f.rank(b, when)
	})
	for _, o := range origins {
		var steps []Step
		covered := o.when
		if o.from != nil {
			if steps, covered = f.find(o.from, o.gate, o.when); covered == cond.False {
				continue
			}
		}
		return append(steps, f.steps(to, g, o, covered)...), covered
	}
	return nil, cond.False
}

// rank is smaller for what is to be tried first.
func (f *routeFinder) rank(o origin, when cond.Cond) int {
	if f.inquiry.tree.World.Space.Implies(when, o.when) {
		return 0
	}
	return 1
}

// origins returns what leads to a directory in configurations of when.
func (f *routeFinder) origins(to *Directory, g gate, when cond.Cond) []origin {
	space := f.inquiry.tree.World.Space
	var origins []origin
	for _, way := range to.Ways {
		handed, above := f.inquiry.through(g, way)
		both := space.And(when, handed)
		if both == cond.False {
			continue
		}
		i := slices.IndexFunc(origins, func(o origin) bool { return o.from == way.From })
		if i < 0 {
			i = len(origins)
			origins = append(origins, origin{from: way.From, when: cond.False, gate: above})
		}
		origins[i].ways = append(origins[i].ways, way)
		origins[i].when = space.Or(origins[i].when, both)
	}
	return origins
}

// steps returns the words of an origin that lead on in configurations of when;
// one that is in several lists is one word.
func (f *routeFinder) steps(to *Directory, g gate, o origin, when cond.Cond) []Step {
	t := f.inquiry.tree
	var steps []Step
	for _, way := range o.ways {
		if handed, _ := f.inquiry.through(g, way); way.Place.File == nil || t.World.Space.Disjoint(handed, when) {
			continue
		}
		step := f.inquiry.wayStep(to, way)
		i := slices.IndexFunc(steps, func(s Step) bool { return s.Place == step.Place && s.Text == step.Text })
		if i >= 0 {
			steps[i].When = t.World.Space.Or(steps[i].When, step.When)
		} else if len(steps) < maxWords {
			steps = append(steps, step)
		}
	}
	return steps
}

// wayStep returns the step of a way to a directory.
func (q *inquiry) wayStep(to *Directory, way *Way) Step {
	if way.List != "" {
		return q.tree.listStep(way.List, Entry{Text: to.Unit.Dir + "/", Place: way.Place, When: way.When})
	}
	place, _ := q.tree.Resolve(way.Place)
	return Step{Place: place, Text: "the recipe calls make for " + directoryName(to.Unit.Dir), When: way.When}
}

// listStep returns the step of a word in a list. It names the variable as the
// makefile does, such as obj-$(CONFIG_NET).
func (t *Tree) listStep(list string, entry Entry) Step {
	place, _ := t.Resolve(entry.Place)
	word := t.World.Readable(entry.Text)
	if written := place.Text(); strings.HasSuffix(written, "/") && !strings.ContainsAny(written, "$ ") {
		word = written
	}
	if name := t.assignedAt(place); name != "" {
		list = name
	}
	return Step{Place: place, Text: list + " has " + word, When: entry.When}
}

// joined returns steps and those that follow; one that both have is told once.
func joined(steps, more []Step) []Step {
	if len(steps) > 0 && len(more) > 0 && steps[len(steps)-1].Place == more[0].Place {
		steps = steps[:len(steps)-1]
	}
	return append(slices.Clone(steps), more...)
}
