package rules

import (
	"path"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/eval"
	"github.com/kbuildlint/kbuildlint/kbuild"
	"github.com/kbuildlint/kbuildlint/lint"
	"github.com/kbuildlint/kbuildlint/source"
)

var escapingInclude = &lint.Rule{
	Name:  "escaping-include",
	Title: "an included makefile is not in the tree",
	Why: "What a makefile includes from outside of its tree, by `../` or by an absolute path, is there on the " +
		"machine of its author. A release, a package for DKMS or a checkout of the repository alone does not have " +
		"it, and make stops. kbuildlint reads nothing outside of the tree: what such a makefile sets is unknown to " +
		"it. An `-include` says that the file may be missing, and is not reported.",
	Repair:   "Put the file into the tree, or write `-include` if the build goes without it.",
	Needs:    lint.NeedsMakefile,
	Groups:   []string{"make", "paths"},
	Severity: lint.Error,
	Since:    "0.1.0",
	Bad: lint.Example{Files: `-- Kbuild --
include $(src)/../common.mk
obj-m := radio.o
-- radio.c --
`},
	Good: lint.Example{Files: `-- Kbuild --
include $(src)/common.mk
obj-m := radio.o
-- common.mk --
ccflags-y := -DLOUD
-- radio.c --
`},
	Check: checkEscapingInclude,
}

func checkEscapingInclude(pass *lint.Pass) {
	isOwn := pass.Unit.Role == kbuild.DirectoryRole || pass.Unit.Role == kbuild.PlainRole
	if !isOwn && pass.Build != pass.Unit.Builds[0] {
		return // where kbuild finds itself when it builds a module, the first make says
	}
	for _, inclusion := range lostMakefiles(pass) {
		if name := pass.Tree.Outside(pass.Unit, pass.Build, inclusion.Name); name != "" {
			reportEscape(pass, inclusion, name)
		}
	}
}

// lostMakefiles returns the makefiles that a process has to read, that are not
// where it looks, and that no rule of it makes, under the configurations in which
// that is certain.
func lostMakefiles(pass *lint.Pass) []eval.Inclusion {
	world := pass.Tree.World
	var lost []eval.Inclusion
	for _, inclusion := range pass.Process.Unread() {
		if world.UnknownInText(inclusion.Name) != nil || isBehindReference(inclusion.Place) {
			continue
		}
		// What stops make in other places, and what is lost there, may depend on tests
		// whose outcome nobody can foresee.
		known := pass.Space().Diff(pass.Space().Assume(inclusion.When, pass.Process.Live()), pass.Process.Lost())
		inclusion.When = world.EveryOutcome(world.Lasting(known))
		if inclusion.When != cond.False && !isMade(pass, inclusion.Name) {
			lost = append(lost, inclusion)
		}
	}
	return lost
}

// isBehindReference reports whether a word begins behind a reference that is
// empty here: whoever calls make may give it a value.
func isBehindReference(word source.Place) bool {
	if word.File == nil || word.Span.Start == 0 {
		return false
	}
	before := word.File.Text[word.Span.Start-1]
	return before == ')' || before == '}'
}

// reportEscape reports a makefile that is not in the tree, for the kinds of build
// in which its name leads out of it.
func reportEscape(pass *lint.Pass, inclusion eval.Inclusion, name string) {
	builds := []kbuild.Build{pass.Build}
	for _, build := range pass.Unit.Builds {
		if build != pass.Build && pass.Tree.SameInAllBuilds(pass.Unit, pass.Process) &&
			pass.Tree.Outside(pass.Unit, build, inclusion.Name) != "" {
			builds = append(builds, build)
		}
	}
	finding := lint.Finding{
		Place: inclusion.Place, When: inclusion.When, Builds: builds,
		Message: name + " is not in the tree",
		Effect:  "where the tree stands alone make stops: " + name + " is not there",
	}
	if path.IsAbs(name) {
		finding.Severity = lint.Warning // a package that is installed may have it
		finding.Effect = "make stops on machines that do not have " + name
	}
	pass.Report(finding)
}
