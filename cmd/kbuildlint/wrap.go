package main

import (
	"strings"
	"unicode/utf8"
)

// wrap fills the paragraphs of a Markdown text to textWidth. What is not a plain
// paragraph, such as a list or code, stays as it is.
func wrap(text string) string {
	var out strings.Builder
	for i, block := range blocks(text) {
		if i > 0 {
			out.WriteString("\n")
		}
		out.WriteString(fill(block))
	}
	return out.String()
}

// blocks returns what blank lines separate.
func blocks(text string) []string {
	var found []string
	for block := range strings.SplitSeq(text, "\n\n") {
		if block = strings.Trim(block, "\n"); block != "" {
			found = append(found, block)
		}
	}
	return found
}

// fill returns the lines of one block.
func fill(block string) string {
	if isVerbatim(block) {
		return block + "\n"
	}
	var out strings.Builder
	column := 0
	for word := range strings.FieldsSeq(block) {
		size := utf8.RuneCountInString(word)
		switch {
		case column == 0:
		case column+1+size > textWidth:
			out.WriteString("\n")
			column = 0
		default:
			out.WriteString(" ")
			column++
		}
		out.WriteString(word)
		column += size
	}
	return out.String() + "\n"
}

// isVerbatim reports whether the line breaks of a block matter.
func isVerbatim(block string) bool {
	for line := range strings.Lines(block) {
		for _, start := range []string{"    ", "\t", "- ", "* ", "1. ", "```", "|", "#"} {
			if strings.HasPrefix(line, start) {
				return true
			}
		}
	}
	return false
}
