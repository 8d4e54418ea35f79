package rules

import (
	"slices"
	"strings"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/eval"
	"github.com/kbuildlint/kbuildlint/lint"
	"github.com/kbuildlint/kbuildlint/source"
)

var repeatedProbe = &lint.Rule{
	Name:  "repeated-probe",
	Title: "a variable asks the compiler the same thing each time it is used",
	Why: "`=` keeps the text `$(call cc-option,-mfast)`, and each `$(flags)` runs the compiler again to find out " +
		"what it has found out before. `:=` runs it once when the makefile is read. It takes a few milliseconds " +
		"each time, for every visit of the directory and for every target that uses the variable, also where " +
		"nothing is to be made.",
	Repair: "Write := instead of =, below the variables that the value uses; what a command asks, keep in a variable " +
		"of its own.",
	Needs:    lint.NeedsMakefile,
	Groups:   []string{"flags"},
	Severity: lint.Info,
	Since:    "0.1.0",
	Bad: lint.Example{Files: `-- Makefile --
obj-m := radio.o

fast = $(call cc-option,-mfast)
ccflags-y += $(fast)
asflags-y += $(fast)
-- radio.c --
`},
	Good: lint.Example{Files: `-- Makefile --
obj-m := radio.o

fast := $(call cc-option,-mfast)
ccflags-y += $(fast)
asflags-y += $(fast)
-- radio.c --
`},
	Check: checkRepeatedProbe,
}

// A probeUse is one time that make runs a probe.
type probeUse struct {
	question string
	event    *eval.Event
	when     cond.Cond
}

func checkRepeatedProbe(pass *lint.Pass) {
	if pass.Build != pass.Unit.Builds[0] {
		return
	}
	var uses []probeUse
	for _, event := range pass.Events {
		use, ok := probeUseOf(pass, event)
		if !ok {
			continue
		}
		if i := slices.IndexFunc(uses, use.repeats(pass.Space())); i >= 0 {
			reportRepeatedProbe(pass, uses[i], use)
			continue
		}
		uses = append(uses, use)
	}
}

// probeUseOf returns the use of a probe that is written in a variable and found
// when that is expanded: at a place of the makefile, and not where somebody
// looks what the variable holds.
func probeUseOf(pass *lint.Pass, event *eval.Event) (probeUse, bool) {
	if len(event.Steps) == 0 || event.Steps[0].File == nil || probeMacro(pass, event) == "" {
		return probeUse{}, false
	}
	when := event.When
	if event.Binding != nil {
		when = pass.Space().And(when, event.Binding.When)
	}
	var question []string
	for _, arg := range event.Args {
		texts, ok := pass.Tree.World.Alternatives(arg, when)
		if !ok || len(texts) != 1 {
			return probeUse{}, false
		}
		question = append(question, texts[0].Text)
	}
	return probeUse{strings.Join(question, ","), event, when}, true
}

// repeats returns a function that tells whether a use is of the same probe in
// configurations of another, which is written elsewhere: that kbuild expands a
// command several times is not for the makefile to change.
func (u probeUse) repeats(space *cond.Space) func(probeUse) bool {
	return func(before probeUse) bool {
		return before.event.Place == u.event.Place && before.question == u.question &&
			before.event.Steps[0] != u.event.Steps[0] && !space.Disjoint(before.when, u.when)
	}
}

func reportRepeatedProbe(pass *lint.Pass, first, second probeUse) {
	name := recursiveVariable(pass, first.event.Place)
	if name == "" {
		return
	}
	pass.Report(lint.Finding{
		Place: first.event.Place, When: pass.Space().And(first.when, second.when), Builds: pass.Unit.Builds,
		Message: name + " asks this each time that it is used: it is not expanded before",
		Effect:  "the tool runs again for an answer that make has had already",
		Related: []lint.Note{
			{Place: first.event.Steps[0], Message: "the first use"},
			{Place: second.event.Steps[0], Message: "another use"},
		},
	})
}

// recursiveVariable returns the variable in whose text a place is, "" if it has
// none that is kept unexpanded.
func recursiveVariable(pass *lint.Pass, place source.Place) string {
	for _, a := range pass.Process.Assignments {
		variable := pass.Process.Lookup(a.Name)
		if variable == nil {
			continue
		}
		for _, piece := range variable.Value.Pieces {
			if piece.Template == nil || piece.Template.File != place.File {
				continue
			}
			text := piece.Template.Text.Span
			if text.Start <= place.Span.Start && place.Span.End <= text.End {
				return a.Name
			}
		}
	}
	return ""
}
