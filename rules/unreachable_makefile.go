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

var unreachableMakefile = &lint.Rule{
	Name:  "unreachable-makefile",
	Title: "a Kbuild file that nothing leads to",
	Why: "Kbuild reads a makefile when a list of another one names its directory, or a recipe calls make for it. One " +
		"that all others jump over, as `obj-y += sti/hva/` jumps over `sti/`, lists objects that are never built " +
		"and sets flags that are never used. Nobody notices: make has no reason to complain.",
	Repair:   "Name the directory in the makefile above it, or remove the makefile.",
	Needs:    lint.NeedsTree,
	Groups:   []string{"references"},
	Severity: lint.Warning,
	Since:    "0.1.0",
	Bad: lint.Example{Files: `-- drivers/Makefile --
obj-y += power/charger/
-- drivers/power/Makefile --
obj-y += charger/ gauge/
-- drivers/power/charger/Makefile --
-- drivers/power/gauge/Makefile --
`},
	Good: lint.Example{Files: `-- drivers/Makefile --
obj-y += power/
-- drivers/power/Makefile --
obj-y += charger/ gauge/
-- drivers/power/charger/Makefile --
-- drivers/power/gauge/Makefile --
`},
	CheckTree: checkUnreachableMakefile,
}

func checkUnreachableMakefile(pass *lint.TreePass) {
	u := unreachable{pass: pass, unknown: unknownDirectories(pass)}
	for _, directory := range pass.Descent.Directories {
		if len(directory.Ways) > 0 || pass.Tree.Included(directory.Unit.Makefile) || u.mayBeNamed(directory) {
			continue
		}
		if first := u.firstWord(directory); first != nil && !u.standsAlone(directory) {
			u.report(directory, first)
		}
	}
}

// unreachable looks for makefiles that nothing leads to.
type unreachable struct {
	pass *lint.TreePass
	// unknown are what paths of directories begin with whose names only a
	// build knows.
	unknown []string
}

// unknownDirectories returns what is known of the words for directories that
// hold an unknown.
func unknownDirectories(pass *lint.TreePass) []string {
	var prefixes []string
	for _, directory := range pass.Descent.Directories {
		for _, entry := range directory.Entries {
			isDir := entry.IsDirectory()
			if !isDir || pass.Tree.World.UnknownInText(entry.Text) == nil {
				continue
			}
			known, _, _ := strings.Cut(entry.Text, "\x00")
			dir, name := path.Split(known)
			prefixes = append(prefixes, strings.TrimPrefix(path.Join(directory.Unit.Dir, dir)+"/"+name, "./"))
		}
	}
	return prefixes
}

// mayBeNamed reports whether a word that only a build knows may name a
// directory, or one around it.
func (u *unreachable) mayBeNamed(directory *kbuild.Directory) bool {
	return slices.ContainsFunc(u.unknown, func(prefix string) bool {
		return strings.HasPrefix(directory.Unit.Dir+"/", prefix)
	})
}

// firstWord returns the first word that the makefile puts into a list of what
// kbuild is to build.
func (u *unreachable) firstWord(directory *kbuild.Directory) *kbuild.Entry {
	var first *kbuild.Entry
	for i := range directory.Entries {
		entry := &directory.Entries[i]
		place, own := u.pass.Tree.Resolve(entry.Place)
		if !own || place.Path() != directory.Unit.Makefile || !asksToBuild(entry.List) {
			continue
		}
		if first == nil || place.Span.Start < first.Place.Written().Span.Start {
			first = entry
		}
	}
	return first
}

// asksToBuild tells the lists that a makefile of another build system has no
// use for.
func asksToBuild(list string) bool {
	kind, _, _ := strings.Cut(list, "-")
	return slices.Contains([]string{"obj", "lib", "subdir", "always", "extra", "dtb"}, kind)
}

// standsAlone reports whether people run a makefile by itself: it has a target
// that they ask for.
func (u *unreachable) standsAlone(directory *kbuild.Directory) bool {
	unit := directory.Unit
	process := u.pass.Tree.Evaluate(unit, unit.Builds[0], nil)
	return slices.ContainsFunc([]eval.MadeName{"all", "modules", "default"}, func(goal eval.MadeName) bool {
		return process != nil && len(process.Bindings(goal)) > 0
	})
}

func (u *unreachable) report(directory *kbuild.Directory, first *kbuild.Entry) {
	dir := directory.Unit.Dir
	u.pass.Report(nil, lint.Finding{
		Place: first.Place, When: cond.True, Builds: directory.Unit.Builds,
		Message: "nothing leads kbuild to " + dir + ", so " + path.Base(directory.Unit.Makefile) + " is never read",
		Effect:  "what it lists is not built on its account, and its flags have no effect",
		Related: u.jumps(dir),
	})
}

// jumps returns the words that lead to something below a directory and not to
// the directory.
func (u *unreachable) jumps(dir string) []lint.Note {
	var notes []lint.Note
	for _, from := range u.pass.Descent.Directories {
		if from.Possible == cond.False || !strings.HasPrefix(dir+"/", from.Unit.Dir+"/") && from.Unit.Dir != "." {
			continue
		}
		for i := range from.Entries {
			entry := &from.Entries[i]
			below := path.Join(from.Unit.Dir, entry.Text)
			note := lint.Note{Place: entry.Place, Message: "this jumps over it, to " + below}
			if strings.HasPrefix(below, dir+"/") && asksToBuild(entry.List) && !slices.Contains(notes, note) {
				notes = append(notes, note)
			}
		}
	}
	return notes
}
