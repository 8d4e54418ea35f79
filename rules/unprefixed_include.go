package rules

import (
	"path"
	"strings"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/eval"
	"github.com/kbuildlint/kbuildlint/kbuild"
	"github.com/kbuildlint/kbuildlint/lint"
	"github.com/kbuildlint/kbuildlint/source"
)

var unprefixedInclude = &lint.Rule{
	Name:  "unprefixed-include",
	Title: "a makefile is included by a path that is relative to where make happens to work",
	Why: "make looks for an included makefile where it works: at the root of the kernel's sources, with O= in the " +
		"directory of the output, and for an external module in the directory of the kernel, since 6.13 in that of " +
		"the module. Up to 6.2 kbuild told make to look in the kernel's sources too. Where the makefile is not " +
		"found, make stops.",
	Repair: "Begin the path with `$(src)` for the makefile's own directory, or with `$(srctree)` for the kernel's " +
		"sources.",
	Where:    "Builds with O=: 6.3 and newer. External modules: all versions.",
	Needs:    lint.NeedsTree,
	Groups:   []string{"versions", "paths"},
	Severity: lint.Error,
	Since:    "0.1.0",
	Bad: lint.Example{Files: `-- Kbuild --
obj-m := fm/
-- fm/Kbuild --
include sources.mk
-- fm/sources.mk --
obj-m := radio.o
-- fm/radio.c --
`},
	Good: lint.Example{Files: `-- Kbuild --
obj-m := fm/
-- fm/Kbuild --
include $(src)/sources.mk
-- fm/sources.mk --
obj-m := radio.o
-- fm/radio.c --
`},
	Check: checkUnprefixedInclude,
}

func checkUnprefixedInclude(pass *lint.Pass) {
	if pass.Unit.Role != kbuild.DirectoryRole || pass.Build != pass.Unit.Builds[0] {
		return
	}
	reported := map[source.Place]bool{}
	for _, build := range pass.Unit.Builds {
		for _, inclusion := range unreadIn(pass, build) {
			place := inclusion.Place.Written()
			if root := rootOfInclude(pass, inclusion); root != "" && !reported[place] {
				reported[place] = true
				reportInclude(pass, inclusion, root)
			}
		}
	}
}

// unreadIn returns what a kind of build does not find. The sources of the
// kernel are where it looks in all but builds with O=, up to 6.2 in these too
// (Makefile, --include-dir).
func unreadIn(pass *lint.Pass, build kbuild.Build) []eval.Inclusion {
	switch {
	case build == pass.Build:
		return pass.Process.Unread()
	case !includesMore(pass), pass.Tree.Dialect == kbuild.Linux && !pass.Tree.Version.AtLeast(6, 3):
		return nil
	}
	if separate, _ := pass.Unit.SeparateBuild(); build == separate && pass.Separate() != nil {
		return pass.Separate().Unread()
	}
	if process := pass.Tree.Evaluate(pass.Unit, build, nil); process != nil {
		return process.Unread()
	}
	return nil
}

// includesMore reports whether the makefile includes others, be they found or
// not.
func includesMore(pass *lint.Pass) bool {
	return len(pass.Process.Unread()) > 0 || len(pass.Tree.IncludedIn(pass.Unit, pass.Process)) > 0
}

// rootOfInclude returns the variable that the path of a makefile should begin
// with, "" if nothing is plain: it may be one that the build makes.
func rootOfInclude(pass *lint.Pass, inclusion eval.Inclusion) string {
	name, world := inclusion.Name, pass.Tree.World
	when := world.Lasting(inclusion.When)
	relative := !path.IsAbs(name) && !strings.HasPrefix(name, "..")
	if !relative || world.UnknownInText(name) != nil || world.AnyOutcome(when) != when || isMade(pass, name) {
		return ""
	}
	switch {
	case pass.Tree.Dialect == kbuild.Linux && pass.Tree.IsFile(name):
		return "$(srctree)"
	case pass.Tree.Dialect == kbuild.Modules && pass.Tree.IsFile(path.Join(pass.Unit.Dir, name)):
		return "$(src)"
	}
	return ""
}

// isMade reports whether a rule makes a makefile, which make then reads.
func isMade(pass *lint.Pass, name string) bool {
	return len(pass.Process.Bindings(eval.MadeName(name))) > 0
}

// reportInclude reports a makefile for the kinds of build that do not find it.
func reportInclude(pass *lint.Pass, inclusion eval.Inclusion, root string) {
	var builds []kbuild.Build
	when := cond.False
	for _, build := range pass.Unit.Builds {
		for _, other := range unreadIn(pass, build) {
			if other.Place.Written() == inclusion.Place.Written() {
				builds = append(builds, build)
				when = pass.Space().Or(when, other.When)
				break
			}
		}
	}
	text := root + "/" + inclusion.Name
	finding := lint.Finding{
		Place: inclusion.Place, When: when, Builds: builds,
		Message: inclusion.Name + " is looked for where make works: that is not where the makefile is",
		Effect:  "make works " + pass.Tree.WorksIn(builds[0]) + " and stops: " + inclusion.Name + " is not there",
	}
	if builds[0] == kbuild.SeparateModule {
		finding.Severity = lint.Warning // few build modules that way
	}
	if place := inclusion.Place; place.Written() == place && place.Text() == inclusion.Name {
		edits := []source.Edit{{Place: place, Text: text}}
		finding.Fixes = []lint.Repair{{Title: "write " + text, Edits: edits}}
	}
	pass.Report(finding)
}
