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

// typeWords are the keywords that give a symbol its type.
var typeWords = map[string]Type{
	"bool": Bool, "def_bool": Bool, "boolean": Bool,
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
	help := -1
	for line := range strings.SplitSeq(text, "\n") {
		indent := indentation(line)
		word, rest := firstWord(line)
		if word == "" || help >= 0 && indent > help {
			continue
		}
		help = -1
		switch {
		case word == "config" || word == "menuconfig":
			symbol, _ = firstWord(rest)
			types[symbol] = max(types[symbol], Untyped)
		case word == "help" || word == "---help---":
			help = indent
			if indent == 0 {
				help = 0
			}
		case entryWords[word]:
			symbol = ""
		case symbol != "":
			types[symbol] = max(types[symbol], typeWords[word])
		}
	}
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

func firstWord(line string) (word, rest string) {
	line = strings.TrimLeft(line, " \t")
	end := strings.IndexAny(line, " \t")
	if end < 0 {
		return line, ""
	}
	return line[:end], line[end:]
}
