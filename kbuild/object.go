package kbuild

import (
	"path"
	"strings"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/eval"
	"github.com/kbuildlint/kbuildlint/source"
)

// An Object is what a word of obj-y, obj-m, lib-y, lib-m, dtb-y or dtb- asks
// for.
type Object struct {
	// List is the variable.
	List string
	// Name is the word, relative to the directory; Path is the file in the
	// tree of objects.
	Name, Path string
	Place      source.Place
	// When are the configurations in which the word is there; in those of
	// Composite kbuild links the object from parts and compiles no source of
	// its name (multi-search in scripts/Makefile.lib).
	When, Composite cond.Cond
	// Missing are those of When in which the object has neither parts nor
	// anything to be made from.
	Missing cond.Cond
	Parts   []Part
	// Dropped are the words of foo-m for an object of obj-y: kbuild looks at
	// them only where the object is a module.
	Dropped []Part
}

// A Part is a word of a list that a composite object is linked from.
type Part struct {
	// List is the variable, such as foo-y of foo.o.
	List       string
	Name, Path string
	Place      source.Place
	// When are the configurations in which the object has the part; in those
	// of Missing there is nothing to make it from.
	When, Missing cond.Cond
}

// A composition says what the words of a list are and what they may be linked
// from: the endings of the lists of parts, the last of which only makes the
// object composite.
type composition struct {
	suffix string
	parts  []string
}

// compositions are the lists whose words may be composite (real-search,
// multi-search and multi-dtb-y in scripts/Makefile.lib).
var compositions = map[string]composition{
	"obj-y": {".o", []string{"-objs", "-y", "-"}},
	"obj-m": {".o", []string{"-objs", "-y", "-m", "-"}},
	"lib-y": {".o", nil},
	"lib-m": {".o", nil},
	"dtb-y": {".dtb", []string{"-dtbs", "-"}},
	"dtb-":  {".dtb", []string{"-dtbs", "-"}},
}

// allBlobs is the symbol that adds dtb- to dtb-y (scripts/Makefile.dtbs).
const allBlobs = "CONFIG_OF_ALL_DTBS"

// objectsOf returns the objects of a directory. A word of obj-m or lib-y that
// is in obj-y too counts only there (scripts/Makefile.lib).
func (t *Tree) objectsOf(directory *Directory, p *eval.Process) []Object {
	builtin := map[string]cond.Cond{}
	for _, entry := range directory.Entries {
		if entry.List == "obj-y" {
			t.widen(builtin, entry.Text, entry.When)
		}
	}
	var objects []Object
	for _, entry := range directory.Entries {
		if before, ok := builtin[entry.Text]; ok && entry.List != "obj-y" {
			entry.When = t.World.Space.Diff(entry.When, before)
		}
		if entry.List == "dtb-" {
			entry.When = t.World.Space.And(entry.When, t.isSet(p, allBlobs))
		}
		if isObject(&entry) && entry.When != cond.False && t.World.UnknownInText(entry.Text) == nil {
			objects = append(objects, t.objectOf(directory, p, &entry))
		}
	}
	return objects
}

// isObject reports whether a word asks for an object. Overlays are device trees
// that are never put together of others.
func isObject(entry *Entry) bool {
	linked, isList := compositions[entry.List]
	overlay := linked.suffix == ".dtb" && strings.HasSuffix(entry.Text, ".dtbo")
	return isList && (overlay || strings.HasSuffix(entry.Text, linked.suffix))
}

// objectOf returns the object that a word asks for, with its parts.
func (t *Tree) objectOf(directory *Directory, p *eval.Process, entry *Entry) Object {
	object := Object{
		List: entry.List, Name: entry.Text, Path: path.Join(directory.Unit.Dir, entry.Text),
		Place: entry.Place, When: entry.When, Composite: cond.False, Missing: cond.False,
	}
	linked := compositions[entry.List]
	stem, maybeComposite := strings.CutSuffix(entry.Text, linked.suffix)
	if !maybeComposite {
		return object
	}
	for i, ending := range linked.parts {
		last := i == len(linked.parts)-1
		parts := t.list(p, stem+ending)
		if !last {
			object.Parts = append(object.Parts, t.partsOf(directory, &object, parts)...)
		}
		object.Composite = t.World.Space.Or(object.Composite, t.anyOf(parts))
	}
	object.Composite = t.World.Space.And(object.Composite, object.When)
	if entry.List == "obj-y" {
		object.Dropped = t.partsOf(directory, &object, t.list(p, stem+"-m"))
	}
	return object
}

// widen adds configurations to those of a key.
func (t *Tree) widen(whens map[string]cond.Cond, key string, when cond.Cond) {
	if before, ok := whens[key]; ok {
		when = t.World.Space.Or(when, before)
	}
	whens[key] = when
}

// isSet returns the configurations in which a symbol is y.
func (t *Tree) isSet(p *eval.Process, symbol string) cond.Cond {
	when := cond.False
	for _, word := range t.World.Words(p.ValueOf(symbol)) {
		if word.Text == "y" {
			when = t.World.Space.Or(when, word.When)
		}
	}
	return when
}

// anyOf returns the configurations that have one of some words.
func (t *Tree) anyOf(entries []Entry) cond.Cond {
	whens := make([]cond.Cond, len(entries))
	for i, entry := range entries {
		whens[i] = entry.When
	}
	return t.World.Space.OrAll(whens)
}

// partsOf returns the words of a list as parts of an object.
func (t *Tree) partsOf(directory *Directory, object *Object, entries []Entry) []Part {
	var parts []Part
	for _, entry := range entries {
		if when := t.World.Space.And(entry.When, object.When); when != cond.False {
			parts = append(parts, Part{
				List: entry.List, Name: entry.Text, Path: path.Join(directory.Unit.Dir, entry.Text),
				Place: entry.Place, When: when,
			})
		}
	}
	return parts
}
