package rules

import (
	"slices"

	"github.com/kbuildlint/kbuildlint/lint"
	"github.com/kbuildlint/kbuildlint/parser"
)

// ownMakefiles returns the syntax trees of the makefile of a unit and of what
// it includes, each once: not those that kbuild reads before it.
func ownMakefiles(pass *lint.Pass) []*parser.File {
	type key struct{}
	return lint.Remember(pass, key{}, func() []*parser.File {
		var files []*parser.File
		for _, inclusion := range slices.Backward(pass.Process.Inclusions()) {
			if inclusion.File == nil {
				continue
			}
			if !slices.Contains(files, inclusion.File) {
				files = append(files, inclusion.File)
			}
			if inclusion.File.Source.Path == pass.Unit.Makefile {
				break
			}
		}
		slices.Reverse(files)
		return files
	})
}
