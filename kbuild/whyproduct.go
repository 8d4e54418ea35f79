package kbuild

import (
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/kbuildlint/kbuildlint/cond"
)

// collect makes products of what was found on the way.
func (q *inquiry) collect() {
	if dir, ok := q.directory(); ok {
		q.visits(dir)
		q.inclusions()
		return
	}
	for _, m := range q.mentions {
		if m.when != cond.False {
			q.make(m, m.when)
		}
	}
	for _, r := range q.readers {
		q.rules(r)
	}
	q.inclusions()
	if len(q.products) == 0 {
		q.onDemand()
	}
}

// onDemand keeps what nothing is known to need: make builds it if it is asked
// to. The words of targets only say that a rule makes something.
func (q *inquiry) onDemand() {
	for _, m := range q.mentions {
		when := q.tree.World.Space.And(m.word, m.directory.Possible)
		if m.list != "targets" || q.simplify(when) == cond.False {
			continue
		}
		routes := q.anyRoutes(m.directory, when, m.steps)
		q.keep(&Product{Kind: ListedFile, Name: m.name, OnDemand: true, When: when, Routes: routes})
	}
	for _, r := range q.readers {
		programs := q.programs(r)
		for _, program := range slices.Sorted(maps.Keys(programs)) {
			q.program(r.directory, program, programs[program])
		}
	}
}

// program keeps a program that nothing is known to need. In a directory that make
// does not go to by itself somebody may ask for it, as with make menuconfig.
func (q *inquiry) program(directory *Directory, name string, steps []Step) {
	when := q.tree.World.Space.And(steps[0].When, directory.Possible)
	routes := q.anyRoutes(directory, when, steps)
	if q.simplify(when) == cond.False {
		when = steps[0].When
		routes = []Route{{When: when, Steps: steps}}
	}
	if q.simplify(when) != cond.False {
		name = path.Join(directory.Unit.Dir, name)
		q.keep(&Product{Kind: programKind(steps), Name: name, OnDemand: true, When: when, Routes: routes})
	}
}

// programKind tells programs for the kernel from those for the machine that
// builds it, by the step of their list.
func programKind(steps []Step) ProductKind {
	if strings.HasPrefix(steps[0].Text, "userprogs") {
		return UserProgram
	}
	return HostProgram
}

// make keeps the product of a mention, if make gets there.
func (q *inquiry) make(m *mention, when cond.Cond) {
	when = q.tree.World.Space.And(when, m.gate.open(m.directory))
	if q.simplify(when) == cond.False {
		return
	}
	q.keep(&Product{Kind: m.kind, Name: m.name, When: when, Routes: q.routes(m.directory, m.gate, when, m.steps)})
}

// directory returns the directory that the path means, itself or by its
// makefile.
func (q *inquiry) directory() (string, bool) {
	t := q.tree
	if t.IsDir(q.path) {
		return q.path, true
	}
	dir := path.Dir(q.path)
	return dir, t.kbuildFile(dir) == q.path && (t.Dialect != Linux || !isArchMakefile(q.path))
}

// visits keeps what make goes to a directory for.
func (q *inquiry) visits(dir string) {
	directory := q.descent.byName[dir]
	if directory == nil {
		return
	}
	purposes := []struct {
		name string
		gate gate
	}{
		{"built-in objects", forBuiltins},
		{"modules", forModules},
		{"what its lists name", forDefault},
		{"named targets", forAnything},
	}
	for i, purpose := range purposes {
		when := purpose.gate.open(directory)
		if i >= 2 && len(q.products) > 0 || q.simplify(when) == cond.False {
			continue
		}
		routes := q.routes(directory, purpose.gate, when, nil)
		q.keep(&Product{Kind: Visit, Name: purpose.name, When: when, Routes: routes})
	}
}

// inclusions keeps the processes that include the path as a makefile, or that of
// the path.
func (q *inquiry) inclusions() {
	if len(q.products) > 0 || q.isScript() {
		return
	}
	readers := q.readers
	if q.descent.top != nil {
		readers = append([]reader{{nil, q.descent.top}}, readers...)
	}
	for _, r := range readers {
		q.inclusion(r)
	}
}

// isScript reports whether the path is a makefile of kbuild's own, which all
// processes read.
func (q *inquiry) isScript() bool {
	base := path.Base(q.path)
	return q.tree.Dialect == Linux && path.Dir(q.path) == "scripts" &&
		(strings.HasPrefix(base, "Makefile.") || strings.HasSuffix(base, ".include"))
}

// inclusion keeps one process that includes the path.
func (q *inquiry) inclusion(r reader) {
	t := q.tree
	view := t.start(t.builds()[0], t.options.Arch).view
	for _, word := range r.process.Inclusions() {
		folder, inside := view.locate(word.Name)
		if folder != t.folder || inside != q.makefile {
			continue
		}
		place, _ := t.Resolve(word.Place)
		product := &Product{Kind: Included, Name: "Makefile", When: word.When}
		var tail []Step
		if place.File != nil { // the process does not begin with it
			tail = []Step{{Place: place, Text: "an include of " + q.makefile, When: word.When}}
		}
		if r.directory == nil {
			product.Routes = []Route{{When: word.When, Steps: tail}}
		} else {
			product.Name = r.directory.Unit.Makefile
			product.When = t.World.Space.And(word.When, r.directory.Possible)
			product.Routes = q.anyRoutes(r.directory, product.When, tail)
		}
		if q.simplify(product.When) != cond.False {
			q.keep(product)
		}
	}
}

// programLists are the lists of programs with the endings of the lists that one
// of several parts has (scripts/Makefile.host, scripts/Makefile.userprogs).
var programLists = map[string][]string{
	"hostprogs": {"-objs", "-cxxobjs"}, "hostprogs-always-y": {"-objs", "-cxxobjs"},
	"hostprogs-always-m": {"-objs", "-cxxobjs"},
	"userprogs":          {"-objs"}, "userprogs-always-y": {"-objs"}, "userprogs-always-m": {"-objs"},
}

// programs returns the programs of a directory that are made from the path, by
// their names, with the steps that say so.
func (q *inquiry) programs(r reader) map[string][]Step {
	programs := map[string][]Step{}
	for i := range r.directory.Entries {
		entry := &r.directory.Entries[i]
		endings, isProgram := programLists[entry.List]
		if !isProgram || q.tree.World.UnknownInText(entry.Text) != nil {
			continue
		}
		head := q.tree.listStep(entry.List, *entry)
		composite := false
		for _, ending := range endings {
			parts := q.tree.list(r.process, entry.Text+ending)
			composite = composite || len(parts) > 0
			if tail, ok := q.programPart(r, entry.Text+ending, parts); ok {
				programs[entry.Text] = []Step{head, tail}
			}
		}
		file := path.Join(r.directory.Unit.Dir, entry.Text)
		if file == q.path || !composite && file == q.stem && isProgramSource(q.path) {
			programs[entry.Text] = []Step{head}
		}
	}
	return programs
}

// programPart returns the step of the part of a program that is made from the
// path.
func (q *inquiry) programPart(r reader, list string, parts []Entry) (Step, bool) {
	for _, part := range parts {
		if slices.Contains(q.names, path.Join(r.directory.Unit.Dir, part.Text)) || q.isFrom(r, part.Text) {
			return q.tree.listStep(list, part), true
		}
	}
	return Step{}, false
}

// isFrom reports whether a part of a program is compiled from the path: C++ is
// in no pattern rule of kbuild.
func (q *inquiry) isFrom(r reader, part string) bool {
	stem, ok := strings.CutSuffix(path.Join(r.directory.Unit.Dir, part), ".o")
	return ok && stem == q.stem && isProgramSource(q.path)
}

func isProgramSource(name string) bool {
	return slices.Contains([]string{".c", ".cc", ".rs", ".S"}, path.Ext(name))
}
