package rules

import (
	"slices"
	"strings"

	"github.com/kbuildlint/kbuildlint/eval"
	"github.com/kbuildlint/kbuildlint/lint"
	"github.com/kbuildlint/kbuildlint/source"
)

var paddedComparison = &lint.Rule{
	Name:  "padded-comparison",
	Title: "a comparison never holds because of a blank",
	Why: "GNU Make takes away the blanks on both sides of the comma of ifeq and ifneq, and no others: the one behind " +
		"the opening bracket and the one before the closing bracket belong to the texts, and so do those between " +
		"quotes. `ifeq ( $(ARCH),arm)` compares ` arm` with `arm`.",
	Repair:   "Remove the blank.",
	Needs:    lint.NeedsMakefile,
	Groups:   []string{"make"},
	Severity: lint.Error,
	Since:    "0.1.0",
	Bad: lint.Example{Files: `-- drivers/Makefile --
ifeq ( $(SRCARCH),arm)
obj-y += radio.o
endif
-- drivers/radio.c --
`},
	Good: lint.Example{Files: `-- drivers/Makefile --
ifeq ($(SRCARCH), arm)
obj-y += radio.o
endif
-- drivers/radio.c --
`},
	Check: checkPaddedComparison,
}

func checkPaddedComparison(pass *lint.Pass) {
	if pass.Build != pass.Unit.Builds[0] {
		return
	}
	for _, event := range pass.Events {
		if event.Function != "ifeq" && event.Function != "ifneq" {
			continue
		}
		for side := range event.Args {
			if pad, ok := padding(event.Args[side]); ok && isDecided(pass, event, side) {
				reportPadding(pass, event, pad)
				break
			}
		}
	}
}

// blanks are what stands between words.
const blanks = " \t"

// padding returns a blank that is written at an end of a text with more in it.
func padding(value *eval.Value) (pad source.Place, ok bool) {
	if len(value.Pieces) == 0 {
		return pad, false
	}
	first, last := &value.Pieces[0], &value.Pieces[len(value.Pieces)-1]
	begins := len(first.Text) - len(strings.TrimLeft(first.Text, blanks))
	ends := len(last.Text) - len(strings.TrimRight(last.Text, blanks))
	switch alone := len(value.Pieces) == 1; {
	case begins > 0 && first.Value == nil && (!alone || begins < len(first.Text)):
		pad = first.Place
		pad.Span.End = pad.Span.Start + begins
	case ends > 0 && last.Value == nil && (!alone || ends < len(last.Text)):
		pad = last.Place
		pad.Span.Start = pad.Span.End - ends
	}
	return pad, pad.File != nil
}

// isDecided reports whether the sides of a comparison are never equal as they
// are, and sometimes would be without the blanks around the padded one.
func isDecided(pass *lint.Pass, event *eval.Event, padded int) bool {
	world := pass.Tree.World
	texts, ok := world.Alternatives(event.Args[padded], event.When)
	others, known := world.Alternatives(event.Args[1-padded], event.When)
	if !ok || !known {
		return false
	}
	would := false
	for _, text := range texts {
		if slices.ContainsFunc(others, func(other eval.Alternative) bool {
			would = would || other.Text == strings.Trim(text.Text, blanks)
			return other.Text == text.Text || world.UnknownInText(other.Text+text.Text) != nil
		}) {
			return false
		}
	}
	return would
}

func reportPadding(pass *lint.Pass, event *eval.Event, pad source.Place) {
	finding := lint.Finding{
		Place: pad, When: event.When, Builds: pass.Unit.Builds, Related: stepNotes(event),
		Message: "the blank belongs to the text that is compared: both are never equal",
		Effect:  neverEffects[event.Function],
	}
	if pad.Written() == pad && strings.Trim(pad.Text(), blanks) == "" {
		finding.Fixes = []lint.Repair{{Title: "remove the blank", Edits: []source.Edit{{Place: pad}}}}
	}
	pass.Report(finding)
}
