package rules

import (
	"fmt"
	"slices"
	"strings"

	"github.com/kbuildlint/kbuildlint/eval"
	"github.com/kbuildlint/kbuildlint/kbuild"
	"github.com/kbuildlint/kbuildlint/lint"
)

// calledProcess returns the process of a directory as kbuild runs it for the
// author's part of the makefile, which exports variables; nil where it exports
// none.
func calledProcess(tree *kbuild.Tree, unit *kbuild.Unit, build kbuild.Build) *eval.Process {
	wrapper := tree.Wrapper(unit.Dir, nil)
	if wrapper == nil {
		return nil
	}
	given := map[string]*eval.Value{}
	for name := range wrapper.Environment() {
		given[name] = wrapper.ValueOf(name)
	}
	if len(given) == 0 {
		return nil
	}
	return tree.EvaluateGiven(unit, build, kbuild.Given{Environment: given})
}

// isHandedOver reports whether the author's part of the makefile, or the one at
// the top of the module, sets a variable and hands it to kbuild: by the
// environment, or on the command line.
func isHandedOver(pass *lint.Pass, name string) bool {
	return slices.ContainsFunc(wrappersOf(pass), func(w *wrapper) bool {
		isPassedOn := w.process.Environment()[name] != nil && w.process.Lookup(name).Origin() != eval.OriginEnvironment
		return isPassedOn || w.isArgument(name)
	})
}

// commandLineOf returns the variables that the author's part of the makefile, or
// the one at the top of the module, sets for kbuild on the command line: what the
// makefile sets them to does not count. A value that is not the same word in all
// calls is left open.
func commandLineOf(pass *lint.Pass) map[string]*eval.Value {
	words := map[string]string{}
	for _, w := range wrappersOf(pass) {
		for name, text := range w.arguments() {
			if known, ok := words[name]; ok && known != text {
				text = ""
			}
			words[name] = text
		}
	}
	given := map[string]*eval.Value{}
	for name, text := range words {
		given[name] = &eval.Value{Pieces: []eval.Piece{{Text: text}}}
		if text == "" || symbolEnd(text) != len(text) {
			given[name] = pass.Tree.World.Placeholder(name)
		}
	}
	return given
}

// wrappersOf returns the makefiles that may call kbuild for that of a directory:
// the one beside it, and the one at the top.
func wrappersOf(pass *lint.Pass) []*wrapper {
	type key struct{}
	return lint.Remember(pass, key{}, func() []*wrapper {
		var wrappers []*wrapper
		for _, dir := range slices.Compact([]string{pass.Unit.Dir, "."}) {
			if w := newWrapper(pass.Tree.Wrapper(dir, nil), pass.Words); w != nil {
				wrappers = append(wrappers, w)
			}
		}
		return wrappers
	})
}

// reportHandedOver reports where the author's part of a makefile gives words to
// a variable that kbuild has dropped, on the command line: what it exports
// kbuild has never read.
func reportHandedOver(pass *lint.Pass, removal *kbuild.Removal) {
	w := wrapperOf(pass)
	if w == nil || pass.Tree.Version.Compare(removal.Deprecated) < 0 {
		return
	}
	for _, call := range w.kbuildCalls() {
		word, ok := call.argument(removal.Name)
		if !ok || word.Text == "" || pass.Tree.Uses(pass.Process, removal.Name) {
			continue
		}
		finding := lint.Finding{
			Place: word.Place, When: word.When, Builds: pass.Unit.Builds,
			Message: fmt.Sprintf("%s has no effect since %s: kbuild reads %s",
				removal.Name, removal.Removed, removal.Instead),
			Effect: lossOf[removal.Instead] + strings.Trim(pass.Tree.World.Readable(word.Text), `'"`),
		}
		reportSince(pass, removal, finding)
	}
}

// reportSince reports what a removal does, as a warning for releases before it.
func reportSince(pass *lint.Pass, removal *kbuild.Removal, finding lint.Finding) {
	if !pass.Tree.HasRemoved(removal) {
		finding.Severity = lint.Warning
		finding.Effect = "from " + removal.Removed.String() + " on " + finding.Effect
	}
	pass.Report(finding)
}
