package kbuild

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/eval"
	"github.com/kbuildlint/kbuildlint/source"
)

// A Use is a word of a makefile that depends on a symbol: what it names is
// built, or visited, in some configurations of the symbol only.
type Use struct {
	Kind ProductKind
	// Name is the path of the object, file, program or directory that the word
	// names.
	Name  string
	Place source.Place
	// When is the condition of the word itself: the directory may need more.
	When cond.Cond
}

// UsesOf returns the words of lists that depend on a symbol, by their place;
// name begins with CONFIG_. It reads only the directories that may have some.
func (t *Tree) UsesOf(name string, progress func(string)) []Use {
	relevant := mentioning(name, t.makefileTexts())
	return t.usesIn(name, progress, func(dir string) bool { return relevant[dir] })
}

// usesIn is UsesOf in the directories that are relevant, all of them if that is
// nil.
func (t *Tree) usesIn(name string, progress func(string), relevant func(string) bool) []Use {
	q := t.newInquiry(".", progress)
	u := &uses{inquiry: q, symbol: name, names: map[cond.Cond][]string{}}
	t.Descend(Visitor{Read: q.read, Visit: u.visit, Relevant: relevant, Brief: true})
	return u.all()
}

// all returns what was found, by place.
func (u *uses) all() []Use {
	var all []Use
	for _, use := range u.found {
		if use.When = u.inquiry.simplify(use.When); use.When != cond.False && u.matters(use.When) {
			all = append(all, use.Use)
		}
	}
	slices.SortStableFunc(all, compareUses)
	return u.inquiry.tree.mergeUses(all)
}

func compareUses(a, b Use) int {
	return cmp.Or(
		cmp.Compare(a.Place.Path(), b.Place.Path()), cmp.Compare(a.Place.Span.Start, b.Place.Span.Start),
		cmp.Compare(a.Name, b.Name), cmp.Compare(a.Kind, b.Kind),
	)
}

// mergeUses joins sorted uses that are one but for their conditions: a word may
// be in several lists, and be read in several directories.
func (t *Tree) mergeUses(sorted []Use) []Use {
	var merged []Use
	for _, use := range sorted {
		if last := len(merged) - 1; last >= 0 && compareUses(merged[last], use) == 0 {
			merged[last].When = t.World.Space.Or(merged[last].When, use.When)
			continue
		}
		merged = append(merged, use)
	}
	return merged
}

// uses collects what depends on a symbol.
type uses struct {
	inquiry *inquiry
	symbol  string
	found   []found
	// names are those of the domains that a condition depends on, once asked.
	names map[cond.Cond][]string
}

// A found use belongs to the directory whose lists have it.
type found struct {
	Use
	directory *Directory
}

// visit looks at the lists of a directory, and at those its composite objects
// are linked from.
func (u *uses) visit(directory *Directory, process *eval.Process) {
	t := u.inquiry.tree
	// A directory that is read again is read for more architectures.
	u.found = slices.DeleteFunc(u.found, func(use found) bool { return use.directory == directory })
	for i := range directory.Entries {
		entry := &directory.Entries[i]
		product, counts := listProducts[entry.List]
		switch {
		case strings.HasPrefix(entry.List, "subdir-") && !strings.HasSuffix(entry.List, "-"),
			counts && strings.HasSuffix(entry.Text, "/"):
			u.add(Visit, directory, entry)
		case counts:
			u.add(product.kind, directory, entry)
		case programLists[entry.List] != nil:
			u.add(HostProgram, directory, entry)
		}
	}
	lists := map[string]bool{}
	for i := range directory.Objects {
		object := &directory.Objects[i]
		for _, part := range object.Parts {
			if key := object.List + " " + part.List; !lists[key] {
				lists[key] = true
				for _, entry := range t.list(process, part.List) {
					u.add(listProducts[object.List].kind, directory, &entry)
				}
			}
		}
	}
}

// add keeps a word that depends on the symbol.
func (u *uses) add(kind ProductKind, directory *Directory, entry *Entry) {
	t := u.inquiry.tree
	if t.World.UnknownInText(entry.Text) != nil || !u.matters(entry.When) {
		return
	}
	place, _ := t.Resolve(entry.Place)
	use := Use{Kind: kind, Name: path.Join(directory.Unit.Dir, entry.Text), Place: place, When: entry.When}
	u.found = append(u.found, found{use, directory})
}

// matters reports whether a condition depends on the symbol.
func (u *uses) matters(when cond.Cond) bool {
	if when == cond.True || when == cond.False {
		return false
	}
	names, known := u.names[when]
	if !known {
		space := u.inquiry.tree.World.Space
		for _, domain := range space.Support(when) {
			names = append(names, space.Name(domain))
		}
		u.names[when] = names
	}
	return slices.ContainsFunc(names, func(name string) bool {
		return name == u.symbol || strings.HasSuffix(name, "\x01"+u.symbol)
	})
}
