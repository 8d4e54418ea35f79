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

var sourcePrefixOnGenerated = &lint.Rule{
	Name:  "source-prefix-on-generated",
	Title: "a file that the build makes is named with $(src)/ or $(srctree)/",
	Why: "In a build with `O=`, and since 6.13 in one of an external module with `MO=`, what make makes is not among " +
		"the sources: `$(obj)` is the directory of the objects, `$(src)` that of the sources. A file that a rule " +
		"makes is found under `$(obj)/` alone. A makefile that names it with `$(src)/` works in the tree, where both " +
		"are the same, so that its author does not notice.",
	Repair:   "Write `$(obj)/`, for a file of another directory `$(objtree)/`.",
	Where:    "builds with `O=`, and since 6.13 those of external modules with `MO=`",
	Needs:    lint.NeedsDirectory,
	Groups:   []string{"references", "paths"},
	Severity: lint.Error,
	Since:    "0.1.0",
	Bad: lint.Example{Files: `-- drivers/Makefile --
obj-y += table.o
$(obj)/table.o: $(src)/table.inc

$(obj)/table.inc: $(src)/table.txt
	sort $< > $@
-- drivers/table.c --
-- drivers/table.txt --
`},
	Good: lint.Example{Files: `-- drivers/Makefile --
obj-y += table.o
$(obj)/table.o: $(obj)/table.inc

$(obj)/table.inc: $(src)/table.txt
	sort $< > $@
-- drivers/table.c --
-- drivers/table.txt --
`},
	Check: checkSourcePrefixOnGenerated,
}

func checkSourcePrefixOnGenerated(pass *lint.Pass) {
	if pass.Unit.Role != kbuild.DirectoryRole || pass.Separate() == nil {
		return
	}
	names := sourceNames{pass: pass}
	g := generatedNames{pass: pass, names: names, of: map[source.Place]*generatedName{}}
	process := pass.Separate()
	wild := namesFor(pass.Tree.PatternPrerequisites(pass.Directory, process))
	for _, name := range slices.Concat(names.prerequisites(process), wild, names.recipes(process)) {
		g.check(name)
	}
	for _, name := range g.order {
		g.report(name)
	}
}

// generatedNames are the names with which a makefile looks for generated files
// among the sources.
type generatedNames struct {
	pass  *lint.Pass
	names sourceNames
	of    map[source.Place]*generatedName
	order []*generatedName
}

// A generatedName is a word that stands for one such file or, in a pattern, for
// several.
type generatedName struct {
	first fileName
	// made is the first file in the tree of objects.
	made  string
	when  cond.Cond
	files map[string]bool
}

func (g *generatedNames) check(name fileName) {
	file, inside, ok := g.names.missing(name)
	if !ok {
		return
	}
	switch {
	case kbuild.IsGenerated(file):
		g.add(name, file, name.When)
	case inside != "":
		when := g.pass.Space().And(name.When, directorySources(g.pass).Makes(inside))
		if when != cond.False && !g.madeOtherwise(name) {
			g.add(name, objectName(g.pass, inside), when)
		}
	}
}

// madeOtherwise reports whether make has a way around a pattern rule.
func (g *generatedNames) madeOtherwise(name fileName) bool {
	if name.recipe || !name.rule.Pattern {
		return false
	}
	for _, binding := range g.pass.Separate().Bindings(eval.MadeName(name.target)) {
		if len(binding.Rule.Recipe) > 0 {
			return true
		}
	}
	sources := directorySources(g.pass)
	target := strings.TrimPrefix(name.target, string(g.pass.Tree.TargetName(g.pass.Unit, "")))
	return slices.ContainsFunc(g.pass.Tree.SourceNames(target), func(source string) bool {
		return isThere(g.pass.Tree, path.Join(g.pass.Unit.Dir, source)) || sources.Makes(source) != cond.False
	})
}

func (g *generatedNames) add(name fileName, made string, when cond.Cond) {
	place := name.Place.Written()
	found := g.of[place]
	if found == nil {
		found = &generatedName{first: name, made: made, when: cond.False, files: map[string]bool{}}
		g.of[place] = found
		g.order = append(g.order, found)
	}
	found.when = g.pass.Space().Or(found.when, when)
	found.files[made] = true
}

func (g *generatedNames) report(found *generatedName) {
	name, target := found.first, g.pass.Tree.World.Readable(found.first.target)
	build, _ := g.pass.Unit.SeparateBuild()
	finding := lint.Finding{
		Place: name.Place, When: found.when, Builds: []kbuild.Build{build},
		Message: describe(name.Place, name.Text) + " is not among the sources: the build makes " + found.made,
		Effect:  "make stops: No rule to make target '" + name.Text + "', needed by '" + target + "'",
		Fixes:   replacedPrefix(name.Place, "$(src)", "$(obj)"),
	}
	switch others := len(found.files) - 1; {
	case others == 1:
		finding.Message += ", and one more file of the pattern"
	case others > 1:
		finding.Message += fmt.Sprintf(", and %d more files of the pattern", others)
	}
	switch {
	case name.recipe:
		finding.Effect = "the recipe of " + target + " does not find the file"
	case name.rule.Pattern:
		finding.Effect = "the pattern rule does not apply: nothing makes " + target
	}
	g.pass.Report(finding)
}
