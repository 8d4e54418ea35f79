package rules

import (
	"path"
	"strings"

	"github.com/kbuildlint/kbuildlint/eval"
	"github.com/kbuildlint/kbuildlint/kbuild"
	"github.com/kbuildlint/kbuildlint/lint"
)

var missingMakefile = &lint.Rule{
	Name:  "missing-makefile",
	Title: "a makefile is included that is not there",
	Why: "make stops when a makefile that it is to include is neither there nor made by a rule, before it builds " +
		"anything, whatever the makefile was for. It happens when a directory is cleaned up, and a makefile in it " +
		"was included from elsewhere. An `-include` says that the file may be missing, and is not reported; nor is " +
		"a file that a configure script writes.",
	Repair:   "Name the makefile that is there now, or remove the line.",
	Needs:    lint.NeedsTree,
	Groups:   []string{"references"},
	Severity: lint.Error,
	Since:    "0.1.0",
	Bad: lint.Example{Files: `-- drivers/Makefile --
include $(src)/common/sources.mk
obj-y += $(common-objs)
-- drivers/common/objects.mk --
common-objs := radio.o
-- drivers/radio.c --
`},
	Good: lint.Example{Files: `-- drivers/Makefile --
include $(src)/common/objects.mk
obj-y += $(common-objs)
-- drivers/common/objects.mk --
common-objs := radio.o
-- drivers/radio.c --
`},
	Check: checkMissingMakefile,
}

func checkMissingMakefile(pass *lint.Pass) {
	if pass.Build != pass.Unit.Builds[0] {
		return // builds of other kinds do not find it either, or say so in their own words
	}
	for _, inclusion := range lostMakefiles(pass) {
		file, ok := pass.Tree.Inside(pass.Unit, pass.Build, inclusion.Name)
		if !ok || pass.Tree.IsFile(file) || kbuild.IsGenerated(file) || isConfigured(pass.Tree, file) {
			continue
		}
		if pass.Directory == nil || !pass.Tree.MayBeMade(pass.Unit, pass.Directory, pass.Process, file) {
			pass.Report(lostMakefile(pass, inclusion, file))
		}
	}
}

// isConfigured reports whether a script that runs before make may write a file.
func isConfigured(tree *kbuild.Tree, file string) bool {
	if tree.IsFile(file + ".in") {
		return true
	}
	for dir := path.Dir(file); ; dir = path.Dir(dir) {
		if tree.IsFile(path.Join(dir, "configure")) || tree.IsFile(path.Join(dir, "configure.ac")) {
			return true
		}
		if dir == "." {
			return false
		}
	}
}

// lostMakefile returns the finding of a makefile that is not there.
func lostMakefile(pass *lint.Pass, inclusion eval.Inclusion, file string) lint.Finding {
	dir := path.Dir(file)
	finding := lint.Finding{
		Place: inclusion.Place, When: inclusion.When, Builds: pass.Unit.Builds,
		Message: describe(inclusion.Place, file) + " is not there: " + nameOf(dir) + " has no " + path.Base(file),
		Effect:  "make stops: No rule to make target '" + pass.Tree.World.Readable(inclusion.Name) + "'",
	}
	if !pass.Tree.IsDir(dir) {
		finding.Message = describe(inclusion.Place, file) + " is not there: there is no directory " + dir
	}
	kind := "" // what Makefile.lib and Makefile.btf have in common makes them no more alike
	if strings.HasPrefix(path.Base(file), "Makefile.") {
		kind = "Makefile."
	}
	var others []string
	for _, name := range pass.Tree.Names(dir) {
		if rest, ok := strings.CutPrefix(name, kind); ok && kbuild.IsMakefileName(name) {
			others = append(others, rest)
		}
	}
	addNearest(&finding, kind, strings.TrimPrefix(path.Base(file), kind), others)
	return finding
}
