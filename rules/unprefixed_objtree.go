package rules

import (
	"path"
	"slices"
	"strings"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/eval"
	"github.com/kbuildlint/kbuildlint/kbuild"
	"github.com/kbuildlint/kbuildlint/lint"
	"github.com/kbuildlint/kbuildlint/source"
)

var unprefixedObjtree = &lint.Rule{
	Name:  "unprefixed-objtree",
	Title: "an external module names a file of the kernel's build without $(objtree)/, or its own file with it",
	Why: "Up to 6.12 make built external modules in the directory where the kernel was built, and " +
		"`include/generated/autoconf.h` or `scripts/mod/modpost` were found there. Since 6.13 it works in the " +
		"directory of the module, where they are not. `$(objtree)` leads to the kernel's files in all versions. The " +
		"module's own files are below `$(obj)`, which is a path by itself.",
	Repair: "Write `$(objtree)/` before files that the kernel's build has made, and `$(obj)/` alone before those of " +
		"the module.",
	Where:    "External modules: 6.13 and newer.",
	Needs:    lint.NeedsTree,
	Groups:   []string{"versions", "paths"},
	Severity: lint.Error,
	Since:    "0.1.0",
	Bad: lint.Example{Files: `-- Makefile --
obj-m := radio.o

$(obj)/version.h: include/generated/utsrelease.h
	sed s/UTS/RADIO/ $< > $@
-- radio.c --
`},
	Good: lint.Example{Files: `-- Makefile --
obj-m := radio.o

$(obj)/version.h: $(objtree)/include/generated/utsrelease.h
	sed s/UTS/RADIO/ $< > $@
-- radio.c --
`},
	Check: checkUnprefixedObjtree,
}

func checkUnprefixedObjtree(pass *lint.Pass) {
	isModule := pass.Tree.Dialect == kbuild.Modules && pass.Unit.Role == kbuild.DirectoryRole
	if !isModule || pass.Build != pass.Unit.Builds[0] || !pass.Tree.Version.AtLeast(6, 13) {
		return
	}
	o := objtreeSearch{pass: pass, reported: map[source.Place]bool{}}
	for _, rule := range pass.Process.Rules {
		o.rule(rule)
	}
	for _, recipe := range pass.Recipes {
		o.recipe(recipe)
	}
	for _, name := range compileVariables(pass) {
		o.flags(pass.Words(pass.Process.ValueOf(name)))
	}
	doubled := plainValue(pass, pass.Process, "objtree") + "/" + plainValue(pass, pass.Process, "obj")
	for _, word := range writtenWords(pass, pass.Process, "objtree") {
		o.ownFile(word, doubled)
	}
}

// rule looks for files of the kernel in a rule.
func (o *objtreeSearch) rule(rule *eval.Rule) {
	for _, names := range [][]eval.Name{rule.Prereqs, rule.OrderOnly} {
		for _, name := range names {
			o.kernelFile(name.Word)
		}
	}
}

// recipe looks for files of the kernel in a recipe, but for lines that go to
// another directory first.
func (o *objtreeSearch) recipe(recipe lint.Recipe) {
	elsewhere := func(word eval.Word) bool { return word.Text == "cd" || word.Text == "-C" }
	for _, line := range recipe.Lines {
		words := o.pass.Words(line.Value)
		if slices.ContainsFunc(words, elsewhere) {
			continue
		}
		for _, word := range words {
			o.kernelFile(word)
		}
	}
}

// flags looks for files of the kernel that the compiler is to read first.
func (o *objtreeSearch) flags(words []eval.Word) {
	for i := 1; i < len(words); i++ {
		if option := words[i-1].Text; option == "-include" || option == "-imacros" {
			o.kernelFile(words[i])
		}
	}
}

// An objtreeSearch reports each place once.
type objtreeSearch struct {
	pass     *lint.Pass
	reported map[source.Place]bool
}

// builtDirs are directories of what the kernel's build makes, builtFiles are
// files at its root.
var (
	builtDirs = []string{
		"include/generated/", "include/config/", "scripts/basic/", "scripts/genksyms/", "scripts/mod/",
	}
	builtFiles = map[string]bool{"vmlinux": true, "System.map": true}
)

// isBuilt reports whether a relative name is that of a file that the kernel's
// build makes, in a directory that the module does not have itself.
func (o *objtreeSearch) isBuilt(name string) bool {
	if builtFiles[name] {
		return !o.pass.Tree.IsFile(name) && len(o.pass.Process.Bindings(eval.MadeName(name))) == 0
	}
	for _, dir := range builtDirs {
		if strings.HasPrefix(name, dir) {
			return !o.pass.Tree.IsDir(path.Clean(dir))
		}
	}
	return false
}

// kernelFile reports a word that names a file of the kernel's build as it is
// written.
func (o *objtreeSearch) kernelFile(word eval.Word) {
	if !isLiteralWord(word) || !o.isBuilt(word.Text) {
		return
	}
	text := "$(objtree)/" + word.Text
	o.report(word, lint.Finding{
		Message: word.Text + " is not in the directory where make builds an external module since 6.13",
		Effect:  "the kernel's file is not found",
		Fixes: []lint.Repair{{
			Title: "write " + text, Edits: []source.Edit{{Place: word.Place, Text: text}},
		}},
	})
}

// ownFile reports a word that has $(objtree)/ before $(obj).
func (o *objtreeSearch) ownFile(word eval.Word, doubled string) {
	if !hasPath(word.Text, doubled) || !strings.Contains(word.Place.Text(), "obj)") {
		return
	}
	o.report(word, lint.Finding{
		Message: word.Place.Text() + " has $(objtree)/, which is the kernel's directory since 6.13, before $(obj)",
		Effect:  "the file of the module is looked for, or made, among those of the kernel",
		Fixes:   withoutPrefix(word.Place, "$(objtree)/$(obj)", "$(obj)"),
	})
}

func (o *objtreeSearch) report(word eval.Word, finding lint.Finding) {
	world := o.pass.Tree.World
	when := world.Lasting(word.When)
	place := word.Place.Written()
	if when == cond.False || world.AnyOutcome(when) != when || o.reported[place] {
		return
	}
	o.reported[place] = true
	finding.Place, finding.When, finding.Builds = word.Place, when, o.pass.Unit.Builds
	o.pass.Report(finding)
}
