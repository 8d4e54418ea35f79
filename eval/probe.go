package eval

import (
	"strings"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/parser"
	"github.com/kbuildlint/kbuildlint/source"
)

// A probe is shell text whose outcome is one of two texts known beforehand:
// "if (...); then echo A; else echo B; fi", as try-run of
// scripts/Makefile.compiler has it, or "test ... && echo A". It is recognised
// by its shape, before its parts are expanded, because the command it runs may
// hold every flag of the build.
type probe struct {
	yes, no []parser.Part
}

// probeOf returns the probe that an argument of $(shell) is.
func probeOf(text *parser.Text) (probe, bool) {
	if !strings.Contains(text.Raw, "echo ") {
		return probe{}, false
	}
	parts := joinLiterals(text.Parts)
	if yes, no, ok := conditionalEcho(parts); ok {
		return probe{yes, no}, true
	}
	return testEcho(parts)
}

// joinLiterals makes one literal of those that follow each other, as the two
// sides of a folded line do.
func joinLiterals(parts []parser.Part) []parser.Part {
	var joined []parser.Part
	for _, part := range parts {
		literal, ok := part.(*parser.Literal)
		last, before := lastLiteral(joined)
		if !ok || !before {
			joined = append(joined, part)
			continue
		}
		span := source.Span{Start: last.Span.Start, End: literal.Span.End}
		joined[len(joined)-1] = &parser.Literal{Extent: parser.Extent{Span: span}, Value: last.Value + literal.Value}
	}
	return joined
}

func lastLiteral(parts []parser.Part) (*parser.Literal, bool) {
	if len(parts) == 0 {
		return nil, false
	}
	literal, ok := parts[len(parts)-1].(*parser.Literal)
	return literal, ok
}

// conditionalEcho finds what "then echo" and "else echo" print.
func conditionalEcho(parts []parser.Part) (yes, no []parser.Part, ok bool) {
	parts, ok = skipText(parts, "; then echo ")
	if !ok {
		return nil, nil, false
	}
	yes, parts, ok = until(parts, "; else echo ")
	if !ok {
		return nil, nil, false
	}
	no, _, ok = until(parts, "; fi")
	return yes, no, ok && isPlain(yes) && isPlain(no)
}

// testEcho finds what "test ... && echo A || echo B" prints.
func testEcho(parts []parser.Part) (probe, bool) {
	if len(parts) == 0 {
		return probe{}, false
	}
	first, ok := parts[0].(*parser.Literal)
	if !ok || !strings.HasPrefix(strings.TrimLeft(first.Value, " "), "test ") &&
		!strings.HasPrefix(strings.TrimLeft(first.Value, " "), "[ ") {
		return probe{}, false
	}
	parts, ok = skipText(parts, " && echo ")
	if !ok {
		return probe{}, false
	}
	if yes, rest, both := until(parts, " || echo "); both {
		return probe{yes, rest}, isPlain(yes) && isPlain(rest)
	}
	return probe{yes: parts}, isPlain(parts)
}

// skipText returns the parts behind a marker in literal text.
func skipText(parts []parser.Part, marker string) ([]parser.Part, bool) {
	_, rest, ok := until(parts, marker)
	return rest, ok
}

// until splits parts at a marker in literal text.
func until(parts []parser.Part, marker string) (before, after []parser.Part, found bool) {
	for i, part := range parts {
		literal, ok := part.(*parser.Literal)
		if !ok {
			continue
		}
		at := strings.Index(literal.Value, marker)
		if at < 0 {
			continue
		}
		before = append(parts[:i:i], cutLiteral(literal, 0, at))
		after = append([]parser.Part{cutLiteral(literal, at+len(marker), len(literal.Value))}, parts[i+1:]...)
		return before, after, true
	}
	return nil, nil, false
}

func cutLiteral(literal *parser.Literal, start, end int) *parser.Literal {
	short := &parser.Literal{Extent: literal.Extent, Value: literal.Value[start:end]}
	if literal.Span.Len() == len(literal.Value) {
		short.Span = source.Span{Start: literal.Span.Start + start, End: literal.Span.Start + end}
	}
	return short
}

// isPlain reports whether literal text prints as it stands, but for quotes
// around the whole.
func isPlain(parts []parser.Part) bool {
	for _, part := range parts {
		if literal, ok := part.(*parser.Literal); ok && strings.ContainsAny(literal.Value, "'`$;&|<>()\\*?") {
			return false
		}
	}
	return true
}

// probed returns the one text where the probe succeeds and the other where it
// fails. Two probes are the same if the same calls led to them.
func (p *Process) probed(found probe, s site) *Value {
	yes := p.echoed(found.yes, s)
	no := p.echoed(found.no, s)
	var key strings.Builder
	key.WriteString("probe")
	for _, step := range p.steps {
		key.WriteByte(1)
		key.WriteString(step.Written().Text())
	}
	label := "a probe of the tools succeeds"
	for _, value := range []*Value{yes, no} {
		text, ok := value.constant()
		if ok && text != "" && !hasUnknown(text) && text != "y" && text != "n" {
			label = "the probe for " + shorten(text) + " succeeds"
			key.WriteString("\x01" + text)
			break
		}
	}
	success := p.world.opaque(key.String(), label, func(*instance) (bool, bool) { return false, false })
	var b builder
	b.addValue(yes, success)
	b.addValue(no, p.space.Not(success))
	return b.value()
}

// echoed expands what a probe prints; echo drops quotes and folds blanks.
func (p *Process) echoed(parts []parser.Part, s site) *Value {
	unquoted := substPieces(p.expandParts(parts, s.file, s.when), `"`, "")
	return wordsValue(p.world.wordsUnder(unquoted, cond.True))
}
