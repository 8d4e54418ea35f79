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

var relativeIncludePath = &lint.Rule{
	Name:  "relative-include-path",
	Title: "a directory of headers is named relative to where the compiler happens to work",
	Why: "kbuild never works in the directory of a makefile: make and the compilers run at the root of the sources, " +
		"in the directory of the output where O= names one, in the kernel's directory for an external module, and " +
		"since 6.13 in that of the module or of its output. `-Iinclude` means another directory in each of these " +
		"builds, and the compiler says nothing of a directory that is not there: only a header is missing, or is " +
		"another one of the same name.",
	Repair: "Begin the path with `$(src)` for the makefile's own directory, or with `$(srctree)` for the root of the " +
		"kernel's sources.",
	Needs:    lint.NeedsMakefile,
	Groups:   []string{"flags", "paths"},
	Severity: lint.Error,
	Since:    "0.1.0",
	Bad: lint.Example{Files: `-- Kbuild --
obj-m := radio/
-- radio/Kbuild --
obj-m := radio.o
ccflags-y += -Iinclude
-- radio/radio.c --
-- radio/include/radio.h --
`},
	Good: lint.Example{Files: `-- Kbuild --
obj-m := radio/
-- radio/Kbuild --
obj-m := radio.o
ccflags-y += -I$(src)/include
-- radio/radio.c --
-- radio/include/radio.h --
`},
	Check: checkRelativeIncludePath,
}

// includeOptions are the options of the compiler that name a directory of
// headers, as part of the word or as the next one.
var includeOptions = []string{"-isystem", "-iquote", "-idirafter", "-I"}

func checkRelativeIncludePath(pass *lint.Pass) {
	if pass.Unit.Role != kbuild.DirectoryRole || pass.Build != pass.Unit.Builds[0] {
		return
	}
	for _, name := range compileVariables(pass) {
		words := pass.Words(pass.Process.ValueOf(name))
		for i, word := range words {
			if dir, ok := includePath(words, i); ok && isRelative(pass, dir) {
				reportRelativePath(pass, dir, word.When)
			}
		}
	}
}

// includePath returns the directory that the word at i names together with its
// option, and false where it names none.
func includePath(words []eval.Word, i int) (eval.Word, bool) {
	for _, option := range includeOptions {
		name, ok := strings.CutPrefix(words[i].Text, option)
		switch {
		case ok && name != "":
			return cutStart(words[i], option), true
		case ok && i+1 < len(words):
			return words[i+1], true
		}
	}
	return eval.Word{}, false
}

// cutStart returns a word without its beginning.
func cutStart(word eval.Word, start string) eval.Word {
	if strings.HasPrefix(word.Place.Text(), start) {
		word.Place.Span.Start += len(start)
	}
	word.Text = strings.TrimPrefix(word.Text, start)
	return word
}

// isRelative reports whether a word is a path that begins with no variable of
// kbuild: these are relative to the right directory in each kind of build.
func isRelative(pass *lint.Pass, word eval.Word) bool {
	if word.Text == "" || strings.HasPrefix(word.Text, "/") || strings.HasPrefix(word.Text, "-") ||
		pass.Tree.World.UnknownInText(word.Text) != nil {
		return false
	}
	if isLiteralWord(word) {
		return true
	}
	obj := string(pass.Tree.TargetName(pass.Unit, ""))
	return word.Text != "." && !strings.HasPrefix(word.Text, "./") && !strings.HasPrefix(word.Text+"/", obj)
}

// isLiteralWord reports whether a word is written as it is.
func isLiteralWord(word eval.Word) bool {
	return word.Place.Written() == word.Place && word.Place.Text() == word.Text
}

// reportRelativePath reports a path if it is plain where the headers are, and
// some kinds of build look elsewhere.
func reportRelativePath(pass *lint.Pass, word eval.Word, when cond.Cond) {
	dir, start, builds := headersOf(pass, word.Text)
	if len(builds) == 0 {
		return
	}
	where := pass.Tree.WorksIn(builds[0])
	pass.Report(lint.Finding{
		Place: word.Place, When: when, Builds: builds,
		Message: writtenWord(word) + " is relative to where the compiler works, which is " + where,
		Effect:  "the headers in " + dir + " are not found there",
		Fixes:   pathRepair(word, start+"/"+word.Text),
	})
}

// writtenWord returns a word as it is written, if all of it stands in one place.
func writtenWord(word eval.Word) string {
	if written := word.Place.Text(); strings.Contains(written, "$") && isOneWord(written) {
		return written
	}
	return word.Text
}

// headersOf returns the directory that a relative path is likely to mean, the
// variable that a path to it begins with, and the kinds of build in which the
// compiler looks elsewhere.
func headersOf(pass *lint.Pass, name string) (dir, start string, builds []kbuild.Build) {
	own := path.Join(pass.Unit.Dir, name)
	seen, inTree := pass.Tree.Means(pass.Build, name)
	inTree = inTree && pass.Tree.IsDir(seen)
	switch {
	case inTree && seen == path.Clean(pass.Unit.Dir): // kbuild adds it where it is elsewhere
	case own != seen && hasHeaders(pass.Tree, own):
		return own, ownVariable(pass), pass.Unit.Builds
	case inTree && hasHeaders(pass.Tree, seen):
		return seen, rootVariable(pass), pass.Unit.Builds[1:]
	case !inTree && meansKernel(pass, name):
		return path.Clean(name) + " of the kernel", "$(srctree)", pass.Unit.Builds
	}
	return "", "", nil
}

// kernelDirs are directories at the root of the kernel's sources.
var kernelDirs = []string{
	"arch", "block", "crypto", "drivers", "fs", "include", "kernel", "lib", "mm", "net", "scripts", "security",
	"sound", "virt",
}

// meansKernel reports whether a path of an external module was meant for the
// kernel's sources, where make worked before 6.13.
func meansKernel(pass *lint.Pass, name string) bool {
	first, _, _ := strings.Cut(path.Clean(name), "/")
	return pass.Tree.Dialect == kbuild.Modules && pass.Tree.Version.AtLeast(6, 13) &&
		slices.Contains(kernelDirs, first) && !pass.Tree.IsDir(first)
}

// hasHeaders reports whether a directory, or one in it, has headers among the
// sources: in others a build may make some.
func hasHeaders(tree *kbuild.Tree, dir string) bool {
	if !tree.IsDir(dir) {
		return false
	}
	return slices.ContainsFunc(tree.Names(dir), func(name string) bool {
		inside := path.Join(dir, name)
		return isHeader(name) || tree.IsDir(inside) && slices.ContainsFunc(tree.Names(inside), isHeader)
	})
}

func isHeader(name string) bool { return path.Ext(name) == ".h" }

// rootVariable returns what names the directory where make works first.
func rootVariable(pass *lint.Pass) string {
	switch {
	case pass.Tree.Dialect == kbuild.Linux:
		return "$(srctree)"
	case pass.Unit.Dir == ".":
		return "$(src)"
	}
	return "$(srcroot)"
}

// ownVariable returns what names the directory of the makefile in a build with
// O= too.
func ownVariable(pass *lint.Pass) string {
	if pass.Tree.Dialect == kbuild.Linux && !pass.Tree.Version.AtLeast(6, 10) {
		return "$(srctree)/$(src)"
	}
	return "$(src)"
}

// pathRepair returns the repair of a path that is written as it is, behind its
// option: elsewhere it may be used for something else too.
func pathRepair(word eval.Word, text string) []lint.Repair {
	if !isLiteralWord(word) || !isBehindOption(word.Place) {
		return nil
	}
	text = strings.TrimSuffix(text, "/.")
	edits := []source.Edit{{Place: word.Place, Text: text}}
	return []lint.Repair{{Title: "write " + text, Edits: edits}}
}

func isBehindOption(place source.Place) bool {
	before := strings.TrimRight(place.File.Text[:place.Span.Start], " \t")
	return slices.ContainsFunc(includeOptions, func(option string) bool { return strings.HasSuffix(before, option) })
}
