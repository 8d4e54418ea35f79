// Package kconfig reads the Kconfig files of a tree: which configuration
// symbols it defines, on which architectures, of which type, what each depends
// on and what selects it; and it tells which values symbols can have together.
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

// ReadTypes returns the types of the symbols that the named files define, by
// name without CONFIG_. A symbol that files type differently, as those of two
// architectures may, has the type that allows more: a tristate before a bool,
// text before both. Files that can't be read are passed over. It looks at the
// first word of each line only, which takes less than half the time of Read.
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
		form, known := forms[word]
		switch {
		case form.word == kwConfig || form.word == kwMenuconfig:
			if symbol, _ = firstWord(rest); symbol != "" {
				types[symbol] = max(types[symbol], Untyped)
			}
		case form.word == kwHelp:
			help = helpText{state: helpBegins}
		case known && form.in == inNone:
			symbol = ""
		case symbol != "":
			types[symbol] = max(types[symbol], typeWords[word])
		}
	}
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
