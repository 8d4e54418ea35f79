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
		"comparison between the two therefore never matches, and nobody is told: `$(objtree)` is `.` in every " +
		"build of the kernel, and so are `$(obj)` in an external module since 6.13 and `$(srctree)` in a build " +
		"without O=. For two years every module was linked again whenever vmlinux had changed, because `./vmlinux` " +
		"was to be left out of `$?`, where it is called `vmlinux`.",
	Repair: "Write the word as GNU Make writes it, or remove the prefix on the side that you wrote: " +
		"`$(patsubst ./%,%,$(objtree)/vmlinux)`.",
	Needs:    lint.NeedsMakefile,
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
	c := pathComparison{pass: pass, found: map[source.Place]*lint.Finding{}}
	for _, event := range pass.Events {
		c.event(event)
	}
	c.phony()
	for _, place := range c.order {
		pass.Report(*c.found[place])
	}
}

// A pathComparison looks for words with "./" that are compared with names. A
// word that is compared more than once is one finding.
type pathComparison struct {
	pass  *lint.Pass
	found map[source.Place]*lint.Finding
	order []source.Place
}

// A side is one of the two texts that a comparison compares.
type side struct {
	words []eval.Word
	match matching
}

// A matching is how the words of a side match names.
type matching int

// A word is equal to a name, is a pattern where it has a "%", is found at the
// beginning of a name, or is equal as the only word of its side.
const (
	matchEqual matching = iota
	matchPattern
	matchStart
	matchAlone
)

// matches reports whether a word of the side matches a name.
func (s side) matches(word, name string) bool {
	switch s.match {
	case matchPattern:
		return eval.Matches(word, name, true)
	case matchStart:
		return word == name || strings.HasPrefix(name, strings.TrimSuffix(word, "/")+"/")
	case matchEqual, matchAlone:
	}
	return word == name
}

// sides returns which arguments of a function are compared with each other. A
// findstring whose needle is a name may still find it behind a "./", and a
// patsubst with "%" is how a prefix is removed where there is one.
func (c *pathComparison) sides(event *eval.Event) (written, names []side) {
	list := func(i int, match matching) side { return side{c.pass.Words(event.Args[i]), match} }
	switch event.Function {
	case "filter", "filter-out":
		a, b := list(0, matchPattern), list(1, matchEqual)
		return []side{a, b}, []side{b, a}
	case "findstring":
		return []side{list(0, matchStart)}, []side{list(1, matchEqual)}
	case "subst":
		return []side{list(0, matchStart)}, []side{list(2, matchEqual)}
	case "patsubst":
		return []side{list(0, matchEqual)}, []side{list(2, matchEqual)}
	case "ifeq", "ifneq":
		a, b := list(0, matchAlone), list(1, matchAlone)
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
	return eval.MakeName(word.Text) != "./"
}

// compare looks for the names that a dotted word was to match, in the
// configurations in which nothing else of its side matches them.
func (c *pathComparison) compare(event *eval.Event, word eval.Word, written, names side) {
	space := c.pass.Space()
	for _, name := range names.words {
		goals := c.pass.Tree.World.IsGoals(name.Text)
		if !name.Made || !goals && !written.matches(eval.MakeName(word.Text), name.Text) {
			continue
		}
		when := space.AndAll(event.When, word.When, name.When)
		when = space.Diff(when, written.spoils(space, word, name))
		if names.match == matchAlone {
			when = space.Diff(when, names.spoils(space, name, word))
		}
		if goals {
			name.Text = eval.MakeName(word.Text)
		}
		if when != cond.False {
			c.add(event, word, name, when)
			c.setSafe(event, word, written)
		}
	}
}

// setSafe makes the repair of a word safe if the word is there for nothing but
// what a filter compares: what it keeps are words of the other side. A pattern
// would come to match names in other directories.
func (c *pathComparison) setSafe(event *eval.Event, word eval.Word, written side) {
	place := word.Place.Written()
	isOnly := written.match == matchPattern && isDirectArgument(event.Place.Written(), place)
	if !isOnly || strings.Contains(word.Text, "%") {
		return
	}
	for i := range c.found[place].Fixes {
		c.found[place].Fixes[i].Safe = true
	}
}

// spoils returns the configurations in which it makes no difference whether a
// word of the side matches a name: another word does, or stands beside it.
func (s side) spoils(space *cond.Space, word, name eval.Word) cond.Cond {
	spoiled := cond.False
	for _, other := range s.words {
		switch {
		case s.match == matchAlone && other != word:
			spoiled = space.Or(spoiled, other.When)
		case s.match != matchAlone && !isDotted(other) && s.matches(other.Text, name.Text):
			spoiled = space.Or(spoiled, other.When)
		}
	}
	return spoiled
}

// add keeps a finding: a word that should match a name.
func (c *pathComparison) add(event *eval.Event, word, name eval.Word, when cond.Cond) {
	place := word.Place.Written()
	if finding, ok := c.found[place]; ok {
		finding.When = c.pass.Space().Or(finding.When, when)
		return
	}
	world := c.pass.Tree.World
	short := world.Readable(eval.MakeName(word.Text))
	finding := &lint.Finding{
		Place: word.Place, When: when,
		Message: describe(place, world.Readable(word.Text)) + " never matches: GNU Make drops ./ from names and " +
			"calls this one " + short,
		Effect: c.effect(event, name), Related: c.related(event, name), Fixes: repairs(place, word.Text),
	}
	c.found[place] = finding
	c.order = append(c.order, place)
}

// related returns where a name comes from, where it is compared, and how that
// place is reached.
func (c *pathComparison) related(event *eval.Event, name eval.Word) []lint.Note {
	origin := "the " + kindOf(event, name) + " " + c.pass.Tree.World.Readable(name.Text) + " comes from here"
	notes := []lint.Note{{Place: name.Place, Message: origin}}
	if event.Function == "PHONY" {
		return notes
	}
	notes = append(notes, lint.Note{Place: event.Place, Message: "compared by this " + event.Function})
	return append(notes, stepNotes(event)...)
}

// kindOf says what a name is the name of.
func kindOf(event *eval.Event, name eval.Word) string {
	if event.Binding == nil {
		return "name"
	}
	if eval.MadeName(name.Text) == event.Binding.Target {
		return "target"
	}
	return "prerequisite"
}

// effect says what happens because of a comparison with a name.
func (c *pathComparison) effect(event *eval.Event, name eval.Word) string {
	kind := event.Function
	if kind == "filter-out" && c.pass.Tree.World.Lasting(name.When) != name.When {
		kind = "filter-out newer"
	}
	return strings.ReplaceAll(effects[kind], "NAME", c.pass.Tree.World.Readable(name.Text))
}

// effects says what happens, by what compares.
var effects = map[string]string{
	"filter":           "NAME is dropped from the list as if it had not been asked for",
	"filter-out":       "NAME stays in the list as if it had not been excluded",
	"filter-out newer": "NAME is not ignored: the target is made again whenever NAME has changed",
	"findstring":       "NAME is not found, and the result is empty",
	"subst":            "nothing is replaced in NAME",
	"patsubst":         "nothing is replaced in NAME",
	"ifeq":             "the comparison is never true",
	"ifneq":            "the comparison is always true",
	"PHONY":            "NAME is not ignored among the prerequisites: what depends on it is made every time",
}

// phony looks at PHONY, which the command macros leave out of the
// prerequisites.
func (c *pathComparison) phony() {
	variable := c.pass.Process.Lookup("PHONY")
	if variable == nil {
		return
	}
	words := c.pass.Words(variable.Raw())
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
		if when != cond.False {
			event := &eval.Event{Function: "PHONY", Place: rule.Place}
			c.add(event, word, eval.Word{Text: string(made), When: when, Place: rule.Place}, when)
		}
	}
}
