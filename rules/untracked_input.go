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

var untrackedInput = &lint.Rule{
	Name:  "untracked-input",
	Title: "a command uses a program or a script of the directory that is no prerequisite",
	Why: "GNU Make knows only the prerequisites of a target. A program for the host that a command runs, and that is " +
		"none of them, may not be there yet when the command runs, or be half written: with `-j` that is a matter of " +
		"luck. When the program, a script or another source that the command reads changes, the target stays as it " +
		"is. This is a warning for programs, and worth knowing for sources.",
	Repair: "Add the file to the prerequisites, and see that the command does not take it for one of its inputs: " +
		"`$<` is the first prerequisite, `$^` and `$(real-prereqs)` are all of them.",
	Needs:    lint.NeedsDirectory,
	Groups:   []string{"rebuild"},
	Severity: lint.Warning,
	Since:    "0.1.0",
	Bad: lint.Example{Files: `-- drivers/Makefile --
hostprogs := conv
targets += table.h

cmd_table = $(obj)/conv $< > $@
$(obj)/table.h: $(src)/table.txt FORCE
	$(call if_changed,table)
-- drivers/conv.c --
-- drivers/table.txt --
`},
	Good: lint.Example{Files: `-- drivers/Makefile --
hostprogs := conv
targets += table.h

cmd_table = $(obj)/conv $< > $@
$(obj)/table.h: $(src)/table.txt $(obj)/conv FORCE
	$(call if_changed,table)
-- drivers/conv.c --
-- drivers/table.txt --
`},
	Check: checkUntrackedInput,
}

func checkUntrackedInput(pass *lint.Pass) {
	if pass.Unit.Role != kbuild.DirectoryRole || pass.Build != pass.Unit.Builds[0] {
		return
	}
	s := inputSearch{
		pass: pass, programs: programsOf(pass), phony: phonyTargets(pass), reported: map[inputOfRule]bool{},
	}
	s.searchLines(s.searchCalls())
}

// searchCalls looks at the commands that recipes call, and returns the rules
// that have such recipes.
func (s inputSearch) searchCalls() map[*eval.Rule]bool {
	calls := commandCalls(s.pass)
	compares := map[*eval.Rule]bool{}
	for _, call := range calls {
		compares[call.binding.Rule] = compares[call.binding.Rule] || comparing[call.macro]
	}
	called := map[*eval.Rule]bool{}
	for _, call := range calls {
		called[call.binding.Rule] = true
		if command := commandOf(s.pass, call); command != nil {
			s.search(inputUse{
				binding: call.binding, command: command, when: call.when,
				compares: compares[call.binding.Rule], filechk: call.macro == "filechk",
			})
		}
	}
	return called
}

// searchLines looks at the lines of the recipes that call nothing.
func (s inputSearch) searchLines(called map[*eval.Rule]bool) {
	for _, recipe := range s.pass.Recipes {
		if called[recipe.Binding.Rule] {
			continue
		}
		for _, line := range recipe.Lines {
			s.search(inputUse{binding: recipe.Binding, command: line.Value, when: recipe.Binding.When})
		}
	}
}

// programsOf returns the programs that the directory builds, unless a goal of
// another makefile has them built before.
func programsOf(pass *lint.Pass) map[eval.MadeName]bool {
	programs := map[eval.MadeName]bool{}
	for _, entry := range pass.Directory.Entries {
		if strings.HasPrefix(entry.List, "hostprogs") || strings.HasPrefix(entry.List, "userprogs") {
			programs[pass.Tree.TargetName(pass.Unit, entry.Text)] = true
		}
	}
	for _, way := range pass.Directory.Ways {
		for _, goal := range way.Goals {
			delete(programs, eval.MadeName(eval.MakeName(goal.Text)))
		}
	}
	return programs
}

// An inputUse is a command in the recipe of a target.
type inputUse struct {
	binding *eval.Binding
	command *eval.Value
	when    cond.Cond
	// compares tells that the recipe runs its command only where a prerequisite
	// or the command has changed; filechk that what it prints goes to the target.
	compares, filechk bool
}

// An inputOfRule is a file that the recipe of a rule uses.
type inputOfRule struct {
	rule  *eval.Rule
	input eval.MadeName
}

// An inputSearch looks for files that commands use.
type inputSearch struct {
	pass     *lint.Pass
	programs map[eval.MadeName]bool
	phony    map[eval.MadeName]cond.Cond
	reported map[inputOfRule]bool
}

// search looks at the words of a command that makes a file.
func (s inputSearch) search(use inputUse) {
	target := use.binding.Target
	if _, isPhony := s.phony[target]; isPhony || !isFile(s.pass, target) {
		return
	}
	words := s.pass.Words(use.command)
	makes := func(word eval.Word) bool { return names(word.Text, target) }
	if !use.filechk && !slices.ContainsFunc(words, makes) {
		return
	}
	for _, word := range words {
		for _, text := range strings.FieldsFunc(word.Text, endsName) {
			s.check(use, word, eval.MadeName(eval.MakeName(text)))
		}
	}
}

// check reports a file that a word of a command names.
func (s inputSearch) check(use inputUse, word eval.Word, input eval.MadeName) {
	key := inputOfRule{use.binding.Rule, input}
	isProgram := s.programs[input]
	if s.reported[key] || input == use.binding.Target || !isProgram && !s.isScript(input) {
		return
	}
	space := s.pass.Space()
	when := space.And(use.when, word.When)
	stale := when
	if !use.compares {
		stale = space.Diff(when, s.runsAlways(use.binding))
	}
	if !isProgram {
		when = stale
	}
	if when == cond.False || s.isTracked(use.binding, input) {
		return
	}
	s.reported[key] = true
	s.report(use, word, input, when, stale)
}

// report reports a file that a command uses; in the configurations of stale a
// change of it is not noticed.
func (s inputSearch) report(use inputUse, word eval.Word, input eval.MadeName, when, stale cond.Cond) {
	tree := s.pass.Tree
	name, target := tree.Readable(input), tree.Readable(use.binding.Target)
	finding := lint.Finding{
		Place: writtenRule(use.binding.Rule), When: when, Builds: s.pass.Unit.Builds, Severity: lint.Info,
		Message: "the command that makes " + target + " uses " + name + ", which is no prerequisite",
		Effect:  "when " + name + " changes, " + target + " is not made again",
	}
	if s.programs[input] {
		finding.Severity = lint.Warning
		early := "with -j the command may run before " + name + " is there"
		if stale == cond.False {
			finding.Effect = early
		} else {
			finding.Effect = early + ", and " + finding.Effect
		}
	}
	if _, written := tree.Resolve(word.Place); written {
		finding.Related = []lint.Note{{Place: word.Place, Message: "used here"}}
	}
	s.pass.Report(finding)
}

// scriptEndings are those of sources that commands run.
var scriptEndings = []string{".sh", ".pl", ".py", ".awk", ".sed"}

// isScript reports whether a file is a script of the directory.
func (s inputSearch) isScript(name eval.MadeName) bool {
	inside, own := strings.CutPrefix(string(name), string(s.pass.Tree.TargetName(s.pass.Unit, "")))
	return own && slices.Contains(scriptEndings, path.Ext(inside)) &&
		s.pass.Tree.IsFile(path.Join(s.pass.Unit.Dir, inside))
}

// runsAlways returns the configurations in which make runs the recipe of a
// binding in every build.
func (s inputSearch) runsAlways(binding *eval.Binding) cond.Cond {
	whens := []cond.Cond{cond.False}
	for _, name := range binding.Prereqs {
		if isPhony, ok := s.phony[name.Made]; ok {
			whens = append(whens, s.pass.Space().And(name.When, isPhony))
		}
		if name.Made == "FORCE" {
			whens = append(whens, name.When)
		}
	}
	return s.pass.Space().OrAll(whens)
}

// isTracked reports whether a file is a prerequisite of a target, or of one.
func (s inputSearch) isTracked(binding *eval.Binding, input eval.MadeName) bool {
	for _, names := range [][]eval.Name{binding.Prereqs, binding.OrderOnly, forceOfOthers(s.pass, binding.Rule)} {
		for _, name := range names {
			if name.Made == input || needs(s.pass, name.Made, input) {
				return true
			}
		}
	}
	return false
}
