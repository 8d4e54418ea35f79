package rules

import (
	"strings"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/eval"
	"github.com/kbuildlint/kbuildlint/lint"
	"github.com/kbuildlint/kbuildlint/source"
)

var unnormalizedPath = &lint.Rule{
	Name:  "unnormalized-path",
	Title: "a word that begins with ./ is compared with names from which GNU Make has removed it",
	Why: "GNU Make removes a leading `./` from every target and prerequisite, and so from `$@`, `$<`, `$^`, `$?`, " +
		"`$+`, `$|` and the goals. Text that is not a name of a rule keeps it. A filter, a findstring or a " +
		"comparison between the two therefore never matches, and nobody is told: `$(objtree)` is `.` in an " +
		"in-tree build, and so are `$(obj)` in an external module since 6.13 and `$(srctree)` in the tree. For two " +
		"years every module was linked again whenever vmlinux had changed, because `./vmlinux` was to be left " +
		"out of `$?`, where it is called `vmlinux`.",
	Repair: "Write the word as GNU Make writes it, or remove the prefix on the side that you wrote: " +
		"`$(patsubst ./%,%,$(objtree)/vmlinux)`.",
	Groups:   []string{"rebuild", "paths"},
	Severity: lint.Error,
	Since:    "0.1.0",
	Bad: lint.Example{Files: `-- Makefile --
obj-m := demo.o

newer = $(filter-out $(1) $(PHONY),$?)
refresh = $(if $(call newer,$(1)),touch $@)

$(obj)/stamp: $(obj)/input $(obj)/tool FORCE
	$(call refresh,$(obj)/tool)
`},
	Good: lint.Example{Files: `-- Makefile --
obj-m := demo.o

newer = $(filter-out $(1) $(PHONY),$?)
refresh = $(if $(call newer,$(1)),touch $@)

$(obj)/stamp: $(obj)/input $(obj)/tool FORCE
	$(call refresh,$(patsubst ./%,%,$(obj)/tool))
`},
	Check: checkUnnormalizedPath,
}

func checkUnnormalizedPath(pass *lint.Pass) {
	c := pathComparison{pass: pass, reported: map[source.Place]bool{}}
	for _, event := range pass.Events {
		c.event(event)
	}
	c.phony()
}

// A pathComparison looks for words with "./" that are compared with names.
type pathComparison struct {
	pass     *lint.Pass
	reported map[source.Place]bool
}

// A side is one of the two lists that a comparison compares.
type side struct {
	words []eval.Word
	// patterns tells that "%" is a wild card in the words.
	patterns bool
}

// sides returns which arguments of a function are compared with each other. A
// findstring whose needle is a name may still find it behind a "./".
func (c *pathComparison) sides(event *eval.Event) (written, names []side) {
	world := c.pass.Tree.World
	list := func(i int, patterns bool) side { return side{world.Words(event.Args[i]), patterns} }
	switch event.Function {
	case "filter", "filter-out":
		a, b := list(0, true), list(1, false)
		return []side{a, b}, []side{b, a}
	case "findstring":
		return []side{list(0, false)}, []side{list(1, false)}
	case "subst":
		return []side{list(0, false)}, []side{list(2, false)}
	case "patsubst":
		if from := list(0, false); len(from.words) > 0 && !strings.Contains(from.words[0].Text, "%") {
			return []side{from}, []side{list(2, false)}
		}
	case "ifeq", "ifneq":
		a, b := list(0, false), list(1, false)
		return []side{a, b}, []side{b, a}
	}
	return nil, nil
}

func (c *pathComparison) event(event *eval.Event) {
	written, names := c.sides(event)
	for i := range written {
		for _, word := range written[i].words {
			if isDotted(word) {
				c.compare(event, word, written[i], names[i])
			}
		}
	}
}

// isDotted reports whether a word is text that GNU Make would shorten.
func isDotted(word eval.Word) bool {
	if word.Made || !strings.HasPrefix(word.Text, "./") {
		return false
	}
	made := eval.MakeName(word.Text)
	return made != "./" && made != "%"
}

// compare reports a dotted word if its shortened form is one of the names, in
// the configurations in which nothing else of its list matches that name.
func (c *pathComparison) compare(event *eval.Event, word eval.Word, written, names side) {
	space := c.pass.Space()
	for _, name := range names.words {
		if !name.Made || !c.means(word, name, written.patterns) {
			continue
		}
		when := space.AndAll(event.When, word.When, name.When)
		for _, other := range written.words {
			if !isDotted(other) && eval.Matches(other.Text, name.Text, written.patterns) {
				when = space.Diff(when, other.When)
			}
		}
		if when != cond.False {
			c.report(event, word, name, when)
			return
		}
	}
}

// means reports whether a dotted word means a name. A goal may be any target
// of the makefile.
func (c *pathComparison) means(word, name eval.Word, patterns bool) bool { //nolint:revive // what "%" means in the list
	made := eval.MakeName(word.Text)
	if c.pass.Tree.World.IsGoals(name.Text) {
		return c.pass.Process.HasTarget(eval.MadeName(made))
	}
	return eval.Matches(made, name.Text, patterns)
}

func (c *pathComparison) report(event *eval.Event, word, name eval.Word, when cond.Cond) {
	place := word.Place.Written()
	if c.reported[place] {
		return
	}
	c.reported[place] = true
	made := eval.MakeName(word.Text)
	world := c.pass.Tree.World
	finding := lint.Finding{
		Place: word.Place, When: when,
		Message: describe(place, world.Readable(word.Text)) + " never matches: GNU Make calls the file " +
			world.Readable(made),
		Effect: effects[event.Function],
		Related: []lint.Note{
			{Place: event.Place, Message: "compared here by " + event.Function},
			{Place: name.Place, Message: world.Readable(name.Text) + " is a name that GNU Make made from this"},
		},
	}
	for i := len(event.Steps) - 1; i >= 0; i-- {
		finding.Related = append(finding.Related, lint.Note{Place: event.Steps[i], Message: "reached from here"})
	}
	finding.Fixes = repairs(place, word.Text)
	c.pass.Report(finding)
}

// effects says what happens, by what compares.
var effects = map[string]string{
	"filter":     "the name is never kept: what follows from it does not happen",
	"filter-out": "the name is never left out: it counts as if it had not been excluded",
	"findstring": "the name is never found",
	"subst":      "nothing is replaced",
	"patsubst":   "nothing is replaced",
	"ifeq":       "the comparison is never true",
	"ifneq":      "the comparison is always true",
	"PHONY":      "the target stays among the newer and the real prerequisites: what depends on it is made every time",
}

// describe names a word as it was written and, if that differs, as it is.
func describe(place source.Place, text string) string {
	written := place.Text()
	if written == text || written == "" || strings.ContainsAny(written, "\n") {
		return text
	}
	return written + " (" + text + ")"
}

// repairs returns how to write the word.
func repairs(place source.Place, text string) []lint.Repair {
	written := place.Text()
	if written == "" || strings.ContainsAny(written, " \t\n") {
		return nil
	}
	repair := lint.Repair{Title: "write " + eval.MakeName(text)}
	replacement := eval.MakeName(text)
	if written != text {
		replacement = "$(patsubst ./%,%," + written + ")"
		repair.Title = "write " + replacement
	}
	repair.Edits = []source.Edit{{Place: place, Text: replacement}}
	return []lint.Repair{repair}
}

// phony looks at PHONY, which the command macros leave out of the
// prerequisites.
func (c *pathComparison) phony() {
	variable := c.pass.Process.Lookup("PHONY")
	if variable == nil {
		return
	}
	words := c.pass.Tree.World.Words(variable.Raw())
	for _, word := range words {
		made := eval.MadeName(eval.MakeName(word.Text))
		rule := c.pass.Process.Mentions(made)
		if !isDotted(word) || rule == nil {
			continue
		}
		when := word.When
		for _, other := range words {
			if other.Text == string(made) {
				when = c.pass.Space().Diff(when, other.When)
			}
		}
		event := &eval.Event{Function: "PHONY", Place: rule.Place}
		if when != cond.False {
			c.report(event, word, eval.Word{Text: string(made), Place: rule.Place}, when)
		}
	}
}
