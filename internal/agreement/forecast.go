package main

import (
	"maps"
	"path"
	"strings"

	"github.com/kbuildlint/kbuildlint/eval"
	"github.com/kbuildlint/kbuildlint/kbuild"
)

// objects returns the object files that make without goals is to build, and
// those besides that it may build on the way: targets that other targets ask
// for, and what host programs consist of.
func (c *comparison) objects(s *subject) (certain, possible map[string]bool) {
	f := &forecast{comparison: c, subject: s, certain: map[string]bool{}, possible: map[string]bool{}}
	for _, directory := range c.descent.Directories {
		if c.holds(directory.Reached, s) {
			f.directory(directory)
		}
	}
	maps.Copy(f.possible, s.parts)
	return f.certain, f.possible
}

// A forecast collects the object files of one build.
type forecast struct {
	*comparison
	*subject
	certain, possible map[string]bool
}

// add notes an object file, in a set.
func (f *forecast) add(to map[string]bool, name string) {
	if strings.HasSuffix(name, ".o") {
		to[path.Clean(name)] = true
	}
}

// directory adds the objects of a directory.
func (f *forecast) directory(d *kbuild.Directory) {
	asked := map[string]bool{
		"obj-y": f.holds(d.Builtin, f.subject), "obj-m": f.holds(d.Modular, f.subject), "lib-y": true, "lib-m": true,
	}
	for i := range d.Objects {
		if object := &d.Objects[i]; f.holds(object.When, f.subject) {
			to := f.possible
			if asked[object.List] {
				to = f.certain
			}
			f.object(to, object)
		}
	}
	for _, entry := range d.Entries {
		to, isTarget := f.possible, true
		switch entry.List {
		case "always-y", "always-m", "extra-y", "extra-m":
			to = f.certain
		case "targets":
		default:
			isTarget = false
		}
		if isTarget && f.holds(entry.When, f.subject) {
			f.add(to, d.Unit.Dir+"/"+entry.Text)
		}
	}
}

// object adds an object with its parts. What is built in is not linked from
// its parts: they go into the archive themselves.
func (f *forecast) object(to map[string]bool, object *kbuild.Object) {
	composite := f.holds(object.Composite, f.subject)
	if !composite || object.List == "obj-m" {
		f.add(to, object.Path)
	}
	for _, part := range object.Parts {
		if composite && f.holds(part.When, f.subject) {
			f.add(to, part.Path)
		}
	}
}

// programLists are the lists of programs that a build makes for itself.
var programLists = []string{
	"hostprogs", "hostprogs-always-y", "hostprogs-always-m", "userprogs", "userprogs-always-y", "userprogs-always-m",
}

// programs notes what the programs of a directory are linked from. Those of one
// source have no object file.
func (c *comparison) programs(s *subject, dir string, predicted map[string]*eval.Value) {
	for _, list := range programLists {
		for _, program := range c.wordsAt(s, predicted[list]) {
			for _, ending := range []string{"-objs", "-cxxobjs"} {
				for _, part := range c.wordsAt(s, predicted[program+ending]) {
					s.parts[path.Join(dir, part)] = true
				}
			}
		}
	}
}

// wordsAt returns the words of a value in the configuration of a build, none
// of one that is unknown there.
func (c *comparison) wordsAt(s *subject, value *eval.Value) []string {
	if value == nil {
		return nil
	}
	text, _, known := c.tree.World.At(value, s.configuration)
	if !known {
		return nil
	}
	return strings.Fields(text)
}
