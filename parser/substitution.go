package parser

import (
	"strings"

	"github.com/kbuildlint/kbuildlint/source"
)

// substitution adds a reference as a substitution reference, if a colon and
// then "=" in the literals of its name make it one. GNU Make looks for both
// after expanding the name; what references in it hold is unknown here.
func (t *texts) substitution(f *flat, ref *Ref) bool {
	name, rest, found := t.cut(f, ref.Name, ':')
	if !found {
		return false
	}
	pattern, replacement, found := t.cut(f, rest, '=')
	if !found {
		return false
	}
	subst := t.substs.one()
	subst.Span = ref.Span
	subst.Name, subst.Pattern, subst.Replacement = name, pattern, replacement
	t.stack = append(t.stack, subst)
	return true
}

// cut splits text at the first stop in its literals.
func (t *texts) cut(f *flat, text Text, stop byte) (before, after Text, found bool) {
	for n, part := range text.Parts {
		literal, ok := part.(*Literal)
		if !ok || len(literal.Value) != literal.Span.Len() {
			continue
		}
		k := strings.IndexByte(literal.Value, stop)
		if k < 0 {
			continue
		}
		at := literal.Span.Start + k
		raw := f.find(at) - f.find(text.Span.Start)
		before = Text{Span: source.Span{Start: text.Span.Start, End: at}, Raw: text.Raw[:raw], Err: text.Err}
		after = Text{Span: source.Span{Start: at + 1, End: text.Span.End}, Raw: text.Raw[raw+1:], Err: text.Err}
		mark := len(t.stack)
		t.stack = append(t.stack, text.Parts[:n]...)
		t.piece(source.Span{Start: literal.Span.Start, End: at}, literal.Value[:k])
		before.Parts = t.pop(mark)
		t.piece(source.Span{Start: at + 1, End: literal.Span.End}, literal.Value[k+1:])
		t.stack = append(t.stack, text.Parts[n+1:]...)
		after.Parts = t.pop(mark)
		return before, after, true
	}
	return text, Text{}, false
}

// piece adds a piece of a literal, unless it is empty.
func (t *texts) piece(span source.Span, value string) {
	if value == "" {
		return
	}
	l := t.literals.one()
	l.Span, l.Value = span, value
	t.stack = append(t.stack, l)
}
