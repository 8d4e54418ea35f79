package rules

import (
	"slices"
	"strings"

	"github.com/kbuildlint/kbuildlint/kbuild"
	"github.com/kbuildlint/kbuildlint/lint"
	"github.com/kbuildlint/kbuildlint/source"
)

var malformedFlagKey = &lint.Rule{
	Name:  "malformed-flag-key",
	Title: "the name of a variable for one file is not written as kbuild asks for it",
	Why: "When kbuild compiles `main.o` it asks for `CFLAGS_main.o`, and not for `CFLAGS_main` or " +
		"`CFLAGS_$(obj)/main.o`. An object in a subdirectory goes by its path in the directory of the makefile, " +
		"`CFLAGS_sub/main.o`, since 5.4, and in KASAN_SANITIZE_ and its like since 6.9; LDFLAGS_ and OBJCOPYFLAGS_ " +
		"take the name of the file alone. A variable of another form has no effect, and nobody is told.",
	Repair:   "Write the name that kbuild asks for.",
	Needs:    lint.NeedsDirectory,
	Groups:   []string{"flags"},
	Severity: lint.Error,
	Since:    "0.1.0",
	Bad: lint.Example{Files: `-- Makefile --
obj-m := radio.o
radio-y := main.o tuner/scan.o

CFLAGS_main := -O3
CFLAGS_scan.o := -O3
-- main.c --
-- tuner/scan.c --
`},
	Good: lint.Example{Files: `-- Makefile --
obj-m := radio.o
radio-y := main.o tuner/scan.o

CFLAGS_main.o := -O3
CFLAGS_tuner/scan.o := -O3
-- main.c --
-- tuner/scan.c --
`},
	CheckTree: checkMalformedFlagKey,
}

func checkMalformedFlagKey(pass *lint.TreePass) {
	for _, found := range unusedFlags(pass) {
		flag := found.flag
		if !flag.Malformed {
			continue
		}
		pass.Report(found.directory, lint.Finding{
			Place: flag.Place, When: flag.When,
			Message: flag.Variable + " has no effect: for " + flag.File + " kbuild asks for " + flag.Meant,
			Effect:  flag.File + " is made without it",
			Fixes:   renamed(found),
		})
	}
}

// renamed returns the repair that writes the name as kbuild asks for it, where
// that is plain from what is written. It is safe if all versions ask for that
// name, as they do for a file in the directory itself, and nothing else sets it.
func renamed(found unusedFlag) []lint.Repair {
	flag := found.flag
	place := flag.Place.Written()
	name := flag.Meant
	written := place.Text()
	missing, isShort := strings.CutPrefix(flag.Meant, flag.Variable)
	switch {
	case written == flag.Variable, strings.Replace(written, "$(obj)/", "", 1) == name:
	case isShort && strings.HasPrefix(written, flag.Form.Prefix):
		name = written + missing
	default:
		return nil
	}
	isSet := slices.ContainsFunc(found.directory.Flags, func(other kbuild.Flag) bool {
		return other.Variable == flag.Meant
	})
	isSafe := !isSet && !strings.Contains(flag.File, "/")
	return []lint.Repair{{Title: "write " + name, Safe: isSafe, Edits: []source.Edit{{Place: place, Text: name}}}}
}
