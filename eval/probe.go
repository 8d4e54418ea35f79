package eval

import "strings"

// probe recognises the two shapes of shell text whose outcome is one of two
// texts known beforehand: "if (...); then echo A; else echo B; fi", as
// try-run of scripts/Makefile.compiler has it, and "test ... && echo A".
func probe(command string) (yes, no string, ok bool) {
	text := strings.Join(fields(command), " ")
	if tail, found := strings.CutSuffix(text, "; fi"); found {
		return conditionalEcho(tail)
	}
	head, echo, found := strings.Cut(text, " && echo ")
	if !found || !(strings.HasPrefix(head, "test ") || strings.HasPrefix(head, "[ ")) {
		return "", "", false
	}
	no = ""
	if first, second, both := strings.Cut(echo, " || echo "); both {
		echo, no = first, second
	}
	yes, okYes := echoed(echo)
	no, okNo := echoed(no)
	return yes, no, okYes && okNo
}

func conditionalEcho(text string) (yes, no string, ok bool) {
	at := strings.LastIndex(text, "; then echo ")
	if at < 0 {
		return "", "", false
	}
	yes, no, _ = strings.Cut(text[at+len("; then echo "):], "; else echo ")
	yes, okYes := echoed(yes)
	no, okNo := echoed(no)
	return yes, no, okYes && okNo
}

// echoed returns what echo prints of one plain or quoted argument list.
func echoed(text string) (string, bool) {
	text = trimBlanks(text)
	if len(text) >= 2 && text[0] == '"' && text[len(text)-1] == '"' {
		text = text[1 : len(text)-1]
	}
	if strings.ContainsAny(text, "\"'`$;&|<>()\\*?") {
		return "", false
	}
	return text, true
}

// probed returns the one text where the probe succeeds and the other where it
// fails.
func (p *Process) probed(command, yes, no string, s site) *Value {
	label := "the probe " + shorten(p.world.Readable(trimBlanks(command))) + " succeeds"
	success := p.world.opaque("probe\x01"+command, label, func(c *instance) (bool, bool) {
		return false, false
	})
	var b builder
	if yes != "" {
		b.add(Piece{Text: yes, When: success, Place: s.place})
	}
	if no != "" {
		b.add(Piece{Text: no, When: p.space.Not(success), Place: s.place})
	}
	return b.value()
}
