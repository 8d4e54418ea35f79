package kbuild

import "strings"

// LineCount returns how many lines a makefile of the tree has, 0 if it can't
// be read. The last line need not be terminated.
func (t *Tree) LineCount(name string) int {
	file := t.folder.parse(name)
	if file == nil {
		return 0
	}
	text := file.Source.Text
	count := strings.Count(text, "\n")
	if text != "" && !strings.HasSuffix(text, "\n") {
		count++
	}
	return count
}
