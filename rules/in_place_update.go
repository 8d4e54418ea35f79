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

var inPlaceUpdate = &lint.Rule{
	Name:  "in-place-update",
	Title: "behind if_changed, a recipe changes its target in place",
	Why: "When nothing has changed, `if_changed` does nothing, but make goes on with the next line of the recipe. A " +
		"command there that changes the target works on a file that it has changed before: what the first command " +
		"made is lost. That is right only for a command that does no harm when it is repeated, and nothing tells " +
		"one from the other, so the rule has to be asked for.",
	Repair: "Make one command of the two, `cmd_both = $(cmd_first); $(cmd_second)`, or let the first one make " +
		"another file, from which the second makes the target.",
	Needs:    lint.NeedsMakefile,
	Groups:   []string{"rebuild"},
	Severity: lint.Info,
	OptIn:    true,
	Since:    "0.1.0",
	Bad: lint.Example{Files: `-- drivers/Makefile --
cmd_image = cat $(real-prereqs) > $@
cmd_sign = ./sign $@

targets += image
$(obj)/image: $(src)/head $(src)/body FORCE
	$(call if_changed,image)
	$(call cmd,sign)
-- drivers/head --
-- drivers/body --
`},
	Good: lint.Example{Files: `-- drivers/Makefile --
cmd_image = cat $(real-prereqs) > $@; ./sign $@

targets += image
$(obj)/image: $(src)/head $(src)/body FORCE
	$(call if_changed,image)
-- drivers/head --
-- drivers/body --
`},
	Check: checkInPlaceUpdate,
}

func checkInPlaceUpdate(pass *lint.Pass) {
	if pass.Unit.Role == kbuild.PlainRole {
		return
	}
	calls := callsByRecipe(pass)
	phony := phonyTargets(pass)
	reported := map[*eval.Rule]bool{}
	for _, recipe := range pass.Recipes {
		rule := recipe.Binding.Rule
		if _, isPhony := phony[recipe.Binding.Target]; !isPhony && !reported[rule] {
			reported[rule] = reportInPlace(pass, recipe, calls[recipe.Binding])
		}
	}
}

// reportInPlace reports a line of a recipe that changes the target behind one
// that may have done nothing.
func reportInPlace(pass *lint.Pass, recipe lint.Recipe, calls []commandCall) bool {
	var first *commandCall
	for _, line := range recipe.Lines {
		here := callsOn(line, calls)
		compares := slices.IndexFunc(here, func(call commandCall) bool { return comparing[call.macro] })
		if compares >= 0 {
			first = &here[compares]
		}
		if first == nil || compares >= 0 {
			continue
		}
		target := recipe.Binding.Target
		when := pass.Space().And(first.when, updates(pass, commandsOf(pass, recipe.Binding, line, here), target))
		if when == cond.False {
			continue
		}
		name := pass.Tree.Readable(target)
		pass.Report(lint.Finding{
			Place: line.Text.Place, When: when,
			Message: "the recipe of " + name + " changes it in place, behind " + first.macro,
			Effect: "where " + first.macro + " finds nothing to do, the command works on a " + name +
				" that it has changed before",
			Related: calledHere(*first),
		})
		return true
	}
	return false
}

// reading are programs that leave the files alone that they are given.
var reading = []string{
	"echo", "printf", ":", "true", "test", "[", "ls", "cat", "grep", "cmp", "diff", "wc", "stat", "size", "nm",
	"readelf", "objdump", "cp", "ln",
}

// updates returns the configurations in which one of some commands may change a
// file: one that it is an argument of, or that writes into it.
func updates(pass *lint.Pass, commands []recipeCommand, file eval.MadeName) cond.Cond {
	whens := []cond.Cond{cond.False}
	for _, command := range commands {
		for _, run := range shellCommands(command.words) {
			reads := slices.Contains(reading, path.Base(run.words[0].Text))
			for i, word := range run.words[1:] {
				into := strings.HasPrefix(word.Text, ">") || strings.HasSuffix(run.words[i].Text, ">")
				if names(word.Text, file) && (into || !reads) {
					whens = append(whens, pass.Space().And(command.when, word.When))
				}
			}
		}
	}
	return pass.Space().OrAll(whens)
}
