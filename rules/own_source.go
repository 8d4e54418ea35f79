package rules

import (
	"path"
	"slices"
	"strings"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/kbuild"
	"github.com/kbuildlint/kbuildlint/kconfig"
	"github.com/kbuildlint/kbuildlint/lint"
)

// A compositeObject is an object that has a list of parts in some
// configurations, whichever list of its directory it is in.
type compositeObject struct {
	directory *kbuild.Directory
	// first is the first word that asks for it, and has one of its parts.
	first *kbuild.Object
	parts []kbuild.Part
	// when are the configurations in which kbuild links it. In those of
	// composite it does so from parts alone; filled are those in which there is
	// one.
	when, composite, filled cond.Cond
	// modular are those of when in which it is a module.
	modular cond.Cond
}

// compositeObjects returns the objects of a directory that have parts.
func compositeObjects(pass *lint.TreePass, directory *kbuild.Directory) []*compositeObject {
	var all []*compositeObject
	byName := map[string]*compositeObject{}
	for i := range directory.Objects {
		object := &directory.Objects[i]
		if len(object.Parts) == 0 {
			continue
		}
		whole := byName[object.Name]
		if whole == nil {
			whole = &compositeObject{
				directory: directory, first: object,
				when: cond.False, composite: cond.False, filled: cond.False, modular: cond.False,
			}
			byName[object.Name] = whole
			all = append(all, whole)
		}
		whole.add(pass.Space(), object)
	}
	return all
}

// add adds what another word asks for.
func (c *compositeObject) add(space *cond.Space, object *kbuild.Object) {
	when := space.And(object.When, asked(c.directory, object.List))
	c.when = space.Or(c.when, when)
	c.composite = space.Or(c.composite, space.And(object.Composite, when))
	if object.List == "obj-m" {
		c.modular = space.Or(c.modular, when)
	}
	c.parts = append(c.parts, object.Parts...)
	for _, part := range object.Parts {
		c.filled = space.Or(c.filled, space.And(part.When, when))
	}
}

// asked returns the configurations in which kbuild asks a directory for what is
// in a list: all of them where no build gets to the directory.
func asked(directory *kbuild.Directory, list string) cond.Cond {
	switch {
	case directory.Possible == cond.False:
		return cond.True
	case list == "obj-y":
		return directory.Builtin
	case list == "obj-m":
		return directory.Modular
	}
	return directory.Default
}

// empty returns the configurations in which the object has no parts.
func (c *compositeObject) empty(space *cond.Space) cond.Cond { return space.Diff(c.when, c.filled) }

// ownSource returns the path of the source that kbuild compiles the object
// from where it has no list of parts; "" if there is none, or if something else
// uses it.
func (c *compositeObject) ownSource(pass *lint.TreePass) string {
	m := missing{pass: pass, directory: c.directory}
	for _, name := range m.sources(c.first.Name) {
		if source := m.target(name); pass.Tree.IsFile(source) && !c.usesElsewhere(pass, source) {
			return source
		}
	}
	return ""
}

// usesElsewhere reports whether a source of the name of the object is part of
// something, is included by another source, or is named by the makefile other
// than in the list of objects.
func (c *compositeObject) usesElsewhere(pass *lint.TreePass, source string) bool {
	for _, directory := range pass.Descent.Directories {
		for i := range directory.Objects {
			if slices.ContainsFunc(directory.Objects[i].Parts, func(part kbuild.Part) bool {
				return isMadeFrom(pass, path.Clean(part.Path), source)
			}) {
				return true
			}
		}
	}
	return c.isNamed(pass, source) || slices.Contains(includedAround(pass, path.Dir(source)), source)
}

// isMadeFrom reports whether kbuild makes a file from a source, by their paths.
func isMadeFrom(pass *lint.TreePass, file, source string) bool {
	stem := strings.TrimSuffix(source, path.Ext(source))
	return strings.HasPrefix(file, stem) && slices.Contains(pass.Tree.SourceNames(file), source)
}

// isNamed reports whether the makefile of the directory compiles a program from
// the source, or has it, or what is compiled from it, in a rule or in a variable
// that is no list of objects.
func (c *compositeObject) isNamed(pass *lint.TreePass, source string) bool {
	unit := c.directory.Unit
	process := pass.Tree.Evaluate(unit, unit.Builds[0], nil)
	names := []string{c.first.Name, path.Base(source)}
	for _, name := range names {
		if process.Mentions(pass.Tree.TargetName(unit, name)) != nil {
			return true
		}
	}
	isSource := func(program kbuild.ProgramSource) bool { return program.Name == names[1] }
	if slices.ContainsFunc(pass.Tree.ProgramSources(c.directory, process), isSource) {
		return true
	}
	for _, variable := range process.OwnNames() {
		if strings.HasPrefix(variable, "obj-") || strings.HasPrefix(variable, "dtb-") {
			continue
		}
		for _, word := range pass.Tree.World.Words(process.ValueOf(variable)) {
			if slices.Contains(names, word.Text) || path.Base(word.Text) == names[1] {
				return true
			}
		}
	}
	return false
}

// mayBe reports whether the Kconfig files allow a configuration in which a
// condition holds, as far as anybody can tell.
func mayBe(pass *lint.TreePass, when cond.Cond) bool {
	return when != cond.False && pass.Tree.Prove(when).Verdict != kconfig.Impossible
}
