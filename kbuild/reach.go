package kbuild

import (
	"path"
	"slices"
	"strings"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/eval"
)

// An arrival is a process of make that begins in a directory: what it is asked
// for, and in which configurations.
type arrival struct {
	// byDefault are the configurations in which no goal is named; in those of
	// builtin and modular the directory is asked for built-in objects and for
	// modules.
	byDefault, builtin, modular cond.Cond
	goals                       []eval.Word
}

// reach computes what a build without goals asks each directory for.
func (d *Descent) reach() {
	if d.top != nil {
		for _, goal := range d.tree.World.Words(d.top.ValueOf(".DEFAULT_GOAL")) {
			d.search.want(eval.MadeName(goal.Text), goal.When)
		}
	}
	for _, directory := range d.Directories {
		for _, way := range directory.Ways {
			if way.From == nil && way.Place.File == nil {
				d.arrive(directory, arrival{byDefault: way.When, builtin: cond.False, modular: way.When})
			}
		}
	}
	d.settle()
}

// settle goes on from all directories where make arrives, until nothing is new
// anywhere. Arrivals in one directory wait for each other.
func (d *Descent) settle() {
	for len(d.arrivals) > 0 {
		for _, directory := range d.Directories {
			if a, ok := d.arrivals[directory]; ok {
				delete(d.arrivals, directory)
				d.begin(directory, d.withoutTop(directory, a))
			}
		}
	}
}

// withoutTop drops from an arrival what holds whenever the top makefile gets to
// its end: without that there is no build to speak of.
func (d *Descent) withoutTop(directory *Directory, a arrival) arrival {
	fromTop := func(way *Way) bool { return way.From == nil && way.Place.File != nil }
	if !slices.ContainsFunc(directory.Ways, fromTop) {
		return a
	}
	for _, when := range []*cond.Cond{&a.byDefault, &a.builtin, &a.modular} {
		*when = d.toEnd(*when)
	}
	for i := range a.goals {
		a.goals[i].When = d.toEnd(a.goals[i].When)
	}
	return a
}

// toEnd simplifies a condition where the top makefile gets to its end. Many
// directories have the same one.
func (d *Descent) toEnd(when cond.Cond) cond.Cond {
	simple, known := d.atEnd[when]
	if !known {
		simple = d.tree.World.Space.Assume(when, d.top.Live())
		d.atEnd[when] = simple
	}
	return simple
}

// arrive notes that make begins in a directory.
func (d *Descent) arrive(directory *Directory, a arrival) {
	space := d.tree.World.Space
	if before, ok := d.arrivals[directory]; ok {
		a.byDefault = space.Or(a.byDefault, before.byDefault)
		a.builtin = space.Or(a.builtin, before.builtin)
		a.modular = space.Or(a.modular, before.modular)
		a.goals = append(before.goals, a.goals...)
	}
	d.arrivals[directory] = a
}

// called lets make begin in the directory of a call.
func (d *Descent) called(from *Directory, c *call, when cond.Cond) {
	directory := d.byName[path.Clean(c.dir)]
	if directory == nil {
		return
	}
	space := d.tree.World.Space
	builtin, modular := c.builtin, c.modular
	if from != nil {
		// What the line does not say is handed on in MAKEFLAGS.
		builtin, modular = space.Or(builtin, from.Builtin), space.Or(modular, from.Modular)
	}
	a := arrival{
		byDefault: space.And(when, c.byDefault),
		builtin:   space.And(when, builtin), modular: space.And(when, modular),
	}
	for _, goal := range c.goals {
		if goal.When = space.And(goal.When, when); goal.When != cond.False {
			a.goals = append(a.goals, goal)
		}
	}
	d.arrive(directory, a)
}

// begin goes on from a directory in the configurations that are new there.
func (d *Descent) begin(directory *Directory, a arrival) {
	space := d.tree.World.Space
	a.builtin = space.Diff(space.And(a.builtin, a.byDefault), directory.Builtin)
	a.modular = space.Diff(space.And(a.modular, a.byDefault), directory.Modular)
	a.byDefault = space.Diff(a.byDefault, directory.byDefault)
	directory.byDefault = space.Or(directory.byDefault, a.byDefault)
	directory.Builtin = space.Or(directory.Builtin, a.builtin)
	directory.Modular = space.Or(directory.Modular, a.modular)
	directory.Reached = space.Or(directory.Reached, a.byDefault)
	for _, goal := range a.goals {
		directory.Reached = space.Or(directory.Reached, goal.When)
	}
	directory.goals = append(directory.goals, a.goals...)
	if space.OrAll([]cond.Cond{a.byDefault, a.builtin, a.modular}) != cond.False {
		d.descend(directory, a)
	}
	if directory.search != nil {
		d.demand(directory, a)
	}
}

// descend goes on to the directories in the lists: to those of obj-y for
// built-in objects and modules, to those of obj-m for modules, to those of
// subdir-y and subdir-m for neither (scripts/Makefile.build, "Descending").
func (d *Descent) descend(directory *Directory, a arrival) {
	space := d.tree.World.Space
	for i := range directory.Entries {
		entry := &directory.Entries[i]
		name, isDir := d.tree.Child(directory, entry)
		child := d.byName[name]
		if !isDir || child == nil || strings.HasSuffix(entry.List, "-") {
			continue
		}
		on := arrival{byDefault: space.And(a.byDefault, entry.When), builtin: cond.False, modular: cond.False}
		both := space.And(directory.byDefault, entry.When)
		if entry.List == "obj-y" {
			on.builtin = space.And(a.builtin, entry.When)
		}
		if strings.HasPrefix(entry.List, "obj-") {
			on.modular = space.And(a.modular, entry.When)
		}
		if space.OrAll([]cond.Cond{on.byDefault, on.builtin, on.modular}) != cond.False {
			on.byDefault = both
			d.arrive(child, on)
		}
	}
}

// demand looks for calls of make in the rules that a directory needs.
func (d *Descent) demand(directory *Directory, a arrival) {
	for _, goal := range a.goals {
		directory.search.want(eval.MadeName(goal.Text), goal.When)
	}
	space := d.tree.World.Space
	for _, wanted := range d.tree.defaultTargets(directory) {
		within := a.byDefault
		if wanted.List == "obj-y" {
			within = a.builtin
		}
		directory.search.want(eval.MadeName(wanted.Text), space.And(wanted.When, within))
	}
}

// defaultTargets returns the targets that a directory makes when no goal is
// named, under the names that make has for them (the rule of $(obj)/ in
// scripts/Makefile.build).
func (t *Tree) defaultTargets(directory *Directory) []Entry {
	var targets []Entry
	for _, entry := range directory.Entries {
		kind, suffix, _ := strings.Cut(entry.List, "-")
		if suffix == "" || kind == "obj" || kind == "subdir" {
			continue
		}
		entry.Text = path.Join(directory.Unit.Dir, entry.Text)
		targets = append(targets, entry)
	}
	for _, object := range directory.Objects {
		targets = append(targets, Entry{
			List: object.List, Text: object.Path, When: object.When, Place: object.Place,
		})
		for _, part := range object.Parts {
			targets = append(targets, Entry{
				List: object.List, Text: part.Path, When: part.When, Place: part.Place,
			})
		}
	}
	return targets
}
