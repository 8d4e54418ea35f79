package kconfig

import (
	"slices"
	"strings"

	"github.com/kbuildlint/kbuildlint/source"
)

// A Reason is something that the Kconfig files say, with the place where.
type Reason struct {
	Place source.Place
	Text  string
}

// An explainer says what claims say of some architectures.
type explainer struct {
	model  *Model
	arches ArchSet
	// limited are the symbols with a dependency among the claims.
	limited map[*Symbol]bool
}

// explain returns what claims say, in their order. That a symbol has a limit is
// said of one without a prompt, or where no dependency says more.
func (m *Model) explain(claims []claim, arches ArchSet) []Reason {
	e := explainer{model: m, arches: arches, limited: map[*Symbol]bool{}}
	for _, said := range claims {
		if said.kind == dependsClaim || said.kind == promptClaim {
			e.limited[said.symbol] = true
		}
	}
	all := []Reason{}
	for _, said := range claims {
		if said.kind == limitClaim && e.limited[said.symbol] && said.symbol.hasPrompt() {
			continue
		}
		if reason := e.reason(said); !slices.Contains(all, reason) {
			all = append(all, reason)
		}
	}
	return all
}

// hasPrompt reports whether the user can set a symbol somewhere.
func (s *Symbol) hasPrompt() bool {
	return slices.ContainsFunc(s.Definitions, func(d *Definition) bool { return d.Prompt != nil })
}

func (e *explainer) reason(c claim) Reason {
	switch c.kind {
	case dependsClaim:
		return Reason{c.condition.Place, c.name() + " depends on " + short(c.condition.String())}
	case promptClaim:
		return Reason{c.condition.Place, "the prompt of " + c.name() + " demands " + short(c.condition.String())}
	case selectClaim:
		text := c.name() + " selects CONFIG_" + c.selection.Symbol
		if c.selection.If != nil {
			text += " if " + short(c.selection.If.String())
		}
		return Reason{c.selection.Place, text}
	case oneClaim:
		return Reason{c.choice.Place, "one symbol of this choice at most is y"}
	case takenClaim:
		return Reason{c.choice.Place, "one symbol of this choice is y"}
	case modulesClaim:
		return Reason{e.modulesPlace(), "without modules nothing is m"}
	case limitClaim, defaultClaim:
	}
	return Reason{e.definition(c.symbol).Place, c.name() + " " + e.setBy(c.symbol, c.kind)}
}

func (c claim) name() string { return "CONFIG_" + c.symbol.Name }

// modulesPlace returns where the symbol stands that allows modules.
func (e *explainer) modulesPlace() source.Place {
	for _, d := range e.model.modules {
		if d.Arches.Overlaps(e.arches) {
			return d.Place
		}
	}
	return source.Place{}
}

// definition returns the first definition of a symbol on the architectures.
func (e *explainer) definition(s *Symbol) *Definition {
	for _, d := range s.Definitions {
		if d.Arches.Overlaps(e.arches) {
			return d
		}
	}
	return s.Definitions[0]
}

// maxReason bounds the text of a condition, and of what sets a symbol.
const maxReason = 200

func short(text string) string {
	if len(text) <= maxReason {
		return text
	}
	return text[:maxReason] + "..."
}

// setBy says what gives a symbol its value.
func (e *explainer) setBy(s *Symbol, kind claimKind) string {
	before := "has no prompt: "
	if s.hasPrompt() {
		if kind == limitClaim {
			return "is not set by anything else"
		}
		before = "where its prompt is hidden: "
	}
	sources := e.sources(s)
	switch {
	case len(sources) > 0:
		return before + short(strings.Join(slices.Compact(sources), ", "))
	case len(s.SelectedBy) > 0:
		return before + "no default, and on " + strings.Join(e.model.Names(e.arches), ", ") + " nothing selects it"
	}
	return before + "no default, and nothing selects it"
}

// sources returns what a symbol has from others than the user.
func (e *explainer) sources(s *Symbol) []string {
	var sources []string
	for _, d := range s.Definitions {
		for _, def := range d.Defaults {
			if !d.Arches.Overlaps(e.arches) {
				continue
			}
			text := "default " + def.Value.String()
			if when := conjunction(d.Depends, def.If); when != nil {
				text += " if " + when.String()
			}
			sources = append(sources, text)
		}
	}
	first := "selected by "
	for _, selection := range s.SelectedBy {
		if !selection.By.Arches.Overlaps(e.arches) {
			continue
		}
		text := first + "CONFIG_" + selection.By.Symbol.Name
		if selection.If != nil {
			text += " if " + selection.If.String()
		}
		sources, first = append(sources, text), ""
	}
	return sources
}
