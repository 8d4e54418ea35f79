package rules

import (
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
	eachPadding(pass, func(event *eval.Event, blank source.Place) {
		if isIn(event.Place, blank) {
			pass.Report(paddingFinding(pass, event, blank, "the blank belongs to the text that is compared"))
		}
	})
}
