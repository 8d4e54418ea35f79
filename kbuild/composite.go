package kbuild

import (
	"path"
	"slices"
	"strings"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/eval"
	"github.com/kbuildlint/kbuildlint/source"
)

// A Composite is an assignment to a list of parts, such as radio-y.
type Composite struct {
	// Variable is the list, Object what is linked from its words: an object, a
	// program or a device tree.
	Variable, Object string
	Place            source.Place
	When             cond.Cond
	// Used tells that the object may be in a list of the directory, or that the
	// makefile uses the variable itself.
	Used bool
}

// partLists are the endings of lists of parts with the suffixes that the
// object of such a list may have, the first of which its words have
// (scripts/Makefile.lib, scripts/Makefile.host).
var partLists = []struct {
	ending   string
	suffixes []string
}{
	{"-objs", []string{".o", ""}},
	{"-cxxobjs", []string{".o", ""}},
	{"-y", []string{".o"}},
	{"-m", []string{".o"}},
	{"-dtbs", []string{".dtb", ".dtbo"}},
}

// compositesOf returns the lists of parts that a directory's makefiles set.
func (t *Tree) compositesOf(directory *Directory, p *eval.Process) []Composite {
	var composites []Composite
	products := t.listed(directory)
	whole := false
	for _, a := range p.Assignments {
		stem, suffixes := partList(a.Name)
		if stem == "" || isList(stem) || !t.hasParts(p, a.Name, suffixes[0]) {
			continue
		}
		composite := Composite{Variable: a.Name, Object: stem + suffixes[0], Place: a.Place, When: a.When}
		composite.Used = products.has(stem, suffixes) || t.assignedForUse(p, a)
		if !composite.Used && !whole {
			t.complete(products, directory, p)
			whole = true
		}
		composite.Used = composite.Used || products.has(stem, suffixes) ||
			slices.ContainsFunc(suffixes, func(suffix string) bool { return t.lists(p, stem+suffix) })
		composites = append(composites, composite)
	}
	return composites
}

// partList returns what a list of parts is for, "" for other variables.
func partList(name string) (stem string, suffixes []string) {
	for _, list := range partLists {
		if stem, ok := strings.CutSuffix(name, list.ending); ok {
			return stem, list.suffixes
		}
	}
	return "", nil
}

// isList reports whether a list is one of those that say what to build.
func isList(stem string) bool {
	return slices.Contains(goalLists, stem+"-y")
}

// hasParts reports whether a variable holds names of objects only.
func (t *Tree) hasParts(p *eval.Process, name, suffix string) bool {
	words := t.World.Words(p.ValueOf(name))
	for _, word := range words {
		if !strings.HasPrefix(path.Ext(word.Text), suffix) || t.World.UnknownInText(word.Text) != nil {
			return false
		}
	}
	return len(words) > 0
}

// has reports whether one of the products is, or may be, what a list of parts
// is for.
func (p *products) has(stem string, suffixes []string) bool {
	for _, suffix := range suffixes {
		if p.known[stem+suffix] {
			return true
		}
	}
	return p.doubtful
}
