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
// are written as escapes of Go's syntax. So are marks that would have a CI
// system take the line for a command.
func Escape(text string) string {
	if isPrintable(text) && !hasCommand(text) {
		return text
	}
	var out strings.Builder
	for offset := 0; offset < len(text); {
		cell, size := escapeAt(text, offset)
		out.WriteString(cell)
		offset += size
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

// isPrintable reports whether all characters of a text print.
func isPrintable(text string) bool {
	for _, r := range text {
		if r == utf8.RuneError || !strconv.IsPrint(r) {
			return false
		}
	}
	return true
}

// escapeAt returns the character at an offset of a text as it is to be printed,
// and how many bytes it takes in the text.
func escapeAt(text string, offset int) (printed string, size int) {
	r, size := utf8.DecodeRuneInString(text[offset:])
	switch {
	case r == utf8.RuneError && size <= 1, isCommand(text, offset):
		return fmt.Sprintf(`\x%02x`, text[offset]), 1
	case strconv.IsPrint(r):
		return text[offset : offset+size], size
	}
	quoted := strconv.QuoteRune(r)
	return quoted[1 : len(quoted)-1], size
}
