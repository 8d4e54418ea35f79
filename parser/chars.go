package parser

import "strings"

// isBlank tells the blanks that GNU Make folds around a continuation.
func isBlank(c byte) bool { return c == ' ' || c == '\t' }

// isSpace tells the bytes that end a word in a makefile.
func isSpace(c byte) bool { return c == ' ' || '\t' <= c && c <= '\r' }

// skipSpace returns the first offset from i on that holds no white space.
func skipSpace(text string, i int) int {
	for i < len(text) && isSpace(text[i]) {
		i++
	}
	return i
}

// skipWord returns the offset of the first white space from i on.
func skipWord(text string, i int) int {
	for i < len(text) && !isSpace(text[i]) {
		i++
	}
	return i
}

// trim shrinks text[i:j] by the white space at both ends.
func trim(text string, i, j int) (start, end int) {
	for i < j && isSpace(text[i]) {
		i++
	}
	for i < j && isSpace(text[j-1]) {
		j--
	}
	return i, j
}

// trimBlanks returns j without the blanks before text[j].
func trimBlanks(text string, i, j int) int {
	for j > i && isBlank(text[j-1]) {
		j--
	}
	return j
}

// backslashes counts the backslashes right before text[i].
func backslashes(text string, i int) int {
	n := 0
	for n < i && text[i-n-1] == '\\' {
		n++
	}
	return n
}

// closing returns the bracket that closes open, 0 for any other byte.
func closing(open byte) byte {
	switch open {
	case '(':
		return ')'
	case '{':
		return '}'
	}
	return 0
}

// skipReference returns the offset behind the reference whose "$" is text[i].
// It counts brackets as the line reader does, which knows no functions; an
// unterminated reference reaches to the end.
func skipReference(text string, i int) int {
	if i+1 >= len(text) {
		return len(text)
	}
	open := text[i+1]
	end := closing(open)
	if end == 0 {
		return i + 2
	}
	depth := 1
	for i += 2; i < len(text); i++ {
		switch text[i] {
		case open:
			depth++
		case end:
			if depth--; depth == 0 {
				return i + 1
			}
		}
	}
	return len(text)
}

// findUnquoted returns the offset of the first byte of text that is in stops
// and not quoted by a backslash, or -1, and the edits that take away the
// backslashes it met before any of stops. A "$" among stops stands for whole
// references, which are skipped.
func findUnquoted(text, stops string) (at int, unquote []edit) {
	for i := 0; i < len(text); i++ {
		c := text[i]
		if strings.IndexByte(stops, c) < 0 {
			continue
		}
		if c == '$' {
			i = skipReference(text, i) - 1
			continue
		}
		n := backslashes(text, i)
		if n == 0 {
			return i, unquote
		}
		// Half of the backslashes stay, rounded down.
		if n%2 == 0 {
			return i, append(unquote, edit{i - n/2 - 1, i, '\\'})
		}
		unquote = append(unquote, edit{i - n + n/2, i + 1, c})
	}
	return -1, unquote
}

// findTopLevel returns the offset from i on of the first byte stop outside
// references that no backslash quotes, or -1.
func findTopLevel(text string, i int, stop byte) int {
	if strings.IndexByte(text[i:], stop) < 0 {
		return -1
	}
	for ; i < len(text); i++ {
		switch text[i] {
		case '$':
			i = skipReference(text, i) - 1
		case stop:
			if backslashes(text, i)%2 == 0 {
				return i
			}
		}
	}
	return -1
}
