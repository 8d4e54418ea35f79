// Package kconfig reads which configuration symbols a tree defines and of
// which type they are.
package kconfig

import (
	"io/fs"
	"strings"
)

// A Type is the type of a symbol (Documentation/kbuild/kconfig-language.rst).
type Type int

// The types; Untyped is a symbol that is named without a type.
const (
	Untyped Type = iota
	Bool
	Tristate
	Int
	Hex
	String
)

// typeWords are the keywords that give a symbol its type. The "boolean" of old
// trees is none any more (scripts/kconfig/lexer.l).
var typeWords = map[string]Type{
	"bool": Bool, "def_bool": Bool,
	"tristate": Tristate, "def_tristate": Tristate,
	"int": Int, "hex": Hex, "string": String,
}

// ReadTypes returns the types of the symbols that the named files define, by
// name without CONFIG_. A symbol that files type differently, as those of two
// architectures may, has the type that allows more: a tristate before a bool,
// text before both. Files that can't be read are passed over.
func ReadTypes(fsys fs.FS, names []string) map[string]Type {
	types := map[string]Type{}
	for _, name := range names {
		if text, err := fs.ReadFile(fsys, name); err == nil {
			readTypes(string(text), types)
		}
	}
	return types
}

func readTypes(text string, types map[string]Type) {
	symbol := ""
	var help helpText
	for line := range strings.SplitSeq(text, "\n") {
		if help.holds(line) {
			continue
		}
		word, rest := firstWord(line)
		switch {
		case word == "config" || word == "menuconfig":
			if symbol, _ = firstWord(rest); symbol != "" {
				types[symbol] = max(types[symbol], Untyped)
			}
		case word == "help" || word == "---help---":
			help = helpText{state: helpBegins}
		case entryWords[word]:
			symbol = ""
		case symbol != "":
			types[symbol] = max(types[symbol], typeWords[word])
		}
	}
}

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

// entryWords end the entry before them.
var entryWords = map[string]bool{
	"choice": true, "endchoice": true, "menu": true, "endmenu": true, "if": true, "endif": true,
	"source": true, "comment": true, "mainmenu": true,
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

// firstWord returns the word that a line begins with, "" for one that begins
// with something else, such as a comment, and what follows the word.
func firstWord(line string) (word, rest string) {
	line = strings.TrimLeft(line, " \t")
	end := 0
	for end < len(line) && isWordByte(line[end]) {
		end++
	}
	return line[:end], line[end:]
}

func isWordByte(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '-'
}
