package eval

import (
	"slices"
	"strings"

	"github.com/kbuildlint/kbuildlint/parser"
)

// trimmed returns a text without the blanks around it as it is written, as
// $(if), $(or) and $(and) take their tests. The text itself stays as it is.
func (w *World) trimmed(text *parser.Text) *parser.Text {
	raw := text.Raw
	if raw == "" || !isBlank(raw[0]) && !isBlank(raw[len(raw)-1]) {
		return text
	}
	short, ok := w.trims[text]
	if !ok {
		short = trim(text)
		w.trims[text] = short
	}
	return short
}

func trim(text *parser.Text) *parser.Text {
	short := *text
	short.Raw = trimBlanks(text.Raw)
	short.Parts = slices.Clone(text.Parts)
	for len(short.Parts) > 0 {
		if literal, ok := trimPart(short.Parts[0], trimLeft); ok && literal.Value == "" {
			short.Parts = short.Parts[1:]
			continue
		} else if ok {
			short.Parts[0] = literal
		}
		break
	}
	for n := len(short.Parts); n > 0; n = len(short.Parts) {
		if literal, ok := trimPart(short.Parts[n-1], trimRight); ok && literal.Value == "" {
			short.Parts = short.Parts[:n-1]
			continue
		} else if ok {
			short.Parts[n-1] = literal
		}
		break
	}
	return &short
}

func trimPart(part parser.Part, trim func(*parser.Literal)) (*parser.Literal, bool) {
	literal, ok := part.(*parser.Literal)
	if !ok {
		return nil, false
	}
	short := *literal
	trim(&short)
	return &short, true
}

func trimLeft(literal *parser.Literal) {
	value := strings.TrimLeftFunc(literal.Value, isBlankRune)
	if literal.Span.Len() == len(literal.Value) {
		literal.Span.Start += len(literal.Value) - len(value)
	}
	literal.Value = value
}

func trimRight(literal *parser.Literal) {
	value := strings.TrimRightFunc(literal.Value, isBlankRune)
	if literal.Span.Len() == len(literal.Value) {
		literal.Span.End -= len(literal.Value) - len(value)
	}
	literal.Value = value
}
