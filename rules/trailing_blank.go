package rules

import (
	"slices"

	"github.com/kbuildlint/kbuildlint/eval"
	"github.com/kbuildlint/kbuildlint/lint"
	"github.com/kbuildlint/kbuildlint/source"
)

var trailingBlank = &lint.Rule{
	Name:  "trailing-blank",
	Title: "a blank at the end of a value makes a comparison fail, or cuts a word or a name",
	Why: "The blanks before a comment and those at the end of a line belong to the value of a variable (GNU Make " +
		"manual, \"Flavors\"). In a list they are nothing, but `ifeq` compares them: `y ` is not `y`. In the middle " +
		"of a word they make two of it, as in `-I$(dir)/include`, and in the name of a variable they make another " +
		"one of it: `obj-$(mode) += radio.o` leaves `obj-y` as it is.",
	Repair:   "Remove the blank, and write the comment on a line of its own, or compare `$(strip $(mode))`.",
	Needs:    lint.NeedsMakefile,
	Groups:   []string{"make"},
	Severity: lint.Warning,
	Since:    "0.1.0",
	Bad: lint.Example{Files: `-- drivers/Makefile --
mode := y # the default

ifeq ($(mode),y)
ccflags-y += -DRADIO
endif
`},
	Good: lint.Example{Files: `-- drivers/Makefile --
# The default.
mode := y

ifeq ($(mode),y)
ccflags-y += -DRADIO
endif
`},
	Check: checkTrailingBlank,
}

func checkTrailingBlank(pass *lint.Pass) {
	eachPadding(pass, func(event *eval.Event, blank source.Place) {
		if isIn(event.Place, blank) {
			return
		}
		finding := paddingFinding(pass, event, blank, "the blank belongs to the value, which is compared")
		finding.Related = append([]lint.Note{{Place: event.Place, Message: "compared here"}}, finding.Related...)
		pass.Report(finding)
	})
	if pass.Build == pass.Unit.Builds[0] && slices.ContainsFunc(pass.Process.Assignments, isPadded) {
		checkPaddedNames(pass)
		checkCutWords(pass)
	}
}

// isIn reports whether a place is part of another one.
func isIn(whole, part source.Place) bool {
	return whole.File == part.File && whole.Span.Contains(part.Span)
}
