package rules

import (
	"strings"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/eval"
	"github.com/kbuildlint/kbuildlint/kbuild"
	"github.com/kbuildlint/kbuildlint/lint"
	"github.com/kbuildlint/kbuildlint/source"
)

var doubledSrctree = &lint.Rule{
	Name:  "doubled-srctree",
	Title: "$(srctree)/ stands before $(src), which is a path of its own",
	Why: "Up to 6.9 `$(src)` was the name of the directory in the tree, the same as `$(obj)`, and the shell needed " +
		"`$(srctree)/$(src)` to find a source in a build with O=. Since 6.10 `$(src)` leads to the sources by " +
		"itself. In a build with O=, and in every build of an external module, the two together lead nowhere.",
	Repair: "Write `$(src)`. In the kernel before 6.10 the makefile is right as it is; an external module has " +
		"`$(src)` in all versions.",
	Where:    "6.10 and newer: builds with O= and of external modules.",
	Needs:    lint.NeedsMakefile,
	Groups:   []string{"versions", "paths"},
	Severity: lint.Error,
	Since:    "0.1.0",
	Bad: lint.Example{Files: `-- Makefile --
obj-m := radio.o

ccflags-y += -I$(srctree)/$(src)/include
-- radio.c --
-- include/radio.h --
`},
	Good: lint.Example{Files: `-- Makefile --
obj-m := radio.o

ccflags-y += -I$(src)/include
-- radio.c --
-- include/radio.h --
`},
	Check: checkDoubledSrctree,
}

func checkDoubledSrctree(pass *lint.Pass) {
	first := pass.Unit.Role == kbuild.DirectoryRole && pass.Build == pass.Unit.Builds[0]
	if !first || !pass.Tree.Version.AtLeast(6, 10) {
		return
	}
	process, builds := pass.Process, pass.Unit.Builds
	if pass.Tree.Dialect == kbuild.Linux {
		build, _ := pass.Unit.SeparateBuild()
		process, builds = pass.Separate(), []kbuild.Build{build}
	}
	if process == nil {
		return
	}
	if doubled := doubledPath(pass, process); doubled != "" {
		reportDoubled(pass, process, doubled, builds)
	}
}

// reportDoubled reports the words that have a path, each place once.
func reportDoubled(pass *lint.Pass, process *eval.Process, doubled string, builds []kbuild.Build) {
	reported := map[source.Place]bool{}
	words := writtenWords(pass, process, "srctree")
	also := map[string]cond.Cond{} // where each option is given
	for _, word := range words {
		if known, ok := also[word.Text]; ok {
			word.When = pass.Space().Or(known, word.When)
		}
		also[word.Text] = word.When
	}
	src := plainValue(pass, process, "src")
	for _, word := range words {
		place := word.Place.Written()
		if !hasPath(word.Text, doubled) || reported[place] || word.When == cond.False {
			continue
		}
		// A directory for headers that is given in both ways is found in one.
		right, known := also[strings.Replace(word.Text, doubled, src, 1)]
		if strings.HasPrefix(word.Text, "-I") && known && pass.Space().Implies(word.When, right) {
			continue
		}
		reported[place] = true
		pass.Report(lint.Finding{
			Place: word.Place, When: word.When, Builds: builds,
			Message: word.Place.Text() + " has $(srctree)/ before $(src), which since 6.10 is a path by itself",
			Effect:  "the path of both together leads nowhere",
			Fixes:   withoutPrefix(word.Place, "$(srctree)/$(src)", "$(src)"),
		})
	}
}

// doubledPath returns what the two variables are together, "" where that is a
// path to the sources after all.
func doubledPath(pass *lint.Pass, process *eval.Process) string {
	srctree, src := plainValue(pass, process, "srctree"), plainValue(pass, process, "src")
	leads := strings.HasPrefix(src, "/") || strings.HasPrefix(src, srctree+"/")
	if srctree == "" || src == "" || pass.Tree.Dialect == kbuild.Linux && !leads {
		return ""
	}
	return srctree + "/" + src
}

// plainValue returns the text of a variable that is the same in all
// configurations, "" for others.
func plainValue(pass *lint.Pass, process *eval.Process, name string) string {
	words := pass.Words(process.ValueOf(name))
	if len(words) != 1 || pass.Tree.World.UnknownInText(words[0].Text) != nil {
		return ""
	}
	return words[0].Text
}

// hasPath reports whether a word has a path in it, or one that begins with it.
func hasPath(word, path string) bool {
	before, behind, found := strings.Cut(word, path)
	return found && !strings.HasSuffix(before, "/") && !strings.HasSuffix(before, ".") &&
		(behind == "" || strings.HasPrefix(behind, "/"))
}

// withoutPrefix returns the repair of a word that has two variables next to each
// other, of which one is enough.
func withoutPrefix(place source.Place, both, one string) []lint.Repair {
	written := place.Text()
	if place.Written() != place || strings.Count(written, both) != 1 {
		return nil
	}
	text := strings.Replace(written, both, one, 1)
	return []lint.Repair{{Title: "write " + text, Edits: []source.Edit{{Place: place, Text: text}}}}
}
