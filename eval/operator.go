package eval

import (
	"github.com/kbuildlint/kbuildlint/parser"
	"github.com/kbuildlint/kbuildlint/source"
)

// immediate turns ":::=" into a recursive value whose "$" are escaped.
func (p *Process) immediate(a assignment) assignment {
	value := p.expand(a.text, a.file, a.when)
	a.value = substPieces(value, "$", "$$")
	text, ok := a.value.constant()
	if !ok || hasUnknown(text) {
		a.text = nil
		return a
	}
	file := source.Derive(text, []source.Segment{{
		Span: source.Span{End: len(text)}, Place: source.Place{File: a.file, Span: a.text.Span},
	}})
	parsed := p.options.Version.ParseText(file, source.Span{End: len(text)}, parser.ModeValue)
	a.text, a.file, a.value = &parsed, file, nil
	return a
}

// shellAssignment turns "!=" into what the shell would print.
func (p *Process) shellAssignment(a assignment) assignment {
	command := p.expand(a.text, a.file, a.when)
	place := source.Place{File: a.file, Span: a.text.Span}
	a.value = p.shell(command, site{file: a.file, place: place, when: a.when})
	a.text = nil
	return a
}
