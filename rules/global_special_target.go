package rules

import (
	"slices"
	"strings"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/eval"
	"github.com/kbuildlint/kbuildlint/kbuild"
	"github.com/kbuildlint/kbuildlint/lint"
	"github.com/kbuildlint/kbuildlint/source"
)

var globalSpecialTarget = &lint.Rule{
	Name:  "global-special-target",
	Title: "a Kbuild file changes how make treats all rules, those of kbuild among them",
	Why: "kbuild includes the makefile of a directory into a process of make that has the rules of kbuild, too. A " +
		"special target such as `.ONESHELL` or `.POSIX` concerns all recipes of that process, wherever it stands, " +
		"and `export` without a name hands every variable to all commands and to the makes of the directories " +
		"below, which begin with `hostprogs` and other lists of the parent. What is written for one recipe breaks, " +
		"slows or hides all others.",
	Repair: "Remove it, and write what is needed into the one recipe: commands joined by `;` and `\\`, `set -e`, `@` " +
		"or `-` before a command, `export NAME` for a single variable.",
	Needs:    lint.NeedsMakefile,
	Groups:   []string{"make"},
	Severity: lint.Error,
	Since:    "0.1.0",
	Bad: lint.Example{Files: `-- drivers/Makefile --
obj-y += radio.o

.ONESHELL:
$(obj)/table.inc: $(src)/table.txt
	cd $(src)
	sort table.txt > $(abspath $@)
-- drivers/radio.c --
-- drivers/table.txt --
`},
	Good: lint.Example{Files: `-- drivers/Makefile --
obj-y += radio.o

$(obj)/table.inc: $(src)/table.txt
	sort $< > $@
-- drivers/radio.c --
-- drivers/table.txt --
`},
	Check: checkGlobalSpecialTarget,
}

// A globalEffect is what a special target does to a process of make (GNU Make
// manual, "Special Built-in Target Names").
type globalEffect struct {
	effect string
	// all tells that its prerequisites do not narrow it down.
	all      bool
	severity lint.Severity
}

// globalEffects are the special targets that concern rules of others.
var globalEffects = map[eval.MadeName]globalEffect{
	".ONESHELL": {
		"each recipe of kbuild is one script: the first line decides about @, - and +, and only the last command " +
			"of a recipe can fail", true, lint.Error,
	},
	".POSIX": {
		"the shell runs all recipes with -e: the first command that fails ends them", true, lint.Error,
	},
	".IGNORE": {
		"commands that fail are taken for ones that succeed: the build goes on", false, lint.Error,
	},
	".SILENT": {"make prints no command in this directory, with V=1 neither", false, lint.Warning},
	".NOTPARALLEL": {
		"make runs one command at a time in this directory, whatever -j says", false, lint.Warning,
	},
	".SECONDEXPANSION": {
		"the prerequisites of all rules behind it are expanded twice, those of kbuild too", true, lint.Warning,
	},
}

// exportAll says what exporting all variables does in a directory.
func exportAll(directory *kbuild.Directory) globalEffect {
	if slices.ContainsFunc(directory.Entries, func(e kbuild.Entry) bool { return e.IsDirectory() }) {
		return globalEffect{
			"all variables are handed to every command, and hostprogs and other lists to the directories below, " +
				"which add to them", true, lint.Error,
		}
	}
	return globalEffect{"all variables are handed to every command of the directory", true, lint.Warning}
}

func checkGlobalSpecialTarget(pass *lint.Pass) {
	isModule := pass.Tree.Dialect == kbuild.Modules
	if pass.Unit.Role != kbuild.DirectoryRole || isModule && len(pass.Directory.Entries) == 0 {
		return // who writes no list may have written it for make alone
	}
	for _, rule := range pass.Process.Rules {
		for i := range rule.Targets {
			checkSpecial(pass, rule, &rule.Targets[i])
		}
	}
	for _, export := range pass.Process.BareExports() {
		place := export.Place
		place.Span.End = place.Span.Start + len(strings.TrimRight(place.Text(), " \t\r\n"))
		reportGlobal(pass, place, export.When, "export", exportAll(pass.Directory))
	}
	checkRecipePrefix(pass)
}

// checkSpecial reports a target that is special and concerns rules of others.
func checkSpecial(pass *lint.Pass, rule *eval.Rule, target *eval.Name) {
	global, ok := globalEffects[target.Made]
	if target.Made == ".EXPORT_ALL_VARIABLES" {
		global, ok = exportAll(pass.Directory), true
	}
	if ok && (global.all || isBare(rule)) {
		reportGlobal(pass, target.Place, target.When, string(target.Made), global)
	}
}

// isBare reports whether a rule has no prerequisites, in no configuration.
func isBare(rule *eval.Rule) bool { return len(rule.Prereqs) == 0 && len(rule.OrderOnly) == 0 }

// reportGlobal reports what concerns all rules.
func reportGlobal(pass *lint.Pass, place source.Place, when cond.Cond, name string, global globalEffect) {
	pass.Report(lint.Finding{
		Place: place, When: when, Severity: global.severity,
		Message: name + " concerns all rules of kbuild in this directory, not only those of the makefile",
		Effect:  global.effect,
	})
}

// checkRecipePrefix reports another recipe prefix if it is still there at the
// end, where kbuild goes on with its own rules.
func checkRecipePrefix(pass *lint.Pass) {
	const name = ".RECIPEPREFIX"
	variable := pass.Process.Lookup(name)
	if variable == nil {
		return
	}
	when := pass.Tree.World.NonEmpty(pass.Process.ValueOf(name))
	for _, a := range pass.Process.Assignments {
		if both := pass.Space().And(a.When, when); a.Name == name && both != cond.False {
			reportGlobal(pass, a.Place, both, name, globalEffect{
				"make stops at the first recipe of kbuild that it reads behind this makefile: missing separator",
				true, lint.Error,
			})
		}
	}
}
