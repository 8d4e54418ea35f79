package eval

import (
	"strings"
)

func substText(from, to, text string) string {
	if from == "" {
		return text + to
	}
	return strings.ReplaceAll(text, from, to)
}

// patsubstText follows GNU Make in its blanks: without a "%" the text keeps
// them, with one the words are joined by single blanks.
func patsubstText(pattern, replacement, text string) string {
	p := parsePattern(pattern)
	if !p.wild {
		return substWords(p.text(), replacement, text)
	}
	var out []string
	for _, word := range fields(text) {
		changed := p.substitute(parsePattern(replacement), word)
		if changed != "" || replacement != "" {
			out = append(out, changed)
		}
	}
	return strings.Join(out, " ")
}

// substWords replaces each occurrence of from that stands between blanks. As
// in GNU Make from may hold blanks itself, and the empty text is found behind
// blanks at the end.
func substWords(from, to, text string) string {
	var out strings.Builder
	for pos := 0; ; {
		at := nextOccurrence(text, from, pos)
		if at < 0 {
			out.WriteString(text[pos:])
			return out.String()
		}
		out.WriteString(text[pos:at])
		end := at + len(from)
		if (at == 0 || isBlank(text[at-1])) && (end == len(text) || isBlank(text[end])) {
			out.WriteString(to)
		} else {
			out.WriteString(from)
		}
		if pos = end; pos == len(text) {
			return out.String()
		}
	}
}

// nextOccurrence finds from in text behind pos; the empty text is found at the
// end of the next word.
func nextOccurrence(text, from string, pos int) int {
	if from != "" {
		at := strings.Index(text[pos:], from)
		if at >= 0 {
			at += pos
		}
		return at
	}
	for pos < len(text) && isBlank(text[pos]) {
		pos++
	}
	for pos < len(text) && !isBlank(text[pos]) {
		pos++
	}
	return pos
}
