package report

import (
	"io"
	"strings"

	"github.com/kbuildlint/kbuildlint/lint"
)

// A Symbol tells where a configuration symbol is defined and what it builds.
type Symbol struct {
	Tree lint.Tree
	// Name begins with CONFIG_.
	Name        string
	Definitions []Definition
	SelectedBy  []Selection
	Uses        []Use
}

// A Definition is an entry of a Kconfig file.
type Definition struct {
	lint.Range
	// Type is bool, tristate, int, hex, string, or "" where the entry has none.
	Type string
	// Prompt is what the user is asked, "" for nothing.
	Prompt string
	// DependsOn is the condition of the entry with that of the menus around it,
	// as Kconfig writes it, "" for none.
	DependsOn string
	// Arches are the architectures that read the entry, none for all.
	Arches []string
}

// A Selection is a select of another symbol, whose name is in By without
// CONFIG_, and its condition as Kconfig writes it.
type Selection struct {
	lint.Range
	By, If string
}

// A Use is a word of a makefile that depends on the symbol: what kind of
// product it is about, the path it names, and its condition in words.
type Use struct {
	lint.Range
	Kind, Name, When string
}

// usePhrases are the kinds of products as they stand before a path.
var usePhrases = map[string]string{
	"host-program": "host program",
	"user-program": "user program",
	"device-tree":  "device tree",
	"visit":        "directory",
}

// SymbolText writes all about a symbol for people.
func SymbolText(w io.Writer, s *Symbol, o TextOptions) error {
	t := newTextWriter(w, o)
	t.line("%s", t.palette.place.Sprint(Escape(s.Name)))
	for _, d := range s.Definitions {
		t.definition(d)
	}
	for _, selection := range s.SelectedBy {
		text := "selected by " + Escape(selection.By)
		if selection.If != "" {
			text += " if " + Escape(selection.If)
		}
		t.line("  %s %s", t.palette.rule.Sprint(t.place(0, selection.Range), ":"), text)
	}
	t.line("")
	if len(s.Uses) == 0 {
		t.line("  no list of a makefile depends on it")
		return t.flush()
	}
	for _, use := range s.Uses {
		kind, known := usePhrases[use.Kind]
		if !known {
			kind = use.Kind
		}
		place := t.palette.rule.Sprint(t.place(0, use.Range), ":")
		t.line("  %s %s %s%s", place, Escape(kind), Escape(use.Name), t.condition(use.When))
	}
	return t.flush()
}

// definition writes an entry of Kconfig.
func (t *textWriter) definition(d Definition) {
	text := "defined"
	if d.Type != "" {
		text += " as " + Escape(d.Type)
	}
	if d.Prompt != "" {
		text += ": " + Escape(d.Prompt)
	}
	t.line("  %s %s", t.palette.rule.Sprint(t.place(0, d.Range), ":"), text)
	if d.DependsOn != "" {
		t.line("    depends on %s", Escape(d.DependsOn))
	}
	if len(d.Arches) > 0 {
		t.line("    on %s", Escape(strings.Join(d.Arches, ", ")))
	}
}

// The types of docs/why.schema.json for a symbol. No array is ever null.
type (
	jsonSymbol struct {
		Version     int              `json:"version"`
		Tree        jsonTree         `json:"tree"`
		Symbol      string           `json:"symbol"`
		Definitions []jsonDefinition `json:"definitions"`
		SelectedBy  []jsonSelection  `json:"selectedBy"`
		Uses        []jsonUse        `json:"uses"`
	}

	jsonDefinition struct {
		jsonRange
		Type          string   `json:"type"`
		Prompt        string   `json:"prompt"`
		DependsOn     string   `json:"dependsOn"`
		Architectures []string `json:"architectures"`
	}

	jsonSelection struct {
		jsonRange
		By string `json:"by"`
		If string `json:"if"`
	}

	jsonUse struct {
		jsonRange
		Kind string `json:"kind"`
		Name string `json:"name"`
		When string `json:"when"`
	}
)

// SymbolJSON writes all about a symbol for programs.
func SymbolJSON(w io.Writer, s *Symbol) error {
	return WriteJSON(w, jsonSymbol{
		Version: jsonVersion, Tree: jsonTree(s.Tree), Symbol: s.Name,
		Definitions: each(s.Definitions, func(d Definition) jsonDefinition {
			return jsonDefinition{jsonRange(d.Range), d.Type, d.Prompt, d.DependsOn, each(d.Arches, same)}
		}),
		SelectedBy: each(s.SelectedBy, func(s Selection) jsonSelection {
			return jsonSelection{jsonRange(s.Range), s.By, s.If}
		}),
		Uses: each(s.Uses, func(u Use) jsonUse { return jsonUse{jsonRange(u.Range), u.Kind, u.Name, u.When} }),
	})
}
