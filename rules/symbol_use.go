package rules

import (
	"strings"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/kbuild"
	"github.com/kbuildlint/kbuildlint/kconfig"
	"github.com/kbuildlint/kbuildlint/lint"
	"github.com/kbuildlint/kbuildlint/source"
)

// A symbolUse is a place where a makefile refers to a configuration symbol.
type symbolUse struct {
	// symbol is the name without CONFIG_.
	symbol string
	place  source.Place
	when   cond.Cond
	steps  []lint.Note
}

// symbolUses returns the references to symbols in a makefile, each place once:
// those that reading it and expanding its recipes makes, and those that stand
// in the variables it sets. A name that is put together counts only where make
// does so, for its parts may be parameters. The kinds of build have the same
// symbols, so that the first one is enough.
func symbolUses(pass *lint.Pass) []symbolUse {
	type key struct{}
	return lint.Remember(pass, key{}, func() []symbolUse { return findSymbolUses(pass) })
}

func findSymbolUses(pass *lint.Pass) []symbolUse {
	if pass.Build != pass.Unit.Builds[0] {
		return nil
	}
	read := len(pass.Events)
	if pass.Unit.Role == kbuild.DirectoryRole {
		pass.ExpandAll()
	}
	var uses []symbolUse
	index := map[source.Place]int{}
	for n, event := range pass.Events {
		symbol, ok := strings.CutPrefix(event.Symbol, "CONFIG_")
		if !ok || symbol == "" || n >= read && !strings.Contains(event.Place.Text(), event.Symbol) {
			continue
		}
		i, known := index[event.Place]
		if known && uses[i].symbol == symbol {
			uses[i].when = pass.Space().Or(uses[i].when, event.When)
			continue
		}
		index[event.Place] = len(uses)
		uses = append(uses, symbolUse{symbol, event.Place, event.When, stepNotes(event)})
	}
	return uses
}

// definitionNote points at the first definition of a symbol that has one.
func definitionNote(model *kconfig.Model, symbol string) lint.Note {
	return lint.Note{
		Place: model.Symbol(symbol).Definitions[0].Place, Message: "CONFIG_" + symbol + " is defined here",
	}
}
