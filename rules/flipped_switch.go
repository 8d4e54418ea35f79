package rules

import (
	"strings"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/lint"
)

var flippedSwitch = &lint.Rule{
	Name:  "flipped-switch",
	Title: "a blank at the end of KASAN_SANITIZE or its like turns it around",
	Why: "GNU Make keeps the blanks at the end of a value, those before a comment too. kbuild glues the values of " +
		"`KASAN_SANITIZE_main.o` and `KASAN_SANITIZE` and the default `y`, and drops the words that begin with n: " +
		"of `ny` nothing is left, of `n y` the default is. The file is then instrumented though the makefile says " +
		"that it must not be, which early code does not survive. `OBJECT_FILES_NON_STANDARD := y` with a blank " +
		"behind it has no effect for the same reason.",
	Repair:   "Write the comment on a line of its own, and nothing behind the value.",
	Needs:    lint.NeedsDirectory,
	Groups:   []string{"flags"},
	Severity: lint.Error,
	Since:    "0.1.0",
	Bad: lint.Example{Files: `-- Makefile --
obj-m := radio.o

KASAN_SANITIZE_radio.o := n # runs before the shadow is there
-- radio.c --
`},
	Good: lint.Example{Files: `-- Makefile --
obj-m := radio.o

# runs before the shadow is there
KASAN_SANITIZE_radio.o := n
-- radio.c --
`},
	Check: checkFlippedSwitch,
}

func checkFlippedSwitch(pass *lint.Pass) {
	for _, value := range switchValues(pass) {
		word := value.word()
		if len(strings.Fields(word)) > 1 || strings.TrimRight(value.text, " \t") == value.text {
			continue
		}
		for _, behind := range value.behind {
			when := pass.Space().And(value.when, behind.When)
			is := value.of.IsOn(value.text + behind.Text)
			if when == cond.False || is == value.of.IsOn(word+behind.Text) {
				continue
			}
			pass.Report(lint.Finding{
				Place: value.place, When: when,
				Message: "the blank behind this " + word + " turns " + value.name + " around: kbuild glues " +
					strings.TrimSpace(behind.Text) + " behind the value, and " + value.of.Skipped + " drops out",
				Effect: switchEffect(value, is),
				Fixes:  withoutPadding(value),
			})
		}
	}
}

// switchEffect says what a switch does that is on or off.
func switchEffect(value switchValue, on bool) string { //nolint:revive // the state of the switch, not a choice of ways to work
	switch {
	case value.of.Skipped == "y":
		return "objtool checks the files all the same"
	case on:
		return "the files are compiled as if the value were y"
	}
	return "the files are compiled as if the value were n"
}

// withoutPadding returns the repair of a value that is written with blanks behind
// it.
func withoutPadding(value switchValue) []lint.Repair {
	place := value.place.Written()
	if place.Text() != value.word() {
		return nil
	}
	place.Span.Start = place.Span.End
	return withoutBlank(place)
}
