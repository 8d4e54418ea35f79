package rules

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/eval"
	"github.com/kbuildlint/kbuildlint/kbuild"
	"github.com/kbuildlint/kbuildlint/lint"
	"github.com/kbuildlint/kbuildlint/source"
)

var missingIncludeDirectory = &lint.Rule{
	Name:  "missing-include-directory",
	Title: "a directory of headers is not there",
	Why: "The compiler says nothing of a directory behind `-I` that it does not find, unless it is asked to with " +
		"`-Wmissing-include-dirs`, as kbuild does for `W=1`. Most often the headers have been moved and the flag " +
		"was left behind. Where it is still needed, a header is not found, or another one of the same name is.",
	Repair:   "Name the directory in which the headers are now, or remove the flag.",
	Needs:    lint.NeedsTree,
	Groups:   []string{"references", "flags"},
	Severity: lint.Warning,
	Since:    "0.1.0",
	Bad: lint.Example{Files: `-- drivers/Makefile --
obj-y += radio.o
ccflags-y += -I$(src)/include
-- drivers/radio.c --
-- drivers/radio.h --
`},
	Good: lint.Example{Files: `-- drivers/Makefile --
obj-y += radio.o
ccflags-y += -I$(src)/include
-- drivers/radio.c --
-- drivers/include/radio.h --
`},
	Check: checkMissingIncludeDirectory,
}

func checkMissingIncludeDirectory(pass *lint.Pass) {
	process := pass.Separate()
	if process == nil {
		return
	}
	m := missingDirs{
		pass: pass, names: sourceNames{pass: pass}, read: map[string]bool{}, of: map[source.Place]*missingDir{},
	}
	m.note(process)
	for _, variable := range process.OwnNames() {
		words := pass.Words(process.ValueOf(variable))
		for i := range words {
			if word, ok := includePath(words, i); ok {
				m.check(fileName{Word: word, raw: words[i].Text})
			}
		}
	}
	for _, missing := range m.found {
		m.report(missing)
	}
}

// missingDirs looks for directories of headers that are not there.
type missingDirs struct {
	pass  *lint.Pass
	names sourceNames
	// read are the makefiles that the process has read: what it has inherited is
	// reported where it is written.
	read map[string]bool
	// made are the files and directories that its rules make.
	made  []string
	of    map[source.Place]*missingDir
	found []*missingDir
}

// A missingDir is a word that stands for one such directory or, in a loop, for
// several.
type missingDir struct {
	first eval.Word
	dir   string
	when  cond.Cond
	dirs  map[string]bool
}

// note notes what a process has read, and what it makes.
func (m *missingDirs) note(process *eval.Process) {
	for _, name := range process.Includes() {
		m.read[m.inTree(name)] = true
	}
	for _, rule := range process.Rules {
		for _, target := range rule.Targets {
			m.made = append(m.made, m.inTree(string(target.Made)))
		}
	}
}

// inTree returns the path that a file has, or would have, in the tree.
func (m *missingDirs) inTree(name string) string {
	build, _ := m.pass.Unit.SeparateBuild()
	if file, ok := m.pass.Tree.SourcePath(build, name); ok {
		return file
	}
	return path.Clean(name)
}

func (m *missingDirs) check(name fileName) {
	word, place := name.Word, name.Place.Written()
	dir, _, ok := m.names.missing(name)
	if !ok || kbuild.IsGenerated(dir+"/") || place.File == nil || !m.read[place.Path()] || m.makes(m.lost(dir)) {
		return
	}
	build, _ := m.pass.Unit.SeparateBuild()
	if m.pass.Tree.Simplify(word.When, build, m.pass.Separate()) == cond.False {
		return
	}
	found := m.of[place]
	if found == nil {
		found = &missingDir{first: word, dir: dir, when: cond.False, dirs: map[string]bool{}}
		m.of[place] = found
		m.found = append(m.found, found)
	}
	found.when = m.pass.Space().Or(found.when, word.When)
	found.dirs[dir] = true
}

// makes reports whether a rule makes a directory, or something in it.
func (m *missingDirs) makes(dir string) bool {
	return slices.ContainsFunc(m.made, func(file string) bool { return strings.HasPrefix(file+"/", dir+"/") })
}

// lost returns the first of the directories on the way to a missing one that is
// not there.
func (m *missingDirs) lost(dir string) string {
	for !m.pass.Tree.IsDir(path.Dir(dir)) {
		dir = path.Dir(dir)
	}
	return dir
}

func (m *missingDirs) report(missing *missingDir) {
	lost := m.lost(missing.dir)
	finding := lint.Finding{
		Place: missing.first.Place, When: missing.when, Builds: m.pass.Unit.Builds,
		Message: describe(missing.first.Place, missing.dir) + " is not there: " + nameOf(path.Dir(lost)) + " has no " +
			path.Base(lost),
		Effect: "the compiler finds no header there",
	}
	if others := len(missing.dirs) - 1; others > 0 {
		finding.Message += fmt.Sprintf("; so it is with %d more that the word stands for", others)
	}
	m.pass.Report(finding)
}
