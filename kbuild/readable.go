package kbuild

import (
	"strings"

	"github.com/kbuildlint/kbuildlint/eval"
)

// Readable returns the name of a file for people: an absolute one from the
// directory on that holds the files, and what is unknown in words.
func (t *Tree) Readable(name eval.MadeName) string {
	text := t.World.Readable(string(name))
	for _, dir := range []string{objectDir, kernelDir, outputDir, moduleDir} {
		if inside, ok := strings.CutPrefix(text, dir+"/"); ok {
			return inside
		}
	}
	return text
}
