package kbuild

import (
	"path"
	"slices"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/eval"
)

// A Descent is the way of kbuild through a tree: all directories that it can
// get to, and when it does.
type Descent struct {
	// Directories are in the order in which they were found: each behind one
	// that leads to it. Those that nothing leads to are the last.
	Directories []*Directory

	tree    *Tree
	byName  map[string]*Directory
	visitor Visitor
	queue   []*Directory
	top     *eval.Process
	search  *demand // of the top makefile
	// arrivals are what make has yet to begin with.
	arrivals map[*Directory]arrival
	// atEnd are the conditions that toEnd has simplified.
	atEnd map[cond.Cond]cond.Cond
}

// Directory returns a directory by its path, nil for one without a Kbuild
// file.
func (d *Descent) Directory(dir string) *Directory { return d.byName[dir] }

// A Visitor is called on the way through a tree.
type Visitor struct {
	// Read evaluates a unit in the first of its kinds of build, nil if that
	// can't be. It is called once for each unit, for a directory before those
	// that it leads to.
	Read func(*Unit) *eval.Process
	// Visit, if not nil, sees each directory when its own lists are known, and
	// the process that has read it.
	Visit func(*Directory, *eval.Process)
	// Relevant, if not nil, tells the directories to read. What the others lead
	// to is not known.
	Relevant func(dir string) bool
	// Brief leaves out Flags and Composites, which only rules ask for.
	Brief bool
	// Forget drops the syntax trees of makefiles once they were visited. What asks
	// for them later has them parsed again.
	Forget bool
}

// Descend goes through the tree from its top makefile, or from the directories
// of external modules.
func (t *Tree) Descend(visitor Visitor) *Descent {
	d := &Descent{
		tree: t, byName: map[string]*Directory{}, visitor: visitor, arrivals: map[*Directory]arrival{},
		atEnd: map[cond.Cond]cond.Cond{},
	}
	if t.Dialect == Linux {
		d.fromTop()
	}
	for _, unit := range t.Units() {
		if d.isRelevant(unit.Dir) {
			d.leftOver(unit)
		}
	}
	if t.Dialect == Modules {
		d.offer()
	}
	d.possible()
	d.reach()
	return d
}

// offer lets a build begin in the directories of an external module that only
// make clean would go to: the variable that leads there, as in obj-$(radio),
// comes from whoever calls make.
func (d *Descent) offer() {
	for _, directory := range d.Directories {
		if !slices.ContainsFunc(directory.Ways, func(way *Way) bool { return !way.CleanOnly() }) {
			directory.Ways = append(directory.Ways, &Way{When: cond.True, Default: cond.True})
		}
	}
}

// isRelevant reports whether a directory is to be read.
func (d *Descent) isRelevant(dir string) bool {
	return d.visitor.Relevant == nil || d.visitor.Relevant(dir)
}

// fromTop finds what the recipes of the top makefile lead to.
func (d *Descent) fromTop() {
	units := d.tree.Units()
	i := slices.IndexFunc(units, func(unit *Unit) bool { return unit.Role == TopRole })
	if i < 0 {
		return
	}
	if d.top = d.visitor.Read(units[i]); d.top == nil {
		return
	}
	d.search = d.tree.newDemand(d.top, func(c *call, when cond.Cond) { d.called(nil, c, when) })
	var calls []*call
	for _, c := range d.search.allCalls() {
		if d.isRelevant(path.Clean(c.dir)) {
			simple := *c
			simple.when = d.tree.World.Space.Assume(c.when, d.top.Live())
			simple.byDefault = d.tree.World.Space.Assume(c.byDefault, d.top.Live())
			calls = append(calls, &simple)
		}
	}
	d.follow(nil, calls)
	d.drain()
}

// leftOver reads a directory that nothing has led to so far. That of an
// external module is where its build begins.
func (d *Descent) leftOver(unit *Unit) {
	if unit.Role != DirectoryRole {
		if unit.Role != TopRole {
			d.visitor.Read(unit)
			d.forget(unit)
		}
		return
	}
	if d.byName[unit.Dir] != nil || d.tree.Included(unit.Makefile) {
		return
	}
	d.add(unit)
	if d.tree.Dialect == Modules {
		d.byName[unit.Dir].Ways = []*Way{{When: cond.True, Default: cond.True}}
	}
	d.drain()
}

func (d *Descent) add(unit *Unit) *Directory {
	directory := newDirectory(unit)
	d.byName[unit.Dir] = directory
	d.Directories = append(d.Directories, directory)
	d.queue = append(d.queue, directory)
	return directory
}

// drain reads the directories that were found.
func (d *Descent) drain() {
	for len(d.queue) > 0 {
		directory := d.queue[0]
		d.queue = d.queue[1:]
		if d.isRelevant(directory.Unit.Dir) {
			d.enter(directory)
		}
	}
}

// enter reads a directory and follows what it names.
func (d *Descent) enter(directory *Directory) {
	t := d.tree
	process := d.visitor.Read(directory.Unit)
	if process == nil {
		return
	}
	t.describe(directory, process)
	t.missing(directory, process)
	if !d.visitor.Brief {
		directory.Flags = t.flagsOf(directory, process)
		directory.Composites = t.compositesOf(directory, process)
	}
	directory.branches = process.Branches
	t.include(directory.Unit, process)
	if d.visitor.Visit != nil {
		d.visitor.Visit(directory, process)
	}
	search := t.newDemand(process, func(c *call, when cond.Cond) { d.called(directory, c, when) })
	calls := search.allCalls()
	if len(calls) > 0 {
		directory.search = search
	}
	for i := range directory.Entries {
		entry := &directory.Entries[i]
		if child, ok := t.Child(directory, entry); ok {
			d.lead(child, &Way{
				From: directory, List: entry.List, Place: entry.Place, When: entry.When, Default: entry.When,
			})
		}
	}
	d.follow(directory, calls)
	d.forget(directory.Unit)
}

// forget drops what was kept to visit the makefile of a unit.
func (d *Descent) forget(unit *Unit) {
	if d.visitor.Forget {
		d.tree.forget(unit.Makefile)
	}
}

// follow adds what calls of make lead to.
func (d *Descent) follow(from *Directory, calls []*call) {
	for _, c := range calls {
		d.lead(path.Clean(c.dir), &Way{
			From: from, Place: c.place, When: c.when, Default: c.byDefault, builtin: c.builtin, modular: c.modular,
			Goals: c.goals,
		})
	}
}

// lead adds a way to a directory.
func (d *Descent) lead(dir string, way *Way) {
	directory := d.byName[dir]
	if directory == nil {
		unit, err := d.tree.directoryUnit(dir)
		if err != nil || unit.Role != DirectoryRole {
			return
		}
		unit.Arch = d.archOf(unit, way)
		directory = d.add(unit)
	} else if unit := directory.Unit; unit.Arch != d.archOf(unit, way) {
		unit.Arch = ""
		if directory.Entries != nil {
			d.queue = append(d.queue, directory)
		}
	}
	known := func(other *Way) bool {
		return other.From == way.From && other.List == way.List && other.Place == way.Place && other.When == way.When &&
			slices.Equal(other.Goals, way.Goals)
	}
	if !slices.ContainsFunc(directory.Ways, known) {
		directory.Ways = append(directory.Ways, way)
	}
}

// archOf returns the architecture whose makefiles a directory is read with:
// the one that leads there, such as um for a directory below arch/x86; "" for
// all.
func (d *Descent) archOf(unit *Unit, way *Way) string {
	if unit.Arch == "" {
		return ""
	}
	if way.From != nil && way.From.Unit.Arch != "" {
		return way.From.Unit.Arch
	}
	space := d.tree.World.Space
	for _, arch := range d.tree.Architectures() {
		if space.Implies(way.When, space.Is(d.tree.archDomain(), arch)) {
			return arch
		}
	}
	return unit.Arch
}

// possible computes in which configurations make goes to each directory for
// some goal.
func (d *Descent) possible() {
	space := d.tree.World.Space
	for changed := true; changed; {
		changed = false
		for _, directory := range d.Directories {
			all := directory.Possible
			for _, way := range directory.Ways {
				if way.CleanOnly() {
					continue
				}
				from := cond.True
				if way.From != nil {
					from = way.From.Possible
				}
				all = space.Or(all, space.And(from, way.When))
				directory.Default = space.Or(directory.Default, space.And(from, way.Default))
			}
			changed = changed || all != directory.Possible
			directory.Possible = all
		}
	}
}
