package rules

import (
	"slices"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/eval"
	"github.com/kbuildlint/kbuildlint/kbuild"
	"github.com/kbuildlint/kbuildlint/lint"
	"github.com/kbuildlint/kbuildlint/source"
)

var relativeExtraSymbols = &lint.Rule{
	Name:  "relative-extra-symbols",
	Title: "KBUILD_EXTRA_SYMBOLS names a file relative to where make happens to work",
	Why: "A module that uses what another one exports gets the symbols of that one from the files of " +
		"`KBUILD_EXTRA_SYMBOLS`, which modpost opens as they are written. Up to 6.12 it works in the directory of " +
		"the kernel, and since 6.13 in that of the module, or of its output where `MO=` names one: a path relative " +
		"to the module is found in one build and not in another, and modpost stops where it is not.",
	Repair: "Begin the path with `$(src)`, which leads to the module in all versions, or with `$(CURDIR)` where the " +
		"author's part of the makefile hands it to kbuild.",
	Where:    "Builds with M= up to 6.12; with MO= since 6.13.",
	Needs:    lint.NeedsMakefile,
	Groups:   []string{"modules", "paths"},
	Severity: lint.Error,
	Since:    "0.1.0",
	Bad: lint.Example{Files: `-- Makefile --
obj-m := radio.o
KBUILD_EXTRA_SYMBOLS := ../tuner/Module.symvers
-- radio.c --
`},
	Good: lint.Example{Files: `-- Makefile --
obj-m := radio.o
KBUILD_EXTRA_SYMBOLS := $(src)/../tuner/Module.symvers
-- radio.c --
`},
	Check: checkRelativeExtraSymbols,
}

// extraSymbols is the variable that modpost takes the names of files from
// (scripts/Makefile.modpost).
const extraSymbols = "KBUILD_EXTRA_SYMBOLS"

func checkRelativeExtraSymbols(pass *lint.Pass) {
	if pass.Tree.Dialect != kbuild.Modules || pass.Directory == nil || pass.Build != pass.Unit.Builds[0] {
		return
	}
	if pass.Process.Lookup(extraSymbols) != nil {
		for _, word := range pass.Words(pass.Process.ValueOf(extraSymbols)) {
			reportRelativeSymbols(pass, word, "$(src)/")
		}
	}
	for _, word := range handedSymbols(pass) {
		reportRelativeSymbols(pass, word, "$(CURDIR)/")
	}
}

// handedSymbols returns what the author's part of the makefile gives to kbuild:
// by the environment, or on the command line.
func handedSymbols(pass *lint.Pass) []eval.Word {
	w := wrapperOf(pass)
	if w == nil {
		return nil
	}
	var words []eval.Word
	if exported := w.process.Environment()[extraSymbols]; exported != nil {
		words = append(words, pass.Words(w.process.ValueOf(extraSymbols))...)
	}
	for _, call := range w.kbuildCalls() {
		if word, ok := call.argument(extraSymbols); ok {
			words = append(words, word)
		}
	}
	return words
}

// reportRelativeSymbols reports a word that is relative, for the kinds of build
// in which modpost works elsewhere.
func reportRelativeSymbols(pass *lint.Pass, word eval.Word, start string) {
	builds := pass.Unit.Builds
	if pass.Tree.Version.AtLeast(6, 13) {
		builds = slices.DeleteFunc(slices.Clone(builds), func(b kbuild.Build) bool { return b == kbuild.Module })
	}
	if len(builds) == 0 || word.When == cond.False || !isRelative(pass, word) {
		return
	}
	finding := lint.Finding{
		Place: word.Place, When: word.When, Builds: builds,
		Message: writtenWord(word) + " is relative to where modpost works, which is " + pass.Tree.WorksIn(builds[0]),
		Effect:  "make stops: " + word.Text + ": No such file or directory",
	}
	if text := start + word.Text; isLiteralWord(word) {
		edit := source.Edit{Place: word.Place, Text: text}
		finding.Fixes = []lint.Repair{{Title: "write " + text, Edits: []source.Edit{edit}}}
	}
	pass.Report(finding)
}
