package rules

import (
	"path"
	"slices"
	"strings"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/eval"
	"github.com/kbuildlint/kbuildlint/kbuild"
	"github.com/kbuildlint/kbuildlint/lint"
)

var orphanSource = &lint.Rule{
	Name:  "orphan-source",
	Title: "a source that no makefile and no other source uses",
	Why: "A source without an object in a list of its directory is in no kernel: a driver that somebody forgot to " +
		"add to the makefile, or one that was left behind. Nothing tells them from sources that are templates, " +
		"or that other build systems use, so the rule has to be asked for.",
	Repair:   "Add the object to a list, or remove the source.",
	Needs:    lint.NeedsSources,
	Groups:   []string{"references"},
	Severity: lint.Info,
	OptIn:    true,
	Since:    "0.1.0",
	Bad: lint.Example{Files: `-- drivers/Makefile --
obj-y += charger.o
-- drivers/charger.c --
-- drivers/gauge.c --
`},
	Good: lint.Example{Files: `-- drivers/Makefile --
obj-y += charger.o
-- drivers/charger.c --
#include "gauge.c"
-- drivers/gauge.c --
`},
	CheckTree: checkOrphanSource,
}

func checkOrphanSource(pass *lint.TreePass) {
	o := orphans{pass: pass, used: map[string]bool{}}
	for _, directory := range pass.Descent.Directories {
		o.note(directory)
	}
	for _, directory := range pass.Descent.Directories {
		if directory.Possible != cond.False && directory.Unclear == cond.False {
			o.check(directory)
		}
	}
}

// orphans looks for sources that nothing uses.
type orphans struct {
	pass *lint.TreePass
	// used are the paths, without their endings, of what lists, rules and
	// recipes name.
	used map[string]bool
	// patterns are the prerequisites of pattern rules, which may be any file.
	patterns []string
}

// note remembers what the makefiles of a directory name.
func (o *orphans) note(directory *kbuild.Directory) {
	unit := directory.Unit
	process := o.pass.Tree.Evaluate(unit, unit.Builds[0], nil)
	if process == nil {
		return
	}
	for _, name := range process.OwnNames() {
		for _, word := range o.pass.Tree.World.Words(process.ValueOf(name)) {
			o.use(unit.Dir, word.Text)
		}
	}
	for _, rule := range process.Rules {
		o.rule(unit.Dir, rule)
	}
}

// rule remembers what a rule and its recipe name.
func (o *orphans) rule(dir string, rule *eval.Rule) {
	for _, names := range [][]eval.Name{rule.Targets, rule.Prereqs, rule.OrderOnly} {
		for _, name := range names {
			o.use(dir, name.Text)
		}
	}
	for _, prereq := range rule.Prereqs {
		switch pattern := path.Clean(prereq.Text); {
		case strings.HasPrefix(pattern, "%"):
			o.patterns = append(o.patterns, path.Join(dir, pattern))
		case strings.Contains(pattern, "%"):
			o.patterns = append(o.patterns, pattern)
		}
	}
	for _, line := range rule.Recipe {
		for _, word := range strings.FieldsFunc(line.Place.Text(), endsName) {
			o.use(dir, path.Base(word))
		}
	}
}

// endsName reports whether a character is in no name of a file.
func endsName(c rune) bool { return strings.ContainsRune(" \t\"'();|&<>=,\\\n", c) }

// use remembers a name: relative to a directory, or to the top of the tree.
func (o *orphans) use(dir, name string) {
	for _, full := range []string{path.Join(dir, name), path.Clean(name)} {
		o.used[full] = true
		o.used[strings.TrimSuffix(full, path.Ext(full))] = true
	}
}

// isUsed reports whether makefiles name a source, or what is made from it.
func (o *orphans) isUsed(source string) bool {
	if o.used[source] || o.used[strings.TrimSuffix(source, path.Ext(source))] {
		return true
	}
	return slices.ContainsFunc(o.patterns, func(pattern string) bool { return eval.Matches(pattern, source, true) })
}

// isCode tells the sources of objects. One with two endings is made into
// something else, as vmlinux.lds.S is.
func isCode(name string) bool {
	ext := path.Ext(name)
	return (ext == ".c" || ext == ".S") && !strings.Contains(strings.TrimSuffix(name, ext), ".")
}

// check reports the orphans of a directory.
func (o *orphans) check(directory *kbuild.Directory) {
	var candidates []string
	dir := directory.Unit.Dir
	for _, name := range o.pass.Tree.Names(dir) {
		full := path.Join(dir, name)
		if isCode(name) && !o.isUsed(full) && o.pass.Tree.IsFile(full) {
			candidates = append(candidates, full)
		}
	}
	if len(candidates) == 0 {
		return
	}
	included := includedAround(o.pass, dir)
	for _, orphan := range candidates {
		if !slices.Contains(included, orphan) {
			o.report(directory, orphan)
		}
	}
}

// maxFolders bounds the directories that are looked through for what includes
// one source.
const maxFolders = 200

// includedAround returns what the sources of a directory, of those around it
// and of those below it include.
func includedAround(pass *lint.TreePass, dir string) []string {
	folders := append(missing{pass: pass}.neighbours(dir), dir)
	for i := 0; i < len(folders) && len(folders) < maxFolders; i++ {
		for _, name := range pass.Tree.Names(folders[i]) {
			full := path.Join(folders[i], name)
			if strings.HasPrefix(full, dir+"/") && pass.Tree.IsDir(full) && !slices.Contains(folders, full) {
				folders = append(folders, full)
			}
		}
	}
	var names []string
	for _, folder := range folders {
		for _, name := range pass.Tree.Names(folder) {
			if isCode(name) || path.Ext(name) == ".h" {
				names = append(names, pass.Tree.IncludedSources(path.Join(folder, name))...)
			}
		}
	}
	return names
}

// report reports an orphan at the first word of a list of objects.
func (o *orphans) report(directory *kbuild.Directory, orphan string) {
	for i := range directory.Entries {
		entry := &directory.Entries[i]
		place, own := o.pass.Tree.Resolve(entry.Place)
		if !own || place.Path() != directory.Unit.Makefile || !strings.HasPrefix(entry.List, "obj-") {
			continue
		}
		o.pass.Report(directory, lint.Finding{
			Place: entry.Place, When: cond.True,
			Message: orphan + " is used by no list, rule or source nearby",
			Effect:  "it is part of no build",
		})
		return
	}
}
