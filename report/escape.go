package report

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Escape returns text that is safe to print on one line of a terminal. Trees
// come from strangers: control characters could move the cursor or recolor the
// screen, characters that change the direction of writing could show a line
// that is not the one make reads. All of them, and bytes that are not UTF-8,
// are written as escapes of Go's syntax.
func Escape(text string) string {
	if isPrintable(text) {
		return text
	}
	var out strings.Builder
	for text != "" {
		cell, size := escapeFirst(text)
		out.WriteString(cell)
		text = text[size:]
	}
	return out.String()
}

// EscapeLines is Escape for a text of several lines.
func EscapeLines(text string) string {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		lines[i] = Escape(line)
	}
	return strings.Join(lines, "\n")
}

// isPrintable reports whether Escape has nothing to do.
func isPrintable(text string) bool {
	for _, r := range text {
		if r == utf8.RuneError || !strconv.IsPrint(r) {
			return false
		}
	}
	return true
}

// escapeFirst returns the first character of a text as it is to be printed,
// and how many bytes it takes in the text.
func escapeFirst(text string) (printed string, size int) {
	r, size := utf8.DecodeRuneInString(text)
	switch {
	case r == utf8.RuneError && size <= 1:
		return fmt.Sprintf(`\x%02x`, text[0]), 1
	case strconv.IsPrint(r):
		return text[:size], size
	}
	quoted := strconv.QuoteRune(r)
	return quoted[1 : len(quoted)-1], size
}
