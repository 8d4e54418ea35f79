package rules

import (
	"slices"
	"strings"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/eval"
	"github.com/kbuildlint/kbuildlint/kbuild"
	"github.com/kbuildlint/kbuildlint/lint"
)

var splitOutputs = &lint.Rule{
	Name:  "split-outputs",
	Title: "one command makes two files, and the recipes of both run it",
	Why: "An explicit rule with two targets stands for two rules with the same recipe. Where the command makes both " +
		"files at once, as bison does, GNU Make with `-j` runs it twice at the same time: each writes into the " +
		"files of the other, and what is compiled meanwhile may be half of a file. A pattern rule with two targets " +
		"is another thing: its recipe makes both, and runs once.",
	Repair: "Write a pattern rule, `$(obj)/%.c $(obj)/%.h: $(src)/%.y`. The grouped targets of GNU Make 4.3, " +
		"`a b &: c`, are no way out as long as the kernel can be built with an older make.",
	Needs:    lint.NeedsMakefile,
	Groups:   []string{"rebuild"},
	Severity: lint.Warning,
	Since:    "0.1.0",
	Bad: lint.Example{Files: `-- drivers/Makefile --
cmd_parser = bison -o $(obj)/rules.c --defines=$(obj)/rules.h $<

targets += rules.c rules.h
$(obj)/rules.c $(obj)/rules.h: $(src)/rules.y FORCE
	$(call if_changed,parser)
-- drivers/rules.y --
`},
	Good: lint.Example{Files: `-- drivers/Makefile --
cmd_parser = bison -o $(basename $@).c --defines=$(basename $@).h $<

targets += rules.c rules.h
$(obj)/%.c $(obj)/%.h: $(src)/%.y FORCE
	$(call if_changed,parser)
-- drivers/rules.y --
`},
	Check: checkSplitOutputs,
}

func checkSplitOutputs(pass *lint.Pass) {
	if pass.Unit.Role == kbuild.PlainRole {
		return
	}
	s := outputSearch{
		pass: pass, phony: phonyTargets(pass), runs: map[string][]commandRun{}, reported: map[[2]*eval.Rule]bool{},
	}
	runs := commandRuns(pass)
	for _, run := range s.suspects(runs) {
		s.add(run)
	}
}

// commandRuns returns the commands in the recipes of a makefile.
func commandRuns(pass *lint.Pass) []commandRun {
	var runs []commandRun
	for _, call := range commandCalls(pass) {
		// What filechk_x prints goes to each target for itself.
		if command := commandOf(pass, call); command != nil && call.macro != "filechk" {
			runs = append(runs, commandRun{call.binding, command, call.when})
		}
	}
	for _, recipe := range pass.Recipes {
		for _, line := range recipe.Lines {
			runs = append(runs, commandRun{recipe.Binding, line.Value, recipe.Binding.When})
		}
	}
	return runs
}

// A commandRun is a target whose recipe runs a command.
type commandRun struct {
	binding *eval.Binding
	command *eval.Value
	when    cond.Cond
}

// An outputSearch looks for commands that the recipes of several targets run.
type outputSearch struct {
	pass     *lint.Pass
	phony    map[eval.MadeName]cond.Cond
	runs     map[string][]commandRun
	reported map[[2]*eval.Rule]bool
}

// suspects returns the runs whose commands name a target that those of other
// targets name too: who names none of them does not make it, and need not be
// compared.
func (s *outputSearch) suspects(runs []commandRun) []commandRun {
	isSuspect := map[commandRun]bool{}
	for _, named := range s.naming(runs) {
		another := func(run commandRun) bool { return run.binding.Target != named[0].binding.Target }
		if slices.ContainsFunc(named, another) {
			for _, run := range named {
				isSuspect[run] = true
			}
		}
	}
	return slices.DeleteFunc(runs, func(run commandRun) bool { return !isSuspect[run] })
}

// naming returns the runs whose commands name a target, target by target.
func (s *outputSearch) naming(runs []commandRun) map[eval.MadeName][]commandRun {
	namedBy := map[eval.MadeName][]commandRun{}
	for _, run := range runs {
		namedBy[run.binding.Target] = nil
	}
	for _, run := range runs {
		for _, word := range s.pass.Words(run.command) {
			for name := range strings.FieldsFuncSeq(word.Text, endsName) {
				made := eval.MadeName(eval.MakeName(name))
				if known, isTarget := namedBy[made]; isTarget {
					namedBy[made] = append(known, run)
				}
			}
		}
	}
	return namedBy
}

// add compares a command of a recipe with those of the others.
func (s *outputSearch) add(command commandRun) {
	if _, isPhony := s.phony[command.binding.Target]; isPhony {
		return
	}
	texts, ok := s.pass.Tree.World.Alternatives(command.command, command.when)
	if !ok {
		return
	}
	for _, text := range texts {
		if text.When == cond.False || isMessage(text.Text) {
			continue
		}
		run := commandRun{command.binding, command.command, text.When}
		for _, other := range s.runs[text.Text] {
			s.compare(other, run, text.Text)
		}
		s.runs[text.Text] = append(s.runs[text.Text], run)
	}
}

// isMessage reports whether a command only tells something.
func isMessage(command string) bool {
	command = strings.TrimLeft(command, "@-+ \t")
	return (strings.HasPrefix(command, "echo ") || strings.HasPrefix(command, "printf ")) &&
		!strings.Contains(command, ">")
}

// compare reports two targets whose recipes run the same command, if it names
// one of them.
func (s *outputSearch) compare(first, second commandRun, command string) {
	one, other := first.binding, second.binding
	rules := [2]*eval.Rule{one.Rule, other.Rule}
	grouped := one.Rule == other.Rule && strings.HasPrefix(one.Rule.Separator, "&")
	when := s.pass.Space().And(first.when, second.when)
	if one.Target == other.Target || grouped || when == cond.False || s.reported[rules] {
		return
	}
	named, also := one.Target, other.Target
	if !names(command, named) {
		named, also = also, named
	}
	if !names(command, named) || !names(command, also) && !s.isAsked(also) ||
		needs(s.pass, one.Target, other.Target) || needs(s.pass, other.Target, one.Target) {
		return
	}
	s.reported[rules], s.reported[[2]*eval.Rule{other.Rule, one.Rule}] = true, true
	tree := s.pass.Tree
	finding := lint.Finding{
		Place: writtenRule(other.Rule), When: when,
		Message: "the recipes of " + tree.Readable(one.Target) + " and " + tree.Readable(other.Target) +
			" run the same command, which makes " + tree.Readable(named),
		Effect: "with -j both run at the same time, and each writes into what the other makes",
	}
	if one.Rule != other.Rule {
		finding.Related = []lint.Note{{Place: writtenRule(one.Rule), Message: "this is the other rule"}}
	}
	s.pass.Report(finding)
}

// isAsked reports whether a rule of the makefile has a prerequisite of a name, or
// kbuild asks for it; others are only for people to type.
func (s *outputSearch) isAsked(name eval.MadeName) bool {
	for _, rule := range s.pass.Process.Rules {
		for _, binding := range s.pass.Process.RecipeBindings(rule) {
			isIt := func(needed eval.Name) bool { return needed.Made == name }
			if slices.ContainsFunc(binding.Prereqs, isIt) || slices.ContainsFunc(binding.OrderOnly, isIt) {
				return true
			}
		}
	}
	return s.pass.Directory != nil && s.pass.Tree.TargetsOf(s.pass.Directory, s.pass.Process).Surely(name) != cond.False
}
