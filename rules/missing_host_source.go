package rules

import (
	"path"
	"strings"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/kbuild"
	"github.com/kbuildlint/kbuildlint/lint"
	"github.com/kbuildlint/kbuildlint/source"
)

var missingHostSource = &lint.Rule{
	Name:  "missing-host-source",
	Title: "a program for the host or for users has no source",
	Why: "Kbuild compiles a program of `hostprogs` or `userprogs` from the C source of the same name. `tool-objs` " +
		"gives it other objects, `tool-cxxobjs` those that are made from C++, and `tool-rust := y` makes it a Rust " +
		"program. Kbuild does not look at `tool-y`, which is for objects of the kernel. Where there is no such " +
		"source, make stops as soon as something needs the program.",
	Repair:   "Name the source that is there, list the objects in `tool-objs`, or add the source.",
	Needs:    lint.NeedsTree,
	Groups:   []string{"references"},
	Severity: lint.Error,
	Since:    "0.1.0",
	Bad: lint.Example{Files: `-- drivers/Makefile --
hostprogs-always-y := maketable
maketable-y := main.o sort.o
-- drivers/main.c --
-- drivers/sort.c --
`},
	Good: lint.Example{Files: `-- drivers/Makefile --
hostprogs-always-y := maketable
maketable-objs := main.o sort.o
-- drivers/main.c --
-- drivers/sort.c --
`},
	Check: checkMissingHostSource,
}

func checkMissingHostSource(pass *lint.Pass) {
	if pass.Unit.Role != kbuild.DirectoryRole || pass.Build != pass.Unit.Builds[0] {
		return
	}
	files := pass.Tree.ProgramSources(pass.Directory, pass.Process)
	used := map[string]bool{}
	for _, file := range files {
		used[file.Name] = true
	}
	for _, file := range files {
		if file.Missing != cond.False {
			reportHostSource(pass, file, used)
		}
	}
}

// reportHostSource reports a source that is missing; used are those that the
// programs of the directory have.
func reportHostSource(pass *lint.Pass, file kbuild.ProgramSource, used map[string]bool) {
	missing := path.Join(pass.Unit.Dir, file.Name)
	what := "the program " + describe(file.Place, file.Program)
	if file.Object != file.Program {
		what = describe(file.Place, file.Object) + " of the program " + file.Program
	}
	meant, hint := meantHostSource(pass, file, used)
	finding := lint.Finding{
		Place: file.Place, When: file.Missing, Builds: pass.Unit.Builds,
		Message: what + " has no source: " + nameOf(path.Dir(missing)) + " has no " + path.Base(missing) +
			", and no rule makes it",
		Hint: hint,
		Effect: "make stops where something needs the program: No rule to make target '" + missing +
			"', needed by '" + path.Join(pass.Unit.Dir, file.Object) + "'",
	}
	if meant != "" && file.Place.Text() == file.Object {
		finding.Fixes = []lint.Repair{{
			Title: "write " + meant, Edits: []source.Edit{{Place: file.Place, Text: meant}},
		}}
	}
	pass.Report(finding)
}

// meantHostSource returns the word that was perhaps meant, "" if there is none
// to write, and a hint for people.
func meantHostSource(pass *lint.Pass, file kbuild.ProgramSource, used map[string]bool) (meant, hint string) {
	if file.Object == file.Program && pass.Process.Lookup(file.Program+"-y") != nil {
		return "", "kbuild reads " + file.Program + "-objs for a program, not " + file.Program + "-y"
	}
	dir, base := path.Split(file.Name)
	stem, suffix := strings.TrimSuffix(base, path.Ext(base)), path.Ext(base)
	var stems, others []string
	for _, name := range pass.Tree.Names(path.Join(pass.Unit.Dir, dir)) {
		candidate, ofKind := strings.CutSuffix(name, suffix)
		switch {
		case ofKind && !used[dir+name]:
			stems = append(stems, candidate)
		case isHostLanguage[path.Ext(name)] && name == stem+path.Ext(name):
			others = append(others, dir+name)
		}
	}
	if near := lint.Nearest(stem, stems); near != "" {
		meant = dir + near + path.Ext(file.Object)
		return meant, lint.Meant(meant)
	}
	if len(others) > 0 {
		return "", "there is " + alternatives(others)
	}
	return "", ""
}

// isHostLanguage tells the endings of the sources of programs.
var isHostLanguage = map[string]bool{".c": true, ".cc": true, ".rs": true}
