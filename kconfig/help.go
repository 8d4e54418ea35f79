package kconfig

import "strings"

// A helpText tells which lines behind the keyword help are its text, as
// scripts/kconfig/lexer.l does: the first one sets the indentation, and a line
// with less of it ends the text.
type helpText struct {
	state  helpState
	indent int // of the first line, 0 before it
}

// A helpState says where in a help text the next line is.
type helpState int

// No line of an entry is help, the next one is the first behind the keyword, or
// a later one.
const (
	noHelp helpState = iota
	helpBegins
	helpGoesOn
)

// holds reports whether the next line is help text.
func (h *helpText) holds(line string) bool {
	if h.state == noHelp {
		return false
	}
	first := h.state == helpBegins
	h.state = helpGoesOn
	if strings.Trim(line, " \t\r") == "" {
		return true
	}
	indent := indentation(line)
	if !first && indent == 0 || indent < h.indent {
		h.state = noHelp
		return false
	}
	if h.indent == 0 {
		h.indent = indent
	}
	return true
}

// indentation returns the width of the blanks before a line's first word; a
// tab leads to the next multiple of eight.
func indentation(line string) int {
	width := 0
	for i := range len(line) {
		switch line[i] {
		case ' ':
			width++
		case '\t':
			width += 8 - width%8
		default:
			return width
		}
	}
	return width
}
