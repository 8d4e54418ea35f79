package eval

import "strings"

// A pattern is text with at most one "%" that matches any text, the stem (GNU
// Make manual, "Introduction to Pattern Rules"). A backslash before the "%"
// makes it stand for itself.
type pattern struct {
	prefix, suffix string
	wild           bool
}

// parsePattern reads a pattern. As in GNU Make, backslashes before the first
// unescaped "%" lose their force, two of them being one; behind it they are
// ordinary.
func parsePattern(text string) pattern {
	if !strings.Contains(text, "%") {
		return pattern{prefix: text}
	}
	var prefix strings.Builder
	for i := 0; i < len(text); i++ {
		if text[i] == '%' {
			return pattern{prefix: prefix.String(), suffix: text[i+1:], wild: true}
		}
		slashes := 0
		for i+slashes < len(text) && text[i+slashes] == '\\' {
			slashes++
		}
		if slashes == 0 {
			prefix.WriteByte(text[i])
			continue
		}
		i += slashes - 1
		if i+1 == len(text) || text[i+1] != '%' {
			prefix.WriteString(strings.Repeat(`\`, slashes))
			continue
		}
		prefix.WriteString(strings.Repeat(`\`, slashes/2))
		if slashes%2 == 1 {
			prefix.WriteByte('%')
			i++
		}
	}
	return pattern{prefix: prefix.String()}
}

// text returns a pattern without a wild "%" as the text it matches.
func (p pattern) text() string { return p.prefix }

// matches reports whether a word matches the pattern.
func (p pattern) matches(word string) bool {
	_, ok := p.stem(word)
	return ok
}

// stem returns the part of the word that the "%" matches.
func (p pattern) stem(word string) (string, bool) {
	if !p.wild {
		return "", word == p.prefix
	}
	if len(word) < len(p.prefix)+len(p.suffix) || !strings.HasPrefix(word, p.prefix) ||
		!strings.HasSuffix(word, p.suffix) {
		return "", false
	}
	return word[len(p.prefix) : len(word)-len(p.suffix)], true
}

// with returns the pattern with its "%" replaced by the stem.
func (p pattern) with(stem string) string {
	if !p.wild {
		return p.prefix
	}
	return p.prefix + stem + p.suffix
}

// substitute returns the replacement for a word that matches; a word that does
// not match stays.
func (p pattern) substitute(replacement pattern, word string) string {
	stem, ok := p.stem(word)
	if !ok {
		return word
	}
	return replacement.with(stem)
}
