package rules

import (
	"maps"
	"slices"
	"strings"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/eval"
	"github.com/kbuildlint/kbuildlint/kbuild"
	"github.com/kbuildlint/kbuildlint/lint"
	"github.com/kbuildlint/kbuildlint/source"
)

var misspelledVariable = &lint.Rule{
	Name:  "misspelled-variable",
	Title: "a variable that is set and never read, or read and never set, with a name that is nearly another one's",
	Why: "GNU Make knows no declarations: `ccflag-y := -DDEBUG` sets a variable that nobody asks for, and " +
		"`$(radoi-flags)` is nothing. Neither is an error. What the names stand for is missing from the build " +
		"without a word.",
	Repair:   "Write the name as it is meant.",
	Needs:    lint.NeedsTree,
	Groups:   []string{"references"},
	Severity: lint.Warning,
	Since:    "0.1.0",
	Bad: lint.Example{Files: `-- Makefile --
obj-m := radio.o
ccflag-y := -DDEBUG
-- radio.c --
`},
	Good: lint.Example{Files: `-- Makefile --
obj-m := radio.o
ccflags-y := -DDEBUG
-- radio.c --
`},
	Check: checkMisspelledVariable,
}

func checkMisspelledVariable(pass *lint.Pass) {
	if pass.Directory == nil || pass.Build != pass.Unit.Builds[0] {
		return
	}
	pass.ExpandAll()
	s := spelling{pass: pass, unset: unsetVariables(pass)}
	s.missing = slices.Sorted(maps.Keys(s.unset))
	s.unread()
	s.undefined()
}

// spelling looks for names of variables that are nearly others.
type spelling struct {
	pass *lint.Pass
	// unset are the references to what nobody sets, missing their names.
	unset   map[string]eval.Reference
	missing []string
	// paired are those of missing that something seems to set.
	paired []string
}

// unsetVariables returns the references in a makefile, and in what it includes,
// to variables that nothing sets at all.
func unsetVariables(pass *lint.Pass) map[string]eval.Reference {
	unset := map[string]eval.Reference{}
	for name, reference := range pass.Process.Undefined() {
		written := reference.Place.Written()
		if !strings.Contains(written.Text(), name) || strings.HasPrefix(name, "CONFIG_") ||
			pass.Process.Lookup(name) != nil || pass.Tree.IsKnown(name) || pass.Tree.IsFlag(name) ||
			pass.Tree.Assigns(pass.Process, name) || forInstallation[name] {
			continue
		}
		unset[name] = reference
	}
	return unset
}

// forInstallation are variables that whoever installs sets on the command line
// (GNU Make manual, "DESTDIR: Support for Staged Installs"); the second is that
// of makefiles which do not call it prefix.
var forInstallation = map[string]bool{"DESTDIR": true, "PREFIX": true}

// unread reports what the makefile sets under the wrong name.
func (s *spelling) unread() {
	byName := map[string][]eval.Assignment{}
	var order []string
	for _, a := range s.pass.Process.Assignments {
		if byName[a.Name] == nil {
			order = append(order, a.Name)
		}
		byName[a.Name] = append(byName[a.Name], a)
	}
	for _, name := range order {
		if s.mayBeRead(name) || !isWritten(byName[name]) {
			continue
		}
		if meant := s.meant(name); meant != "" && !s.isUsed(byName[name]) {
			s.reportUnread(byName[name], meant)
		}
	}
}

// otherPrefixes begin the names of what recipes call.
var otherPrefixes = []string{"cmd_", "quiet_cmd_", "rule_", "filechk_", "CONFIG_"}

// mayBeRead tells by its name that a variable is one that kbuild asks for, or did
// once.
func (s *spelling) mayBeRead(name string) bool {
	return s.pass.Tree.IsKnown(name) || s.pass.Tree.IsFlag(name) ||
		slices.ContainsFunc(kbuild.Removals, func(removal kbuild.Removal) bool { return removal.Name == name }) ||
		slices.ContainsFunc(otherPrefixes, func(prefix string) bool { return strings.HasPrefix(name, prefix) })
}

// meant returns the variable that one was meant to be: one that the makefile
// reads and nobody sets, or one of kbuild.
func (s *spelling) meant(name string) string {
	if meant := lint.Slip(name, s.missing); meant != "" {
		return meant
	}
	if s.pass.Tree.IsKnown(name + "-y") {
		return name + "-y"
	}
	return lint.Slip(name, s.pass.Tree.KnownVariables())
}

// isWritten reports whether a variable is set by its name, or by one with a
// symbol at its end that makes it a list of what is built.
func isWritten(assignments []eval.Assignment) bool {
	return !slices.ContainsFunc(assignments, func(a eval.Assignment) bool {
		written := a.Place.Written().Text()
		isList := strings.HasSuffix(a.Name, "-y") && strings.HasPrefix(written, listStem(a.Name)+"-$(")
		return written != a.Name && !isList || a.When == cond.False
	})
}

// listStem returns the name of a list without what stands behind its last bar.
func listStem(name string) string {
	if i := strings.LastIndexByte(name, '-'); i >= 0 {
		return name[:i]
	}
	return name
}

// isUsed reports whether something may use a variable after all: it is named
// anywhere but where it is set. A list of objects is another matter.
func (s *spelling) isUsed(assignments []eval.Assignment) bool {
	name := assignments[0].Name
	places := map[source.Place]bool{}
	for _, a := range assignments {
		places[a.Place.Written()] = true
	}
	return s.isListOfObjects(name) || s.pass.Tree.RefersItself(s.pass.Process, name) ||
		s.pass.Tree.TimesNamed(name) > len(places)
}

func (s *spelling) isListOfObjects(name string) bool {
	for i := range s.pass.Directory.Composites {
		if s.pass.Directory.Composites[i].Variable == name {
			return true
		}
	}
	return false
}

func (s *spelling) reportUnread(assignments []eval.Assignment, meant string) {
	finding := lint.Finding{
		Place: assignments[0].Place, When: cond.False, Builds: s.pass.Unit.Builds,
		Message: assignments[0].Name + " is read nowhere", Hint: lint.Meant(meant), Effect: "it has no effect",
	}
	if reference, ok := s.unset[meant]; ok {
		s.paired = append(s.paired, meant)
		note := lint.Note{Place: reference.Place, Message: meant + " is read here, and set nowhere"}
		finding.Related = append(finding.Related, note)
	}
	repair := lint.Repair{Title: "write " + meant}
	for _, a := range assignments {
		finding.When = s.pass.Space().Or(finding.When, a.When)
		repair.Edits = append(repair.Edits, renaming(a, meant))
	}
	finding.Fixes = []lint.Repair{repair}
	s.pass.Report(finding)
}

// renaming returns the edit that gives the variable of an assignment another
// name. A symbol at its end stays.
func renaming(a eval.Assignment, name string) source.Edit {
	place := a.Place.Written()
	if written := place.Text(); written != a.Name {
		name = listStem(name) + strings.TrimPrefix(written, listStem(a.Name))
	}
	return source.Edit{Place: place, Text: name}
}

// undefined reports what the makefile reads under the wrong name. A name that is
// there more than once was meant to be, and comes from the environment.
func (s *spelling) undefined() {
	if len(s.missing) == 0 {
		return
	}
	names := s.pass.Process.Names()
	for _, name := range s.missing {
		meant := lint.Slip(name, names)
		if meant == "" || slices.Contains(s.paired, name) || s.pass.Tree.TimesNamed(name) > 1 {
			continue
		}
		place := s.unset[name].Place.Written()
		finding := lint.Finding{
			Place: place, When: s.unset[name].When, Builds: s.pass.Unit.Builds,
			Message: name + " is set nowhere", Hint: lint.Meant(meant), Effect: "it is empty",
		}
		if text := place.Text(); strings.Count(text, name) == 1 {
			text = strings.Replace(text, name, meant, 1)
			finding.Fixes = []lint.Repair{{
				Title: "write " + meant, Edits: []source.Edit{{Place: place, Text: text}},
			}}
		}
		s.pass.Report(finding)
	}
}
