package parser

import "github.com/kbuildlint/kbuildlint/source"

// A TextMode is the place a text was taken from, which decides what a
// backslash-newline and a "#" in it mean.
type TextMode int

const (
	// ModeValue is text as make holds it, such as the value of a variable:
	// nothing is folded.
	ModeValue TextMode = iota
	// ModeLine is a part of an ordinary line: continuations are folded and a
	// comment ends it.
	ModeLine
	// ModeDefine is the body of a define: continuations are folded.
	ModeDefine
	// ModeRecipe is a recipe line without its first recipe prefix, a tab.
	ModeRecipe
)

// ParseText reads a part of a file as text that make expands.
func (v Version) ParseText(file *source.File, span source.Span, mode TextMode) Text {
	f := flat{text: file.Slice(span), base: span.Start}
	p := parsers.Get().(*parser)
	p.version = v.OrDefault()
	switch mode {
	case ModeValue:
	case ModeLine:
		f = f.rewrite(join(f.text))
		f, _ = p.uncomment(f)
	case ModeDefine:
		f = f.rewrite(join(f.text))
	case ModeRecipe:
		f = f.rewrite(joinRecipe(f.text, '\t'))
	}
	text := p.text(&f, 0, len(f.text))
	p.release()
	return text
}
