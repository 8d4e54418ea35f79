package rules

import (
	"strings"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/eval"
	"github.com/kbuildlint/kbuildlint/lint"
	"github.com/kbuildlint/kbuildlint/source"
)

var configComparedToN = &lint.Rule{
	Name:  "config-compared-to-n",
	Title: "a configuration symbol is compared with n, which no makefile ever sees",
	Why: "include/config/auto.conf, from which makefiles have the configuration, says nothing of a bool or tristate " +
		"symbol that is off: its value is empty there. Only .config speaks of it, in a comment. " +
		"`ifeq ($(CONFIG_RADIO),n)` is never taken, and `ifneq ($(CONFIG_RADIO),n)` always is.",
	Repair:   "Write ifndef CONFIG_RADIO, or compare with nothing: ifeq ($(CONFIG_RADIO),).",
	Needs:    lint.NeedsKconfig,
	Groups:   []string{"kconfig"},
	Severity: lint.Error,
	Since:    "0.1.0",
	Bad: lint.Example{Files: `-- drivers/Makefile --
obj-y += main.o
ifeq ($(CONFIG_RADIO),n)
obj-y += silence.o
endif
-- drivers/main.c --
-- drivers/silence.c --
-- drivers/Kconfig --
config RADIO
	bool "A radio"
`},
	Good: lint.Example{Files: `-- drivers/Makefile --
obj-y += main.o
ifeq ($(CONFIG_RADIO),)
obj-y += silence.o
endif
-- drivers/main.c --
-- drivers/silence.c --
-- drivers/Kconfig --
config RADIO
	bool "A radio"
`},
	Check: checkConfigComparedToN,
}

// neverEffects say what comes of a comparison with n.
var neverEffects = map[string]string{
	"ifeq": "the branch is never taken", "ifneq": "the branch is always taken",
	"filter": "nothing passes the filter", "findstring": "it is never found",
}

func checkConfigComparedToN(pass *lint.Pass) {
	if pass.Tree.Kconfig() == nil {
		return
	}
	seen := map[source.Place]bool{}
	for _, event := range pass.Events {
		if neverEffects[event.Function] == "" {
			continue
		}
		for i := range event.Args {
			n, symbols := neverN(pass, event, i)
			if len(symbols) > 0 && !seen[n.Place] {
				seen[n.Place] = true
				reportN(pass, event, n, symbols)
			}
		}
	}
}

// neverN returns a side of a comparison that has an n, and the symbols on the
// other side, which never have.
func neverN(pass *lint.Pass, event *eval.Event, side int) (n eval.Word, symbols []string) {
	n, ok := comparedN(pass, event.Args[side])
	isList := event.Function == "filter" || event.Function == "findstring"
	if !ok || isList && side > 0 {
		return n, nil
	}
	return n, switchesOf(pass, event.Args[1-side])
}

// comparedN returns the only word of a value if it has an n among the values
// that symbols may have.
func comparedN(pass *lint.Pass, value *eval.Value) (word eval.Word, ok bool) {
	words := pass.Words(value)
	if len(words) != 1 || words[0].When != cond.True {
		return eval.Word{}, false
	}
	text := words[0].Text
	return words[0], strings.Contains(text, "n") && strings.Trim(text, "ynm") == ""
}

func reportN(pass *lint.Pass, event *eval.Event, n eval.Word, symbols []string) {
	what := " is compared with n: a symbol that is off is empty in makefiles"
	if len(symbols) > 1 {
		what = " are compared with n: symbols that are off are empty in makefiles"
	}
	finding := lint.Finding{
		Place: n.Place, When: event.When, Message: strings.Join(symbols, " and ") + what,
		Effect: neverEffects[event.Function], Related: stepNotes(event),
	}
	if isOperand(n, event) && n.Text == "n" {
		finding.Fixes = []lint.Repair{{
			Title: "compare with nothing", Edits: []source.Edit{{Place: n.Place}},
		}}
	}
	pass.Report(finding)
}
