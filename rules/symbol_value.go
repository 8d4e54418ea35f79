package rules

import (
	"slices"
	"strings"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/eval"
	"github.com/kbuildlint/kbuildlint/kbuild"
	"github.com/kbuildlint/kbuildlint/kconfig"
	"github.com/kbuildlint/kbuildlint/lint"
)

// switchesOf returns the symbols that a value is made of if they are bools and
// tristates that Kconfig alone sets, and nothing else decides it.
func switchesOf(pass *lint.Pass, value *eval.Value) []string {
	symbols := treeSwitches(pass.Tree, value)
	for _, a := range pass.Process.Assignments {
		if slices.Contains(symbols, a.Name) {
			return nil // Who assigns to it may do so on the command line.
		}
	}
	return symbols
}

// treeSwitches is switchesOf for symbols that may be assigned to as well.
func treeSwitches(tree *kbuild.Tree, value *eval.Value) []string {
	alternatives, ok := tree.World.Alternatives(value, cond.True)
	if !ok {
		return nil
	}
	space := tree.World.Space
	var symbols []string
	for _, alternative := range alternatives {
		if strings.Trim(alternative.Text, "ym ") != "" {
			return nil
		}
		for _, domain := range space.Support(alternative.When) {
			name := space.Name(domain)
			if !isSwitch(tree, name) {
				return nil
			}
			symbols = append(symbols, name)
		}
	}
	slices.Sort(symbols)
	return slices.Compact(symbols)
}

// isSwitch reports whether a name is that of a bool or a tristate. Without
// Kconfig each symbol is taken for one.
func isSwitch(tree *kbuild.Tree, name string) bool {
	symbol, ok := strings.CutPrefix(name, "CONFIG_")
	model := tree.Kconfig()
	if !ok || model == nil {
		return ok
	}
	if !model.Defined(symbol) {
		return false
	}
	typ := model.Symbol(symbol).Type()
	return typ == kconfig.Bool || typ == kconfig.Tristate
}

// isOperand reports whether a word is written in the directive that compares
// it, as it is.
func isOperand(word eval.Word, event *eval.Event) bool {
	inside := word.Place.File == event.Place.File && event.Place.Span.Start <= word.Place.Span.Start &&
		word.Place.Span.End <= event.Place.Span.End
	return inside && strings.HasPrefix(event.Function, "if") && word.Place.Text() == word.Text
}
