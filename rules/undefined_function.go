package rules

import (
	"slices"
	"strings"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/eval"
	"github.com/kbuildlint/kbuildlint/kbuild"
	"github.com/kbuildlint/kbuildlint/lint"
	"github.com/kbuildlint/kbuildlint/parser"
	"github.com/kbuildlint/kbuildlint/source"
)

var undefinedFunction = &lint.Rule{
	Name:  "undefined-function",
	Title: "a function is called that nobody defines",
	Why: "`$(call name,...)` expands the variable `name`, and a variable that is not set is an empty text to GNU " +
		"Make. `$(name ...)` with a name that make has no function of is no call at all: it is a reference to a " +
		"variable with blanks in its name, `call` is missing or the name is misspelled. In both cases the result is " +
		"nothing, and nobody is told.",
	Repair:   "Correct the name, define the function, or write `call` before it.",
	Needs:    lint.NeedsMakefile,
	Groups:   []string{"make", "references"},
	Severity: lint.Warning,
	Since:    "0.1.0",
	Bad: lint.Example{Files: `-- drivers/Makefile --
with-dir = $(addprefix $(obj)/,$(1))

clean-files += $(call with_dir,table.inc) $(filterout b,$(names))
`},
	Good: lint.Example{Files: `-- drivers/Makefile --
with-dir = $(addprefix $(obj)/,$(1))

clean-files += $(call with-dir,table.inc) $(filter-out b,$(names))
`},
	Check: checkUndefinedFunction,
}

func checkUndefinedFunction(pass *lint.Pass) {
	if pass.Build != pass.Unit.Builds[0] || pass.Unit.Role == kbuild.ScriptRole {
		return
	}
	if pass.Unit.Role != kbuild.TopRole {
		pass.ExpandAll()
	}
	if len(lostMakefiles(pass)) > 0 || includesCallers(pass) {
		return // what is not read may define any
	}
	s := functionSearch{pass: pass, seen: map[source.Place]bool{}}
	for _, event := range pass.Events {
		if event.Function == eval.CallEvent {
			s.called(event)
		}
	}
	for name, reference := range pass.Process.Undefined() {
		s.referred(name, reference)
	}
}

// includesCallers reports whether a makefile includes one by a path that who calls
// make has to give.
func includesCallers(pass *lint.Pass) bool {
	return slices.ContainsFunc(pass.Process.Unread(), func(inclusion eval.Inclusion) bool {
		return isBehindReference(inclusion.Place)
	})
}

// A functionSearch looks for functions that nobody defines.
type functionSearch struct {
	pass *lint.Pass
	seen map[source.Place]bool
}

// called looks at a $(call) of a variable.
func (s *functionSearch) called(event *eval.Event) {
	names := s.pass.Tree.World.Words(event.Args[0])
	if len(names) != 1 || names[0].When != cond.True {
		return
	}
	name := names[0].Text
	if s.pass.Tree.World.UnknownInText(name) != nil || s.mayBeDefined(name) {
		return
	}
	finding := lint.Finding{
		Place: event.Place, When: event.When, Related: stepNotes(event),
		Message: name + " is called, but no variable has that name",
	}
	if near := lint.Nearest(name, s.pass.Process.OwnNames()); near != "" {
		finding.Hint = lint.Meant(near)
	}
	s.report(finding)
}

// mayBeDefined reports whether a function is defined somewhere, or may be: the
// makefiles of a kernel that is not at hand define many. Those that came and
// went with a version are known to other rules.
func (s *functionSearch) mayBeDefined(name string) bool {
	tree := s.pass.Tree
	if s.pass.Process.Lookup(name) != nil || tree.Assigns(s.pass.Process, name) {
		return true
	}
	for i := range kbuild.ChangedNames {
		if kbuild.ChangedNames[i].Name == name {
			return true
		}
	}
	if s.pass.Unit.Role == kbuild.PlainRole {
		return false
	}
	scripts := tree.Scripts()
	return scripts == nil || scripts.Lookup(name) != nil || tree.Assigns(scripts, name)
}

// referred looks at a reference to a variable with blanks in its name, which is
// written as a call of a function of make.
func (s *functionSearch) referred(name string, reference eval.Reference) {
	word, _, found := strings.Cut(name, " ")
	if !found || word == "" || strings.ContainsAny(word, "$:=\x00") {
		return
	}
	place := reference.Place.Written()
	written := strings.TrimLeft(place.Text(), "${(")
	if place != reference.Place || !strings.HasPrefix(written, word+" ") || strings.TrimSpace(name) == word {
		return
	}
	finding := lint.Finding{Place: place, When: reference.When, Message: "make has no function " + word}
	if s.pass.Process.Lookup(word) != nil {
		finding.Message += ": " + word + " is a variable, which $(call " + word + ",...) would expand"
	} else if near := lint.Nearest(word, parser.FunctionNames()); near != "" {
		finding.Hint = lint.Meant(near)
	}
	s.report(finding)
}

// report reports a place once.
func (s *functionSearch) report(finding lint.Finding) {
	world, place := s.pass.Tree.World, finding.Place.Written()
	finding.When = world.Lasting(s.pass.Space().Diff(finding.When, s.pass.Process.Lost()))
	if finding.When == cond.False || s.seen[place] || world.AnyOutcome(finding.When) != finding.When {
		return
	}
	s.seen[place] = true
	finding.Builds, finding.Effect = s.pass.Unit.Builds, "the result is always empty"
	s.pass.Report(finding)
}
