package report

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
)

// Values holds what variables hold at the end of makefiles: by the path of the
// makefile or directory, relative to the root, then by the name of the variable.
type Values map[string]map[string]Value

// A Value is what one variable holds.
type Value struct {
	// Flavor is recursive or simple, in the words of GNU Make.
	Flavor  string
	Content Content
}

// Content is Exact, Words or Unknown.
//
//sumtype:decl
type Content interface{ content() }

type (
	// Exact is the text in one configuration, blanks included.
	Exact string

	// Words are those of all configurations.
	Words []Word

	// Unknown is the reason why nothing can be said.
	Unknown string
)

func (Exact) content()   {}
func (Words) content()   {}
func (Unknown) content() {}

// A Word is one word of a variable.
type Word struct {
	Text string `json:"text"`
	// When is the condition in words, "" when the word is always there.
	When string `json:"when"`
	// Path, relative to the root, Line and Column are where it was written.
	Path   string `json:"path"`
	Line   int    `json:"line"`
	Column int    `json:"column"`
}

// ValuesJSON writes variables for programs.
func ValuesJSON(w io.Writer, values Values) error {
	if values == nil {
		values = Values{}
	}
	return WriteJSON(w, values)
}

// MarshalJSON writes the flavor and one field that depends on the content.
func (v Value) MarshalJSON() ([]byte, error) {
	var fields struct {
		Flavor  string  `json:"flavor"`
		Value   *Exact  `json:"value,omitempty"`
		Words   Words   `json:"words,omitzero"`
		Unknown Unknown `json:"unknown,omitempty"`
	}
	fields.Flavor = v.Flavor
	switch content := v.Content.(type) {
	case Exact:
		fields.Value = &content
	case Words:
		fields.Words = append(Words{}, content...)
	case Unknown:
		fields.Unknown = content
	}
	encoded, err := json.Marshal(fields)
	if err != nil {
		return nil, fmt.Errorf("encode value: %w", err)
	}
	return encoded, nil
}

// ValuesText writes variables for people. The paths are of tree 0.
func ValuesText(w io.Writer, values Values, o TextOptions) error {
	t := newTextWriter(w, o)
	for i, path := range slices.Sorted(maps.Keys(values)) {
		if i > 0 {
			t.line("")
		}
		t.line("%s", t.palette.place.Sprint(Escape(t.path(0, path)), ":"))
		for _, name := range slices.Sorted(maps.Keys(values[path])) {
			t.value(name, values[path][name])
		}
	}
	return t.flush()
}

// value writes one variable: an exact text in quotes, since its blanks count,
// or a word a line.
func (t *textWriter) value(name string, v Value) {
	head := fmt.Sprintf("  %s (%s):", t.palette.label.Sprint(Escape(name)), Escape(v.Flavor))
	switch content := v.Content.(type) {
	case Exact:
		t.line("%s %q", head, string(content))
	case Unknown:
		t.line("%s unknown: %s", head, Escape(string(content)))
	case Words:
		if len(content) == 0 {
			t.line("%s empty", head)
			return
		}
		t.line("%s", head)
		for _, word := range content {
			t.word(word)
		}
	}
}

// word writes a word with its place and, if it is not always there, its condition.
func (t *textWriter) word(w Word) {
	place := fmt.Sprintf("%s:%d:%d", Escape(t.path(0, w.Path)), w.Line, w.Column)
	line := fmt.Sprintf("    %s  %s", Escape(w.Text), t.palette.rule.Sprint(place))
	if w.When != "" {
		line += "  when " + Escape(w.When)
	}
	t.line("%s", line)
}
