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

var missingJobserverPlus = &lint.Rule{
	Name:  "missing-jobserver-plus",
	Title: "a recipe runs make, or another program that shares its jobs, and GNU Make does not know",
	Why: "GNU Make hands its jobserver only to the lines of a recipe that have `$(MAKE)` in their own text or begin " +
		"with `+`. A line that gets at make by a variable, such as `$(call cmd,tool)` with `$(MAKE)` in `cmd_tool`, " +
		"has neither: the other make warns `jobserver unavailable: using -j1` and does one thing after the other. " +
		"jobserver-exec, rustc and cargo are other programs that ask the jobserver how many jobs they may start.",
	Repair: "Begin the line with `+`. Then it runs in a dry run (`make -n`) too, so that nothing but the other make " +
		"should be in it.",
	Where:    "GNU Make before 4.4; since then with `--jobserver-style=pipe`, or where the system has no named pipes",
	Needs:    lint.NeedsMakefile,
	Groups:   []string{"rebuild"},
	Severity: lint.Warning,
	Since:    "0.1.0",
	Bad: lint.Example{Files: `-- drivers/Makefile --
cmd_tool = $(MAKE) -C $(src)/tool OUTPUT=$(abspath $(obj))/

$(obj)/tool.bin: $(src)/tool.txt
	$(call cmd,tool)
-- drivers/tool.txt --
`},
	Good: lint.Example{Files: `-- drivers/Makefile --
cmd_tool = $(MAKE) -C $(src)/tool OUTPUT=$(abspath $(obj))/

$(obj)/tool.bin: $(src)/tool.txt
	+$(call cmd,tool)
-- drivers/tool.txt --
`},
	Check: checkMissingJobserverPlus,
}

// noJobserver says what programs do that look for the jobserver and can't
// reach it.
var noJobserver = map[string]string{
	"make":           "it runs one job at a time, whatever -j says",
	"gmake":          "it runs one job at a time, whatever -j says",
	"jobserver-exec": "it finds no jobserver, and its program is not told how many jobs it may run",
	"rustc":          "it warns of the jobserver, and starts more threads than -j allows",
	"rustdoc":        "it warns of the jobserver, and starts more threads than -j allows",
	"cargo":          "it warns of the jobserver, and starts more jobs than -j allows",
}

func checkMissingJobserverPlus(pass *lint.Pass) {
	if pass.Unit.Role == kbuild.PlainRole {
		return
	}
	s := jobSearch{pass: pass, reported: map[source.Place]bool{}}
	calls := callsByRecipe(pass)
	for _, recipe := range pass.Recipes {
		for _, line := range recipe.Lines {
			s.search(recipe.Binding, line, calls[recipe.Binding])
		}
	}
}

// A jobSearch looks for lines of recipes that run a program which gets no
// jobserver.
type jobSearch struct {
	pass     *lint.Pass
	reported map[source.Place]bool
}

// search looks at the commands of a line.
func (s jobSearch) search(binding *eval.Binding, line eval.RecipeLine, calls []commandCall) {
	if isRecursive(line.Text.Place.Text(), s.pass.Words(line.Value)) {
		return
	}
	for _, command := range commandsOf(s.pass, binding, line, callsOn(line, calls)) {
		s.check(binding, line.Text.Place, command)
	}
}

// check reports a line if one of its commands asks the jobserver for jobs.
func (s jobSearch) check(binding *eval.Binding, line source.Place, command recipeCommand) {
	for _, run := range shellCommands(command.words) {
		program, ok := sharesJobs(run)
		both := s.pass.Space().And(command.when, program.When)
		if !ok || both == cond.False || s.reported[line] {
			continue
		}
		s.reported[line] = true
		name := path.Base(program.Text)
		finding := lint.Finding{
			Place: line, When: both,
			Message: "the recipe of " + s.pass.Tree.Readable(binding.Target) + " runs " + name +
				", and the line has neither $(MAKE) nor a + before it",
			Effect: "GNU Make does not hand its jobserver to " + name + ": " + noJobserver[name],
		}
		if _, written := s.pass.Tree.Resolve(program.Place); written {
			finding.Related = []lint.Note{{Place: program.Place, Message: name + " comes from here"}}
		}
		s.pass.Report(finding)
	}
}

// isRecursive reports whether GNU Make takes a line for one that runs make: for
// its text before expansion, or for a + before what it expands to, which may
// have too many variants to be known.
func isRecursive(text string, words []eval.Word) bool {
	if strings.Contains(text, "$(MAKE)") || strings.Contains(text, "${MAKE}") {
		return true
	}
	return hasPlus(text) || len(words) > 0 && hasPlus(words[0].Text)
}

// hasPlus reports whether + is among the characters before a command.
func hasPlus(line string) bool {
	command := strings.TrimLeft(line, "@+- \t")
	return strings.Contains(line[:len(line)-len(command)], "+")
}

// sharesJobs returns the program of a command that asks the jobserver for
// jobs; a make with a -j of its own does not.
func sharesJobs(command shellCommand) (program eval.Word, ok bool) {
	if slices.Contains(command.assigns, "MAKEFLAGS") {
		return program, false
	}
	for _, word := range command.words[1:] {
		if path.Base(word.Text) == "jobserver-exec" {
			return word, true
		}
		if strings.HasPrefix(word.Text, "-j") {
			return program, false
		}
	}
	program = command.words[0]
	return program, noJobserver[path.Base(program.Text)] != ""
}
