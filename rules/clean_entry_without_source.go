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

var cleanEntryWithoutSource = &lint.Rule{
	Name:  "clean-entry-without-source",
	Title: "make clean removes a file that nothing makes",
	Why: "The words of `clean-files` are what a build leaves in a directory beside the files of the other lists. " +
		"When the rule or the script that wrote such a file goes, the word often stays. It may be kept for a few " +
		"releases, for those who update a tree that they have built; after that it only misleads.",
	Repair:   "Remove the word.",
	Needs:    lint.NeedsTree,
	Groups:   []string{"references", "lists"},
	Severity: lint.Info,
	Since:    "0.1.0",
	Bad: lint.Example{Files: `-- drivers/Makefile --
obj-y += table.o
clean-files := table.inc devlist.h

$(obj)/table.o: $(obj)/table.inc
$(obj)/table.inc: $(src)/table.txt
	sort $< > $@
-- drivers/table.c --
-- drivers/table.txt --
`},
	Good: lint.Example{Files: `-- drivers/Makefile --
obj-y += table.o
clean-files := table.inc

$(obj)/table.o: $(obj)/table.inc
$(obj)/table.inc: $(src)/table.txt
	sort $< > $@
-- drivers/table.c --
-- drivers/table.txt --
`},
	Check: checkCleanEntryWithoutSource,
}

func checkCleanEntryWithoutSource(pass *lint.Pass) {
	if pass.Unit.Role != kbuild.DirectoryRole || pass.Build != pass.Unit.Builds[0] {
		return
	}
	c := cleanEntries{pass: pass}
	for _, entry := range cleaned(pass) {
		if c.mayBeMade(entry) {
			continue
		}
		finding := lint.Finding{
			Place: entry.Place, When: entry.When, Builds: pass.Unit.Builds,
			Message: "nothing makes " + describe(entry.Place, path.Join(pass.Unit.Dir, entry.Text)) +
				", which make clean removes",
			Effect: "the word has no effect",
		}
		if place := entry.Place.Written(); place.Text() == entry.Text {
			finding.Fixes = []lint.Repair{{Title: "remove " + entry.Text, Edits: []source.Edit{removal(place)}}}
		}
		pass.Report(finding)
	}
}

// cleanEntries looks for what makes the files that make clean removes.
type cleanEntries struct {
	pass *lint.Pass
}

func (c *cleanEntries) mayBeMade(entry kbuild.Entry) bool {
	if c.pass.Tree.World.UnknownInText(entry.Text) != nil || strings.Contains(entry.Text, "..") {
		return true
	}
	part := longestPart(path.Base(entry.Text))
	if len(part) < shortestPart || c.pass.Process.Lost() != cond.False {
		return true
	}
	return c.isListed(entry.Text) || c.isTarget(entry.Text) || c.isWritten(entry, part)
}

// shortestPart is how much of a name is to be known to look for it in texts.
const shortestPart = 4

// longestPart returns the longest part of a name without wild cards.
func longestPart(name string) string {
	longest := ""
	for _, part := range strings.FieldsFunc(name, func(c rune) bool { return strings.ContainsRune("*?[]", c) }) {
		if len(part) > len(longest) {
			longest = part
		}
	}
	return longest
}

// isListed reports whether a list names a file, or what it is made with.
func (c *cleanEntries) isListed(name string) bool {
	if slices.ContainsFunc(c.pass.Directory.Entries, func(entry kbuild.Entry) bool {
		return matches(name, entry.Text)
	}) {
		return true
	}
	return directorySources(c.pass).MayMake(name)
}

// matches reports whether a name with wild cards stands for another one.
func matches(pattern, name string) bool {
	matched, err := path.Match(pattern, name)
	return matched || err != nil
}

// isTarget reports whether a rule of the makefile makes a file.
func (c *cleanEntries) isTarget(name string) bool {
	pattern := string(c.pass.Tree.TargetName(c.pass.Unit, name))
	return slices.ContainsFunc(c.pass.Process.Rules, func(rule *eval.Rule) bool {
		return slices.ContainsFunc(rule.Targets, func(target eval.Name) bool {
			made := string(target.Made)
			return matches(pattern, made) || matches(strings.ReplaceAll(made, "%", "*"), pattern)
		})
	})
}

// isWritten reports whether a makefile has a part of the name a second time, or
// a file beside it or among the scripts of the tree has it: a recipe, a program
// or a script may write the file.
func (c *cleanEntries) isWritten(entry kbuild.Entry, part string) bool {
	place := entry.Place.Written()
	if place.File == nil || strings.Count(place.File.Text, part) > 1 || !strings.Contains(place.Text(), part) {
		return true
	}
	for _, dir := range []string{c.pass.Unit.Dir, path.Dir(c.pass.Unit.Dir), "scripts", "."} {
		for _, name := range c.pass.Tree.Names(dir) {
			file := path.Join(dir, name)
			if file != place.Path() && c.pass.Tree.IsFile(file) && c.pass.Tree.FileHas(file, part) {
				return true
			}
		}
	}
	return false
}
