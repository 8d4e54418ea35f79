package kbuild

import (
	"path"
	"slices"
	"strings"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/eval"
)

// A listProduct says what the words of a list become, and which gate they
// stand behind.
type listProduct struct {
	kind ProductKind
	gate gate
	// name returns the file that a word, by its path, becomes a part of.
	name func(dir, file string) string
}

// itself is the name of what is made for its own sake.
func itself(_, file string) string { return file }

// listProducts has the lists whose words make is sure to make. The others that
// end with a dash are for make clean only (Documentation/kbuild/makefiles.rst).
var listProducts = map[string]listProduct{
	"obj-y": {BuiltIn, forBuiltins, func(_, _ string) string { return "vmlinux" }},
	"obj-m": {ModuleFile, forModules, func(_, file string) string { return strings.TrimSuffix(file, ".o") + ".ko" }},
	"lib-y": {Library, forDefault, libraryOf}, "lib-m": {Library, forDefault, libraryOf},
	"dtb-y": {DeviceTree, forDefault, itself}, "dtb-": {DeviceTree, forDefault, itself},
	"always-y": {ListedFile, forDefault, itself}, "always-m": {ListedFile, forDefault, itself},
	"extra-y": {ListedFile, forDefault, itself}, "extra-m": {ListedFile, forDefault, itself},
	"hostprogs-always-y": {HostProgram, forDefault, itself}, "hostprogs-always-m": {HostProgram, forDefault, itself},
	"userprogs-always-y": {UserProgram, forDefault, itself}, "userprogs-always-m": {UserProgram, forDefault, itself},
}

func libraryOf(dir, _ string) string { return path.Join(dir, "lib.a") }

// speaks reports whether a directory may say something about the path: its
// makefile is there, lists a file made from it, or has its stem.
func (q *inquiry) speaks(directory *Directory, process *eval.Process) bool {
	before := len(q.mentions)
	for i := range directory.Objects {
		q.object(directory, &directory.Objects[i])
	}
	for i := range directory.Entries {
		q.entry(directory, &directory.Entries[i])
	}
	if len(q.mentions) > before || directory.Unit.Dir == path.Dir(q.path) {
		return true
	}
	file := q.tree.folder.known(directory.Unit.Makefile)
	if file != nil && hasWord(file.Source.Text, path.Base(q.stem)) {
		return true
	}
	return slices.ContainsFunc(process.Includes(), func(name string) bool {
		dir, base := path.Split(name)
		return base == path.Base(q.makefile) && path.Base(dir) == path.Base(path.Dir(q.makefile))
	})
}

// object notes what an object, or its parts, make of the path.
func (q *inquiry) object(directory *Directory, object *Object) {
	if slices.Contains(q.names, object.Path) {
		m := q.mentionIn(directory, object.List, object.Path)
		m.object, m.steps, m.when, m.word = object, []Step{q.objectStep(object)}, object.When, object.When
		if object.Path != q.names[0] {
			m.when = q.tree.World.Space.Diff(m.when, object.Composite)
		}
		q.add(m, object.Missing)
	}
	for i := range object.Parts {
		part := &object.Parts[i]
		if !slices.Contains(q.names, part.Path) {
			continue
		}
		m := q.mentionIn(directory, object.List, object.Path)
		own := q.tree.World.Space.Assume(part.When, object.When)
		tail := q.tree.listStep(part.List, Entry{Text: part.Name, Place: part.Place, When: own})
		m.steps, m.when, m.word = []Step{q.objectStep(object), tail}, part.When, part.When
		q.add(m, part.Missing)
	}
}

// objectStep returns the step of an object in its list.
func (q *inquiry) objectStep(object *Object) Step {
	return q.tree.listStep(object.List, Entry{Text: object.Name, Place: object.Place, When: object.When})
}

// mentionIn returns a mention of a file by a list. One by a list that make does
// not take for what to build is behind no gate.
func (q *inquiry) mentionIn(directory *Directory, list, file string) *mention {
	m := &mention{
		directory: directory, list: list, name: file, gate: forAnything, when: cond.False, missing: cond.False,
	}
	if product, counts := listProducts[list]; counts {
		m.kind, m.gate, m.name = product.kind, product.gate, product.name(directory.Unit.Dir, file)
	}
	return m
}

// add keeps a mention. In the configurations of missing there is nothing to
// make the file from.
func (q *inquiry) add(m *mention, missing cond.Cond) {
	m.when, m.missing = q.tree.World.Space.Diff(m.when, missing), missing
	q.mentions = append(q.mentions, m)
}

// entry notes what a word of a list of files makes of the path.
func (q *inquiry) entry(directory *Directory, entry *Entry) {
	if _, isObject := compositions[entry.List]; isObject {
		return
	}
	file := path.Join(directory.Unit.Dir, entry.Text)
	if !slices.Contains(q.names, file) {
		return
	}
	m := q.mentionIn(directory, entry.List, file)
	if _, counts := listProducts[entry.List]; counts {
		m.when = entry.When
		if strings.HasSuffix(file, ".dtb") || strings.HasSuffix(file, ".dtbo") {
			m.kind = DeviceTree
		}
	}
	m.steps, m.word = []Step{q.tree.listStep(entry.List, *entry)}, entry.When
	q.add(m, entry.Missing)
}

// madeFrom returns the files that kbuild makes from one, itself the first, by
// its pattern rules, and the path without its ending.
func (t *Tree) madeFrom(name string) (names []string, stem string) {
	if module, ok := strings.CutSuffix(name, ".ko"); ok {
		name = module + ".o"
	}
	stem = strings.TrimSuffix(name, path.Ext(name))
	names = []string{name}
	patterns := t.patterns()
	if len(patterns) == 0 {
		patterns = knownPatterns
	}
	for i := 0; i < len(names) && i < maxMade; i++ {
		dir, base := path.Split(names[i])
		for _, pattern := range patterns {
			middle, ok := match(pattern[1], base)
			made := dir + strings.Replace(pattern[0], "%", middle, 1)
			if ok && path.Base(made) == made[len(dir):] && !slices.Contains(names, made) {
				names = append(names, made)
			}
		}
	}
	return names, stem
}

// maxMade bounds the files that are made from each other.
const maxMade = 50
