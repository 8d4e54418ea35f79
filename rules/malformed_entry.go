package rules

import (
	"path"
	"slices"
	"strings"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/kbuild"
	"github.com/kbuildlint/kbuildlint/lint"
	"github.com/kbuildlint/kbuildlint/source"
)

var malformedEntry = &lint.Rule{
	Name:  "malformed-entry",
	Title: "a word of a list that is neither an object nor a directory as the list wants them",
	Why: "The words of obj-y and obj-m end with `.o`, or with a slash where they name a directory; those of lib-y " +
		"are objects, those of subdir-y directories without a slash. kbuild does not complain about others. It " +
		"takes `radio.c` for a file that is there, and puts the source itself into built-in.a; it does not go to " +
		"the directory `radio`; it has no rule to make `radio`.",
	Repair:   "Write the object, or the directory, as the list wants it.",
	Needs:    lint.NeedsDirectory,
	Groups:   []string{"lists"},
	Severity: lint.Error,
	Since:    "0.1.0",
	Bad: lint.Example{Files: `-- Makefile --
obj-m := radio.c tuner
-- radio.c --
-- tuner/Makefile --
obj-m := scan.o
-- tuner/scan.c --
`},
	Good: lint.Example{Files: `-- Makefile --
obj-m := radio.o tuner/
-- radio.c --
-- tuner/Makefile --
obj-m := scan.o
-- tuner/scan.c --
`},
	CheckTree: checkMalformedEntry,
}

func checkMalformedEntry(pass *lint.TreePass) {
	for _, directory := range pass.Descent.Directories {
		m := malformed{missing{pass: pass, directory: directory}}
		for i := range directory.Entries {
			entry := &directory.Entries[i]
			if pass.Tree.World.UnknownInText(entry.Text) == nil {
				m.report(m.judge(entry), entry.Place, entry.When)
			}
		}
		for i := range directory.Objects {
			for _, part := range directory.Objects[i].Parts {
				m.report(m.part(&directory.Objects[i], part), part.Place, part.When)
			}
		}
	}
}

// malformed reports words of one directory.
type malformed struct{ missing }

// A malformedWord is a word that a list can't have: what is wrong with it, what
// happens because of it, and how it was perhaps meant, "" where nobody knows.
type malformedWord struct {
	list, name             string
	message, effect, meant string
	severity               lint.Severity
}

// report reports a word, nil for one that is as it should be.
func (m malformed) report(word *malformedWord, place source.Place, when cond.Cond) {
	if word == nil {
		return
	}
	if when = m.pass.Space().And(when, asked(m.directory, word.list)); when == cond.False {
		return
	}
	place = place.Written()
	finding := lint.Finding{
		Place: place, When: when, Severity: word.severity,
		Message: describe(place, word.name) + word.message, Effect: word.effect,
	}
	if word.meant != "" && place.Text() == word.name {
		finding.Fixes = []lint.Repair{{
			Title: "write " + word.meant, Edits: []source.Edit{{Place: place, Text: word.meant}},
		}}
	}
	m.pass.Report(m.directory, finding)
}

// judge looks at a word of a list of what to build.
func (m malformed) judge(entry *kbuild.Entry) *malformedWord {
	name, slash := strings.CutSuffix(entry.Text, "/")
	switch kind, suffix, _ := strings.Cut(entry.List, "-"); {
	case suffix != "y" && suffix != "m" && kind != "dtb":
	case kind == "subdir" && slash && entry.Missing == cond.False:
		return m.slash(entry, strings.TrimRight(name, "/"))
	case kind == "dtb":
		return m.source(entry, "x.dtb", "x.dtbo")
	case (kind == "obj" && !slash || kind == "lib") && path.Ext(entry.Text) != ".o":
		return m.noObject(entry)
	}
	return nil
}

// slash tells of a directory in subdir-y with a slash at its end.
func (m malformed) slash(entry *kbuild.Entry, name string) *malformedWord {
	return &malformedWord{
		list: entry.List, name: entry.Text, meant: name, severity: lint.Warning,
		message: " ends with a slash, which the directories of subdir-y and subdir-m do not have",
		effect: "kbuild puts two slashes into every path there, and make " + m.target(name) +
			"/FILE.o does not read its makefile",
	}
}

// noObject tells of a word that stands where an object should.
func (m malformed) noObject(entry *kbuild.Entry) *malformedWord {
	if m.pass.Tree.IsDir(m.target(entry.Text)) {
		return m.fileOfDirectory(entry)
	}
	if word := m.source(entry, "x.o"); word != nil {
		return word
	}
	if dir, base := path.Split(entry.Text); base == "built-in.a" && dir != "" {
		return &malformedWord{
			list: entry.List, name: entry.Text, meant: dir,
			message: " names what kbuild makes in a directory, and not the directory",
			effect:  "kbuild does not go there for it, and ar takes the file as it is, or stops without it",
		}
	}
	return m.unmade(entry)
}

// fileOfDirectory tells of a directory that the list takes for a file.
func (m malformed) fileOfDirectory(entry *kbuild.Entry) *malformedWord {
	word := &malformedWord{list: entry.List, name: entry.Text, effect: "make stops: ar takes no directory"}
	if strings.HasPrefix(entry.List, "lib-") {
		word.message = " is a directory, and the list is one of objects"
		return word
	}
	word.meant, word.message = entry.Text+"/", " is a directory, and has no slash at its end"
	if entry.List == "obj-m" {
		word.effect = "kbuild does not go there, and takes the directory for a module"
	}
	return word
}

// source tells of a source that stands where what is made of it should; like
// are names with the endings of that.
func (m malformed) source(entry *kbuild.Entry, like ...string) *malformedWord {
	if !m.pass.Tree.IsFile(m.target(entry.Text)) {
		return nil
	}
	for _, name := range like {
		made := m.pass.Tree.MadeFrom(entry.Text, name)
		if len(made) == 0 {
			continue
		}
		word := &malformedWord{
			list: entry.List, name: entry.Text, meant: made[0],
			message: " is a source: here " + made[0] + " should stand",
			effect:  "it is not compiled",
		}
		if entry.List == "obj-y" || strings.HasPrefix(entry.List, "lib-") {
			word.effect = "the source itself goes into the archive, and is not compiled"
		}
		return word
	}
	return nil
}

// part looks at a part of an object. One that can't be made is another matter.
func (m malformed) part(object *kbuild.Object, part kbuild.Part) *malformedWord {
	like := path.Ext(object.Name)
	if path.Ext(part.Name) == like || m.pass.Tree.World.UnknownInText(part.Name) != nil {
		return nil
	}
	return m.source(&kbuild.Entry{List: object.List, Text: part.Name}, "x"+like)
}

// unmade tells of a word that no rule makes. kbuild takes one that is the name
// of a variable for the list of its parts.
func (m malformed) unmade(entry *kbuild.Entry) *malformedWord {
	tree, unit := m.pass.Tree, m.directory.Unit
	process := tree.Evaluate(unit, unit.Builds[0], nil)
	missing := tree.Sources(m.directory, process).Missing(entry.Text)
	if process.Lookup(entry.Text) != nil || m.pass.Space().And(missing, entry.When) == cond.False {
		return nil
	}
	word := &malformedWord{
		list: entry.List, name: entry.Text, message: " is no object: it does not end with .o, and no rule makes it",
	}
	object := kbuild.Object{List: entry.List, Name: strings.TrimSuffix(entry.Text, ".ko") + ".o"}
	needed := "needed by '" + m.archive(&object) + "'"
	word.effect = m.stops("No rule to make target '" + m.target(entry.Text) + "', " + needed)
	if m.isMade(object.Name) {
		word.meant = object.Name
	}
	return word
}

// isMade reports whether an object has a source of its name, or parts.
func (m malformed) isMade(name string) bool {
	for i := range m.directory.Composites {
		if m.directory.Composites[i].Object == name {
			return true
		}
	}
	return slices.ContainsFunc(m.pass.Tree.SourceNames(name), func(source string) bool {
		return m.pass.Tree.IsFile(m.target(source))
	})
}
