package kbuild

import (
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/eval"
)

// A search looks at what the rules of one directory need, from what make is
// asked for there.
type search struct {
	inquiry *inquiry
	reader  reader
	demand  *demand
	// roots are what make is asked for: the words that say so, none for a goal
	// on the command line of a call.
	roots map[eval.MadeName][]Entry
	seen  map[eval.MadeName]bool
}

// search asks a directory for all that a build makes it make.
func (q *inquiry) search(r reader) *search {
	t, space := q.tree, q.tree.World.Space
	s := &search{
		inquiry: q, reader: r, demand: t.newDemand(r.process, func(*call, cond.Cond) {}),
		roots: map[eval.MadeName][]Entry{}, seen: map[eval.MadeName]bool{},
	}
	s.demand.needs = map[eval.MadeName][]need{}
	for _, goal := range r.directory.goals {
		s.root(Entry{Text: goal.Text, When: goal.When})
	}
	for _, wanted := range t.defaultTargets(r.directory) {
		if product, counts := listProducts[wanted.List]; counts {
			wanted.When = space.And(wanted.When, product.gate.open(r.directory))
			inside := strings.TrimPrefix(wanted.Text, r.directory.Unit.Dir+"/")
			wanted.Text = string(t.TargetName(r.directory.Unit, inside))
			s.root(wanted)
		}
	}
	return s
}

// root asks for a target.
func (s *search) root(entry Entry) {
	if entry.When == cond.False {
		return
	}
	name := eval.MadeName(entry.Text)
	s.roots[name] = append(s.roots[name], entry)
	s.demand.want(name, entry.When)
}

// rules keeps what the rules of a directory make of the path: a prerequisite of
// something that make is asked for there, or a program that is one.
func (q *inquiry) rules(r reader) {
	s := q.search(r)
	for _, name := range q.names {
		target := s.target(name)
		needed := q.tree.World.Space.Diff(s.needed(target), s.asked(target))
		s.explain(target, needed, Prerequisite, nil)
	}
	programs := q.programs(r)
	for _, program := range slices.Sorted(maps.Keys(programs)) {
		target := q.tree.TargetName(r.directory.Unit, program)
		s.explain(target, s.wanted(target), programKind(programs[program]), programs[program])
	}
}

// target returns the name that make has for a file of the tree.
func (s *search) target(name string) eval.MadeName {
	unit := s.reader.directory.Unit
	if inside, ok := strings.CutPrefix(name, unit.Dir+"/"); ok {
		return s.inquiry.tree.TargetName(unit, inside)
	}
	if unit.Dir == "." {
		return s.inquiry.tree.TargetName(unit, name)
	}
	return eval.MadeName(name)
}

func (s *search) wanted(target eval.MadeName) cond.Cond {
	if when, ok := s.demand.wanted[target]; ok {
		return when
	}
	return cond.False
}

// needed returns the configurations in which a rule needs a target.
func (s *search) needed(target eval.MadeName) cond.Cond {
	when := cond.False
	for _, n := range s.demand.needs[target] {
		if n.rule != nil {
			when = s.inquiry.tree.World.Space.Or(when, n.when)
		}
	}
	return when
}

// asked returns the configurations in which a list names a target.
func (s *search) asked(target eval.MadeName) cond.Cond {
	when := cond.False
	for _, entry := range s.roots[target] {
		if entry.List != "" {
			when = s.inquiry.tree.World.Space.Or(when, entry.When)
		}
	}
	return when
}

// explain keeps a target that is wanted.
func (s *search) explain(target eval.MadeName, when cond.Cond, kind ProductKind, tail []Step) {
	q := s.inquiry
	if q.simplify(when) == cond.False {
		return
	}
	root, steps := s.chain(target, when)
	product := &Product{Kind: kind, Name: s.inTree(eval.MadeName(root.Text)), When: when}
	if kind != Prerequisite {
		product.Name = s.inTree(target)
	}
	through := forAnything
	if counts, ok := listProducts[root.List]; ok {
		through = counts.gate
	}
	product.Routes = q.routes(s.reader.directory, through, when, joined(steps, tail))
	q.keep(product)
}

// inTree returns the path of a target in the tree of objects.
func (s *search) inTree(target eval.MadeName) string {
	unit := s.reader.directory.Unit
	if s.inquiry.tree.Dialect == Linux {
		return string(target)
	}
	own := string(s.inquiry.tree.TargetName(unit, ""))
	return path.Join(unit.Dir, strings.TrimPrefix(string(target), own))
}

// chain returns what make is asked for so that it makes a target, and the words
// and rules from there to the target.
func (s *search) chain(target eval.MadeName, when cond.Cond) (Entry, []Step) {
	if s.seen[target] {
		return Entry{Text: string(target)}, nil
	}
	s.seen[target] = true
	defer delete(s.seen, target)
	t := s.inquiry.tree
	for _, entry := range s.roots[target] {
		if t.World.Space.Disjoint(entry.When, when) {
			continue
		}
		if entry.Place.File == nil {
			return entry, nil
		}
		named := entry
		named.Text = s.short(target)
		return entry, []Step{t.listStep(entry.List, named)}
	}
	for _, n := range s.demand.needs[target] {
		if s.seen[n.by] || t.World.Space.Disjoint(n.when, when) {
			continue
		}
		root, steps := s.chain(n.by, t.World.Space.And(n.when, when))
		if n.rule == nil {
			return root, steps
		}
		place, _ := t.Resolve(n.rule.Place)
		step := Step{Place: place, Text: s.short(n.by) + " needs " + s.short(target), When: n.rule.When}
		return root, append(steps, step)
	}
	return Entry{Text: string(target)}, nil
}

// short returns the name of a target as its directory's makefile writes it
// behind $(obj)/.
func (s *search) short(target eval.MadeName) string {
	own := string(s.inquiry.tree.TargetName(s.reader.directory.Unit, ""))
	return s.inquiry.tree.World.Readable(strings.TrimPrefix(string(target), own))
}
