package rules

import (
	"strings"

	"github.com/kbuildlint/kbuildlint/eval"
	"github.com/kbuildlint/kbuildlint/kconfig"
	"github.com/kbuildlint/kbuildlint/lint"
	"github.com/kbuildlint/kbuildlint/source"
)

var cOnlyConfig = &lint.Rule{
	Name:  "c-only-config",
	Title: "a makefile asks for a symbol in the words of C",
	Why: "`CONFIG_RADIO_MODULE` is a macro of include/generated/autoconf.h, which C sources have for a symbol that " +
		"is m, and IS_ENABLED, IS_BUILTIN, IS_MODULE and IS_REACHABLE are those of <linux/kconfig.h>. Makefiles have " +
		"include/config/auto.conf: CONFIG_RADIO is y, m or empty there. `$(IS_ENABLED(CONFIG_RADIO))` is a variable " +
		"that nobody sets.",
	Repair: "Write ifeq ($(CONFIG_RADIO),m) for CONFIG_RADIO_MODULE and IS_MODULE, ifeq ($(CONFIG_RADIO),y) for " +
		"IS_BUILTIN, and ifdef CONFIG_RADIO for IS_ENABLED.",
	Needs:    lint.NeedsKconfig,
	Groups:   []string{"kconfig"},
	Severity: lint.Error,
	Since:    "0.1.0",
	Bad: lint.Example{Files: `-- drivers/Makefile --
obj-y += main.o
ifdef CONFIG_RADIO_MODULE
obj-y += glue.o
endif
-- drivers/main.c --
-- drivers/glue.c --
-- drivers/Kconfig --
config RADIO
	tristate "A radio"
`},
	Good: lint.Example{Files: `-- drivers/Makefile --
obj-y += main.o
ifeq ($(CONFIG_RADIO),m)
obj-y += glue.o
endif
-- drivers/main.c --
-- drivers/glue.c --
-- drivers/Kconfig --
config RADIO
	tristate "A radio"
`},
	Check: checkCOnlyConfig,
}

// symbolMacros are the macros of include/linux/kconfig.h that ask for symbols,
// and what C itself has for that.
var symbolMacros = []string{"IS_ENABLED", "IS_BUILTIN", "IS_MODULE", "IS_REACHABLE", "defined"}

func checkCOnlyConfig(pass *lint.Pass) {
	if model := pass.Tree.Kconfig(); model != nil {
		for _, use := range symbolUses(pass) {
			if symbol := moduleMacro(model, use.symbol); symbol != "" {
				reportModuleMacro(pass, use, symbol)
			}
		}
	}
	c := macros{pass, map[source.Place]bool{}}
	for _, event := range pass.Events {
		c.event(event)
	}
}

// moduleMacro returns the tristate symbol whose value m a macro of C tells, ""
// for any other name.
func moduleMacro(model *kconfig.Model, name string) string {
	symbol, ok := strings.CutSuffix(name, "_MODULE")
	if ok && !model.Defined(name) && model.Defined(symbol) && model.Symbol(symbol).Type() == kconfig.Tristate {
		return symbol
	}
	return ""
}

func reportModuleMacro(pass *lint.Pass, use symbolUse, symbol string) {
	pass.Report(lint.Finding{
		Place: use.place, When: use.when, Builds: pass.Unit.Builds,
		Message: "CONFIG_" + use.symbol + " is a macro of C only: CONFIG_" + symbol + " is m for makefiles",
		Effect:  "it is never set: what depends on it is never part of a build",
		Related: append(use.steps, definitionNote(pass.Tree.Kconfig(), symbol)),
	})
}

// macros looks for macros of C.
type macros struct {
	pass *lint.Pass
	seen map[source.Place]bool
}

func (c macros) event(event *eval.Event) {
	switch event.Function {
	case "":
		c.text(event, event.Symbol, event.Place, "nothing sets this variable: it is empty")
	case eval.CallEvent:
		words := c.pass.Words(event.Args[0])
		if len(words) == 1 {
			c.text(event, words[0].Text+"(", event.Place, "nothing sets this variable: it is empty")
		}
	case eval.ConditionEvent:
		c.value(event, event.Args[0], "a text that is not empty is always true")
	case "ifeq", "ifneq":
		for _, side := range event.Args {
			c.value(event, side, neverEffects[event.Function])
		}
	}
}

// value looks for a macro in a text that stands for itself.
func (c macros) value(event *eval.Event, value *eval.Value, effect string) {
	for _, word := range c.pass.Words(value) {
		if strings.Contains(word.Text, "(CONFIG_") {
			c.text(event, word.Text, word.Place, effect)
		}
	}
}

// text reports a text that begins with a macro.
func (c macros) text(event *eval.Event, text string, place source.Place, effect string) {
	if macro := symbolMacro(text); macro != "" && !c.seen[place] {
		c.seen[place] = true
		c.pass.Report(lint.Finding{
			Place: place, When: event.When, Related: stepNotes(event),
			Message: macro + " belongs to C: make does not know it", Effect: effect,
		})
	}
}

// symbolMacro returns the macro of C that a text begins with, "" if there is
// none.
func symbolMacro(text string) string {
	for _, macro := range symbolMacros {
		if strings.HasPrefix(strings.TrimLeft(text, `!"`), macro+"(") {
			return macro
		}
	}
	return ""
}
