package rules

import (
	"strings"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/eval"
	"github.com/kbuildlint/kbuildlint/kconfig"
	"github.com/kbuildlint/kbuildlint/lint"
	"github.com/kbuildlint/kbuildlint/source"
)

var quotedConfigString = &lint.Rule{
	Name:  "quoted-config-string",
	Title: "the value of a configuration symbol is compared with a text in quotes",
	Why: "Make takes quotes within round brackets for characters like others. Until 5.16 include/config/auto.conf " +
		"had the text of a string symbol in quotes, and `ifeq ($(CONFIG_FIRMWARE),\"\")` asked for an empty one. " +
		"Since 5.17 the text stands there without: what is empty is not two quotes. Bools, tristates and numbers " +
		"never had any.",
	Repair: "Leave the quotes out: ifeq ($(CONFIG_FIRMWARE),). A module that is built for older kernels too removes " +
		"them first: $(subst \",,$(CONFIG_FIRMWARE)).",
	Where: "comparisons of a string symbol with `\"\"`: 5.17 and newer; with a text without quotes: before 5.17; of " +
		"other symbols: all versions",
	Needs:    lint.NeedsKconfig,
	Groups:   []string{"kconfig", "versions"},
	Severity: lint.Error,
	Since:    "0.1.0",
	Bad: lint.Example{Files: `-- drivers/Makefile --
ifneq ($(CONFIG_FIRMWARE),"")
obj-y += loader.o
endif
-- drivers/loader.c --
-- drivers/Kconfig --
config FIRMWARE
	string "The firmware to load"
`},
	Good: lint.Example{Files: `-- drivers/Makefile --
ifneq ($(CONFIG_FIRMWARE),)
obj-y += loader.o
endif
-- drivers/loader.c --
-- drivers/Kconfig --
config FIRMWARE
	string "The firmware to load"
`},
	Check: checkQuotedConfigString,
}

func checkQuotedConfigString(pass *lint.Pass) {
	for _, event := range pass.Events {
		if event.Function != "ifeq" && event.Function != "ifneq" {
			continue
		}
		for i, side := range event.Args {
			words := pass.Words(side)
			if len(words) == 1 && words[0].When == cond.True && pass.Tree.World.UnknownInText(words[0].Text) == nil {
				checkQuotes(pass, event, words[0], event.Args[1-i])
			}
		}
	}
}

// checkQuotes looks at a text and at what it is compared with.
func checkQuotes(pass *lint.Pass, event *eval.Event, text eval.Word, other *eval.Value) {
	unquoted := pass.Tree.Version.AtLeast(5, 17)
	symbol := stringSymbol(pass, other)
	switch quoted := isQuoted(text.Text); {
	case quoted && (symbol == "" || unquoted):
		reportQuoted(pass, event, text, symbol, other)
	case !quoted && !unquoted && symbol != "":
		pass.Report(lint.Finding{
			Place: text.Place, When: event.When,
			Message: symbol + " is a text in quotes before 5.17, and compared with one without",
			Effect:  neverEffects[event.Function],
		})
	}
}

// isQuoted reports whether a text has quotes around it.
func isQuoted(text string) bool {
	inner, opened := strings.CutPrefix(text, `"`)
	return opened && strings.HasSuffix(inner, `"`)
}

// stringSymbol returns the string symbol that a value is, "" for any other
// value.
func stringSymbol(pass *lint.Pass, value *eval.Value) string {
	if symbol := valueSymbol(pass, value); typeOfSymbol(pass, symbol) == kconfig.String {
		return symbol
	}
	return ""
}

// valueSymbol returns the symbol whose unknown text a value is, "" for any
// other value.
func valueSymbol(pass *lint.Pass, value *eval.Value) string {
	words := pass.Words(value)
	if len(words) != 1 {
		return ""
	}
	before, unknown := pass.Tree.World.EndsUnknown(words[0].Text)
	if before != "" || unknown == nil {
		return ""
	}
	return unknown.Symbol
}

// typeOfSymbol returns the type of a symbol, Untyped for what is none.
func typeOfSymbol(pass *lint.Pass, name string) kconfig.Type {
	symbol, ok := strings.CutPrefix(name, "CONFIG_")
	model := pass.Tree.Kconfig()
	if !ok || model == nil || !model.Defined(symbol) {
		return kconfig.Untyped
	}
	return model.Symbol(symbol).Type()
}

// reportQuoted reports a text in quotes that is compared with a symbol of any
// type. Who compares the symbol with nothing as well is prepared for both.
func reportQuoted(pass *lint.Pass, event *eval.Event, text eval.Word, symbol string, other *eval.Value) {
	symbols, why := []string{symbol}, "since 5.17 the value has no quotes"
	if symbol == "" {
		why = "its value has no quotes"
		if symbols = unquotedSymbols(pass, other, text.Text); len(symbols) == 0 {
			return
		}
	} else if asksForNothing(pass, symbol) {
		return
	}
	finding := lint.Finding{
		Place: text.Place, When: event.When, Related: stepNotes(event),
		Message: strings.Join(symbols, "") + " is compared with " + text.Text + ": " + why,
		Effect:  neverEffects[event.Function],
	}
	if isOperand(text, event) {
		inner := text.Text[1 : len(text.Text)-1]
		title := "write " + inner
		if inner == "" {
			title = "compare with nothing"
		}
		finding.Fixes = []lint.Repair{{Title: title, Edits: []source.Edit{{Place: text.Place, Text: inner}}}}
	}
	pass.Report(finding)
}

// unquotedSymbols returns the one symbol that a value is if it is a bool, a
// tristate or a number. Without Kconfig only what is compared tells which.
func unquotedSymbols(pass *lint.Pass, value *eval.Value, text string) []string {
	symbol := valueSymbol(pass, value)
	if typ := typeOfSymbol(pass, symbol); typ == kconfig.Int || typ == kconfig.Hex {
		return []string{symbol}
	}
	symbols := switchesOf(pass, value)
	if len(symbols) != 1 || pass.Tree.Kconfig() == nil && text != `"y"` && text != `"m"` {
		return nil
	}
	return symbols
}

// asksForNothing reports whether a makefile compares a symbol with nothing too.
func asksForNothing(pass *lint.Pass, symbol string) bool {
	for _, event := range pass.Events {
		if event.Function != "ifeq" && event.Function != "ifneq" {
			continue
		}
		for i, side := range event.Args {
			if len(pass.Words(side)) == 0 && valueSymbol(pass, event.Args[1-i]) == symbol {
				return true
			}
		}
	}
	return false
}
