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

var patternDirectoryLoss = &lint.Rule{
	Name:  "pattern-directory-loss",
	Title: "a pattern rule looks for the source of a file below in the wrong directory",
	Why: "At the top of an external module `$(obj)` is `.` since 6.13, and GNU Make drops the `./`: the pattern " +
		"`$(obj)/%.bin` has no slash then. With such a pattern make puts the directory of the target before the " +
		"source (GNU Make manual, \"How Patterns Match\"). For `sub/a.bin` the source `$(src)/%.txt` is " +
		"`sub/$(src)/a.txt`, which is the right one only while `$(src)` is `.` too: with `MO=` it is not.",
	Repair:   "Begin the source with `$(obj)/`: make finds it among the sources by VPATH.",
	Where:    "External modules with `MO=`: 6.13 and newer.",
	Needs:    lint.NeedsDirectory,
	Groups:   []string{"modules", "paths"},
	Severity: lint.Warning,
	Since:    "0.1.0",
	Bad: lint.Example{Files: `-- Kbuild --
obj-m := radio.o
always-y := tables/band.bin

$(obj)/%.bin: $(src)/%.txt
	cp $< $@
-- radio.c --
-- tables/band.txt --
`},
	Good: lint.Example{Files: `-- Kbuild --
obj-m := radio.o
always-y := tables/band.bin

$(obj)/%.bin: $(obj)/%.txt
	cp $< $@
-- radio.c --
-- tables/band.txt --
`},
	Check: checkPatternDirectoryLoss,
}

func checkPatternDirectoryLoss(pass *lint.Pass) {
	separate := pass.Tree.Version.AtLeast(6, 13) && pass.Build == kbuild.SeparateModule
	if !separate || pass.Directory == nil || pass.Unit.Dir != "." {
		return
	}
	for _, rule := range pass.Process.Rules {
		if !rule.Pattern || len(rule.Recipe) == 0 || strings.Contains(string(rule.Targets[0].Made), "/") {
			continue
		}
		for _, prereq := range rule.Prereqs {
			checkPatternSource(pass, rule, prereq)
		}
	}
}

// checkPatternSource reports the source of a pattern rule if it is found for a
// target at the top, but not for one below.
func checkPatternSource(pass *lint.Pass, rule *eval.Rule, prereq eval.Name) {
	src := plainValue(pass, pass.Process, "src") + "/"
	pattern, fromSource := strings.CutPrefix(prereq.Text, src)
	if !fromSource || !strings.Contains(pattern, "%") || strings.Contains(pattern, "/") {
		return
	}
	for _, target := range filesBelow(pass) {
		before, behind, _ := strings.Cut(string(rule.Targets[0].Made), "%")
		stem, matches := strings.CutPrefix(path.Base(target.Text), before)
		stem, ends := strings.CutSuffix(stem, behind)
		file := path.Join(path.Dir(target.Text), strings.Replace(pattern, "%", stem, 1))
		both := pass.Space().And(target.When, rule.When)
		if !matches || !ends || both == cond.False || !pass.Tree.IsFile(file) || hasOwnRule(pass, target.Text) {
			continue
		}
		pass.Report(lint.Finding{
			Place: prereq.Place, When: both,
			Message: "make puts " + path.Dir(target.Text) + "/ before the source of this pattern for " + target.Text,
			Effect:  "make does not find " + file + ": No rule to make target '" + target.Text + "'",
			Fixes:   fromObj(prereq.Place),
		})
		return
	}
}

// filesBelow returns what the lists of a makefile name in directories below.
func filesBelow(pass *lint.Pass) []eval.Word {
	var files []eval.Word
	add := func(name string, when cond.Cond) {
		if strings.Contains(name, "/") && !strings.HasSuffix(name, "/") && pass.Tree.World.UnknownInText(name) == nil {
			files = append(files, eval.Word{Text: name, When: when})
		}
	}
	for _, entry := range pass.Directory.Entries {
		add(entry.Text, entry.When)
	}
	for i := range pass.Directory.Objects {
		for _, part := range pass.Directory.Objects[i].Parts {
			add(part.Name, part.When)
		}
	}
	return files
}

// hasOwnRule reports whether a rule that is no pattern makes a file.
func hasOwnRule(pass *lint.Pass, name string) bool {
	for _, binding := range pass.Process.Bindings(eval.MadeName(eval.MakeName(name))) {
		if !binding.Rule.Pattern && len(binding.Rule.Recipe) > 0 {
			return true
		}
	}
	return false
}

// fromObj returns the repair of a source that is written with $(src)/.
func fromObj(place source.Place) []lint.Repair {
	rest, ok := strings.CutPrefix(place.Text(), "$(src)/")
	if !ok || place.Written() != place {
		return nil
	}
	text := "$(obj)/" + rest
	return []lint.Repair{{Title: "write " + text, Edits: []source.Edit{{Place: place, Text: text}}}}
}
