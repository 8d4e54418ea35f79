package rules

import (
	"fmt"
	"strings"

	"github.com/kbuildlint/kbuildlint/eval"
	"github.com/kbuildlint/kbuildlint/kbuild"
	"github.com/kbuildlint/kbuildlint/lint"
	"github.com/kbuildlint/kbuildlint/parser"
	"github.com/kbuildlint/kbuildlint/source"
)

var removedVariable = &lint.Rule{
	Name:  "removed-variable",
	Title: "a variable is set that kbuild has dropped",
	Why: "kbuild renames a variable, reads both names for some years, and then drops the old one without a word: " +
		"since 6.15 it does not look at `EXTRA_CFLAGS` any more, and since 5.12 not at `always` and `hostprogs-y`. " +
		"What they hold is lost. The build then stops at a header that is not found, or the module is compiled " +
		"without the flags that it needs. In the releases before, which read the old name, this is a warning. A " +
		"makefile that gives kbuild the same words under the new name too is right for all of them.",
	Repair: "Write the new name, for kernels before 5.6 the old one of a list beside it.",
	Where: "`EXTRA_CFLAGS` and its like: 6.15 and newer; `always`, `hostprogs-y`, `hostprogs-m`: 5.12 and newer; " +
		"`clean-dirs`: 5.4 and newer. Before, it is a warning.",
	Needs:    lint.NeedsMakefile,
	Groups:   []string{"versions"},
	Severity: lint.Error,
	Since:    "0.1.0",
	Bad: lint.Example{Files: `-- Makefile --
obj-m := radio.o

EXTRA_CFLAGS += -I$(src)/include
-- radio.c --
`},
	Good: lint.Example{Files: `-- Makefile --
obj-m := radio.o

ccflags-y += -I$(src)/include
-- radio.c --
`},
	Check: checkRemovedVariable,
}

// lossOf says what the loss of words does, by the variable that should have them.
var lossOf = map[string]string{
	"ccflags-y":   "C sources are compiled without ",
	"asflags-y":   "assembler sources are assembled without ",
	"cppflags-y":  "linker scripts are preprocessed without ",
	"ldflags-y":   "objects are linked without ",
	"always-y":    "nobody makes ",
	"hostprogs":   "there is no rule to make ",
	"clean-files": "make clean leaves behind ",
}

func checkRemovedVariable(pass *lint.Pass) {
	if pass.Directory == nil || pass.Build != pass.Unit.Builds[0] {
		return
	}
	direct := func(tree *kbuild.Tree) *eval.Process { return tree.Evaluate(pass.Unit, pass.Build, nil) }
	called := func(tree *kbuild.Tree) *eval.Process { return calledProcess(tree, pass.Unit, pass.Build) }
	process := called(pass.Tree)
	for i := range kbuild.Removals {
		removal := &kbuild.Removals[i]
		reportHandedOver(pass, removal)
		if len(pass.Directory.Entries) > 0 { // elsewhere kbuild makes nothing
			checkRemoval(pass, removalReader{pass.Tree, pass.Process, removal}, direct)
		}
		if process != nil {
			checkRemoval(pass, removalReader{pass.Tree, process, removal}, called)
		}
	}
}

// checkRemoval looks for words that are lost now, or will be. again reads the
// makefile for another version.
func checkRemoval(pass *lint.Pass, reader removalReader, again func(*kbuild.Tree) *eval.Process) {
	removal := reader.removal
	switch {
	case reader.process.Lookup(removal.Name) == nil, pass.Tree.Version.Compare(removal.Deprecated) < 0:
	case pass.Tree.HasRemoved(removal):
		for _, loss := range reader.losses() {
			reportRemoved(pass, removal, loss)
		}
	case pass.Tree.Version.Compare(removal.Removed) < 0:
		warnOfRemoval(pass, reader, again)
	}
}

// warnOfRemoval reports what is lost from a later release on. Asked again for
// that one, the makefile may well have another answer.
func warnOfRemoval(pass *lint.Pass, reader removalReader, again func(*kbuild.Tree) *eval.Process) {
	removal := reader.removal
	then := map[string]bool{}
	if tree := pass.Tree.At(removal.Removed); tree != pass.Tree {
		later := removalReader{tree, again(tree), removal}
		for _, loss := range later.losses() {
			then[loss.assignment.Place.Written().String()] = true
		}
		if len(then) == 0 {
			return
		}
	}
	for _, loss := range reader.losses() {
		if len(then) == 0 || then[loss.assignment.Place.Written().String()] {
			reportRemoved(pass, removal, loss)
		}
	}
}

// reportRemoved reports an assignment whose words are lost.
func reportRemoved(pass *lint.Pass, removal *kbuild.Removal, found loss) {
	name, since := removal.Name, removal.Removed
	reportSince(pass, removal, lint.Finding{
		Place: found.assignment.Place, When: found.when, Builds: pass.Unit.Builds,
		Message: fmt.Sprintf("%s has no effect since %s: kbuild reads %s", name, since, removal.Instead),
		Effect:  lossOf[removal.Instead] + few(found.words),
		Fixes:   newName(pass, removal, found.assignment),
	})
}

// few returns the first of some words.
func few(words []string) string {
	const enough = 4
	if len(words) > enough {
		return strings.Join(words[:enough], " ") + " ..."
	}
	return strings.Join(words, " ")
}

// newName returns the repair that writes the name that kbuild reads, where all
// versions know it and the assignment means the same under it. It is safe if no
// other words come before or behind these.
func newName(pass *lint.Pass, removal *kbuild.Removal, a eval.Assignment) []lint.Repair {
	place := a.Place.Written()
	if place.Text() != a.Name || pass.Tree.Oldest.Compare(removal.InsteadSince) < 0 ||
		pass.Tree.Uses(pass.Process, removal.Name) {
		return nil
	}
	shared := isShared(pass, removal)
	if shared && a.Statement.Op != parser.OpAppend {
		return nil
	}
	edit := source.Edit{Place: place, Text: removal.Instead}
	return []lint.Repair{{Title: "write " + removal.Instead, Safe: !shared, Edits: []source.Edit{edit}}}
}

// isShared reports whether the makefile sets the new variable already, or
// another one that is now called like that.
func isShared(pass *lint.Pass, removal *kbuild.Removal) bool {
	for _, a := range pass.Process.Assignments {
		if a.Name == removal.Instead {
			return true
		}
		for i := range kbuild.Removals {
			other := &kbuild.Removals[i]
			if other.Name == a.Name && other != removal && other.Instead == removal.Instead {
				return true
			}
		}
	}
	return false
}
