package rules

import (
	"slices"
	"strings"

	"github.com/kbuildlint/kbuildlint/lint"
	"github.com/kbuildlint/kbuildlint/source"
)

var oddSwitchValue = &lint.Rule{
	Name:  "odd-switch-value",
	Title: "KASAN_SANITIZE or its like has a value that kbuild reads differently",
	Why: "kbuild knows y and n: `KASAN_SANITIZE := 0` and `:= off` do not begin with n, and leave the files " +
		"instrumented as if nothing had been said. `OBJECT_FILES_NON_STANDARD := 1` does not begin with y, and " +
		"objtool checks the files all the same. Nobody is told.",
	Repair:   "Write y or n.",
	Needs:    lint.NeedsDirectory,
	Groups:   []string{"flags"},
	Severity: lint.Error,
	Since:    "0.1.0",
	Bad: lint.Example{Files: `-- Makefile --
obj-m := radio.o

KASAN_SANITIZE_radio.o := 0
-- radio.c --
`},
	Good: lint.Example{Files: `-- Makefile --
obj-m := radio.o

KASAN_SANITIZE_radio.o := n
-- radio.c --
`},
	Check: checkOddSwitchValue,
}

func checkOddSwitchValue(pass *lint.Pass) {
	for _, value := range switchValues(pass) {
		meant := meantBy(value.word())
		read := value.of.IsOn(value.word())
		if meant != "" && read == value.of.IsOn(meant) || value.word() == "m" && !mayBeModular(pass, value.when) {
			continue
		}
		finding := lint.Finding{
			Place: value.place, When: value.when,
			Message: value.name + " is " + value.word() + ", which kbuild reads as " + letterOf(value, read),
			Effect:  switchEffect(value, read),
		}
		place := value.place.Written()
		if meant != "" && place.Text() == value.word() {
			edit := source.Edit{Place: place, Text: meant}
			finding.Fixes = []lint.Repair{{Title: "write " + meant, Edits: []source.Edit{edit}}}
		}
		pass.Report(finding)
	}
}

// meantBy returns the letter that a value stands for in the eyes of people, ""
// if that is not plain.
func meantBy(value string) string {
	meant := ""
	for i, word := range strings.Fields(strings.ToLower(value)) {
		letter := ""
		switch {
		case strings.HasPrefix(word, "y"), slices.Contains([]string{"m", "1", "on", "true"}, word):
			letter = "y"
		case strings.HasPrefix(word, "n"), slices.Contains([]string{"0", "off", "false"}, word):
			letter = "n"
		}
		if i > 0 && letter != meant {
			return ""
		}
		meant = letter
	}
	return meant
}

// letterOf returns the letter that has the same effect as a value.
func letterOf(value switchValue, on bool) string { //nolint:revive // the state of the switch, not a choice of ways to work
	if value.of.IsOn("y") == on {
		return "y"
	}
	return "n"
}
