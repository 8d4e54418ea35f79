package rules

import (
	"fmt"
	"slices"
	"strings"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/eval"
	"github.com/kbuildlint/kbuildlint/kbuild"
	"github.com/kbuildlint/kbuildlint/kconfig"
	"github.com/kbuildlint/kbuildlint/lint"
	"github.com/kbuildlint/kbuildlint/parser"
	"github.com/kbuildlint/kbuildlint/source"
)

var overwrittenList = &lint.Rule{
	Name:  "overwritten-list",
	Title: "an assignment that drops what a list has so far",
	Why: "`:=` and `=` give a list a new value, and what it had is gone. `obj-$(CONFIG_RED) := red.o` and, a line " +
		"later, `obj-$(CONFIG_BLUE) := blue.o` look as if they had nothing to do with each other. Both are " +
		"`obj-y` where both symbols are y: then `red.o` is not built, and nobody is told. A default that another " +
		"symbol replaces, `copy-y := slow.o` and then `copy-$(CONFIG_FAST) := fast.o`, is no finding.",
	Repair:   "Write `+=`.",
	Needs:    lint.NeedsKconfig,
	Groups:   []string{"lists"},
	Severity: lint.Error,
	Since:    "0.1.0",
	Bad: lint.Example{Files: `-- drivers/Makefile --
obj-$(CONFIG_RED) := red.o
obj-$(CONFIG_BLUE) := blue.o
-- drivers/red.c --
-- drivers/blue.c --
-- drivers/Kconfig --
config RED
	tristate "Red"

config BLUE
	tristate "Blue"
`},
	Good: lint.Example{Files: `-- drivers/Makefile --
obj-$(CONFIG_RED) += red.o
obj-$(CONFIG_BLUE) += blue.o
-- drivers/red.c --
-- drivers/blue.c --
-- drivers/Kconfig --
config RED
	tristate "Red"

config BLUE
	tristate "Blue"
`},
	Check: checkOverwrittenList,
}

func checkOverwrittenList(pass *lint.Pass) {
	if pass.Directory == nil || pass.Build != pass.Unit.Builds[0] {
		return
	}
	var order []source.Place
	found := map[source.Place][]droppedWord{}
	for _, overwriting := range pass.Tree.Overwritings(pass.Directory, pass.Process) {
		place := overwriting.Assignment.Place
		for _, word := range overwriting.Dropped {
			if isReplaced(pass, word.By, overwriting.Assignment) ||
				pass.Tree.Prove(word.When).Verdict == kconfig.Impossible {
				continue
			}
			if found[place] == nil {
				order = append(order, place)
			}
			found[place] = append(found[place], droppedWord{word, overwriting.Assignment})
		}
	}
	for _, place := range order {
		reportOverwritten(pass, found[place])
	}
}

// A droppedWord is a word with the assignment that drops it from a list.
type droppedWord struct {
	kbuild.Dropped

	by eval.Assignment
}

// isReplaced reports whether an assignment gives a list another value than an
// earlier one did, for some of the configurations of that: a default that
// others have instead. A list that is appended to has none.
func isReplaced(pass *lint.Pass, earlier, later eval.Assignment) bool {
	space := pass.Space()
	if earlier.Statement.Op == parser.OpAppend || space.Implies(earlier.When, later.When) {
		return false
	}
	others := space.Diff(later.When, earlier.When)
	return others == cond.False || pass.Tree.Prove(others).Verdict == kconfig.Impossible
}

// reportOverwritten reports the words that one line drops. With a symbol at its
// end, its name may be that of several lists.
func reportOverwritten(pass *lint.Pass, dropped []droppedWord) {
	by := dropped[0].by
	finding := lint.Finding{
		Place: by.Place, When: cond.False, Builds: pass.Unit.Builds, Effect: "kbuild never sees it",
	}
	var words, lists []string
	for _, word := range dropped {
		finding.When = pass.Space().Or(finding.When, word.When)
		if !slices.Contains(lists, word.List) {
			lists = append(lists, word.List)
		}
		if !slices.Contains(words, word.Text) {
			words = append(words, word.Text)
			note := lint.Note{Place: word.Place, Message: word.Text + " is added here"}
			finding.Related = append(finding.Related, note)
		}
	}
	what := words[0]
	if more := len(words) - 1; more > 0 {
		what, finding.Effect = fmt.Sprintf("%s and %d more", what, more), "kbuild never sees them"
	}
	finding.Message = string(by.Statement.Op) + " drops " + what + " from " + strings.Join(lists, " and ")
	operator := by.Place.File.Place(by.Statement.OpSpan).Written()
	if operator.Text() == string(by.Statement.Op) {
		finding.Fixes = []lint.Repair{{Title: "write +=", Edits: []source.Edit{{Place: operator, Text: "+="}}}}
	}
	pass.Report(finding)
}
