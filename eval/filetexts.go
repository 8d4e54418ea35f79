package eval

import (
	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/parser"
	"github.com/kbuildlint/kbuildlint/source"
)

// The fileTexts of a file are what its texts are for every process, which is
// kept once a world.
type fileTexts struct {
	file      *source.File
	literals  map[*parser.Text]*Value
	templates map[*parser.Text]*Template
}

// textsOf returns what is kept of the texts of a file.
func (w *World) textsOf(file *source.File) *fileTexts {
	texts, ok := w.texts[file]
	if !ok {
		texts = &fileTexts{file: file, literals: map[*parser.Text]*Value{}, templates: map[*parser.Text]*Template{}}
		w.texts[file] = texts
	}
	return texts
}

// Forget drops what is kept of the texts of a file, which may be read again.
func (w *World) Forget(file *source.File) { delete(w.texts, file) }

// literal returns the value of a text without references.
func (t *fileTexts) literal(text *parser.Text) *Value {
	if value, ok := t.literals[text]; ok {
		return value
	}
	value := &Value{Pieces: make([]Piece, len(text.Parts))}
	for i, part := range text.Parts {
		literal := part.(*parser.Literal) //nolint:forcetypeassert // isLiteral was asked
		value.Pieces[i] = Piece{
			Text: literal.Value, When: cond.True,
			Place: source.Place{File: t.file, Span: literal.Span},
		}
	}
	t.literals[text] = value
	return value
}

// template returns the value of a recursive variable with a text.
func (t *fileTexts) template(text *parser.Text) *Template {
	template, ok := t.templates[text]
	if !ok {
		template = &Template{Text: text, File: t.file}
		t.templates[text] = template
	}
	return template
}
