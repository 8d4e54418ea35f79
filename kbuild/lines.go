package kbuild

import "strings"

// LineCount returns how many lines a makefile of the tree has, 0 if it can't
// be read. The last line need not be terminated.
func (t *Tree) LineCount(name string) int {
	text := t.textOf(name)
	count := strings.Count(text, "\n")
	if text != "" && !strings.HasSuffix(text, "\n") {
		count++
	}
	return count
}
