package rules

import (
	"path"
	"slices"
	"strings"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/eval"
	"github.com/kbuildlint/kbuildlint/lint"
	"github.com/kbuildlint/kbuildlint/source"
)

var volatileCommand = &lint.Rule{
	Name:  "volatile-command",
	Title: "if_changed runs a command that is another one in every build",
	Why: "`if_changed` runs a command again when its text is not the one that has made the target. A text with the " +
		"time in it, as `$(shell date)` puts it there, is never the same. One with `$?` has all prerequisites in it " +
		"when the target is made, and in the next build none, for none is newer then: the command is another one, " +
		"and is run without its inputs.",
	Repair: "Let the command itself look for what changes, or leave that to `filechk`, which compares what comes " +
		"out; for the time of the build there is `KBUILD_BUILD_TIMESTAMP`. Write `$(real-prereqs)` for `$?`.",
	Needs:    lint.NeedsMakefile,
	Groups:   []string{"rebuild"},
	Severity: lint.Warning,
	Since:    "0.1.0",
	Bad: lint.Example{Files: `-- drivers/Makefile --
cmd_stamp = echo "built $(shell date)" > $@

targets += stamp.txt
$(obj)/stamp.txt: $(src)/list.txt FORCE
	$(call if_changed,stamp)
-- drivers/list.txt --
`},
	Good: lint.Example{Files: `-- drivers/Makefile --
cmd_stamp = echo "built $$(date)" > $@

targets += stamp.txt
$(obj)/stamp.txt: $(src)/list.txt FORCE
	$(call if_changed,stamp)
-- drivers/list.txt --
`},
	Check: checkVolatileCommand,
}

func checkVolatileCommand(pass *lint.Pass) {
	reported := map[source.Place]bool{}
	for _, call := range commandCalls(pass) {
		command := commandOf(pass, call)
		if !comparing[call.macro] || command == nil {
			continue
		}
		words := pass.Words(command)
		for _, word := range words {
			finding, ok := volatileWord(pass, call, word)
			if !ok || reported[finding.Place] {
				continue
			}
			finding.When = pass.Space().And(finding.When, staysThere(pass, words))
			if finding.When != cond.False {
				reported[finding.Place] = true
				pass.Report(finding)
			}
		}
	}
}

// staysThere returns the configurations in which something is left of a command
// when no prerequisite is newer. An empty one is not compared.
func staysThere(pass *lint.Pass, words []eval.Word) cond.Cond {
	whens := []cond.Cond{cond.False}
	for _, word := range words {
		if pass.Tree.World.Lasting(word.When) == word.When {
			whens = append(whens, word.When)
		}
	}
	return pass.Space().OrAll(whens)
}

// volatileWord returns what is to be said of a word of a command that is not
// there, or another one, in the next build.
func volatileWord(pass *lint.Pass, call commandCall, word eval.Word) (finding lint.Finding, ok bool) {
	unknown := pass.Tree.World.UnknownInText(word.Text)
	lasts := pass.Tree.World.Lasting(word.When) == word.When
	if lasts && (unknown == nil || !isVolatile(unknown.Shell)) {
		return finding, false
	}
	name := targetOf(pass, call)
	finding = lint.Finding{
		Place: call.event.Place, When: pass.Space().And(call.when, word.When), Related: stepNotes(call.event),
	}
	if !lasts {
		finding.Message = "the command that makes " + name + " depends on $?, the prerequisites that are newer"
		finding.Effect = "the next build, in which none is newer, takes it for another command and runs it without them"
		return finding, true
	}
	finding.Message = "the command that makes " + name + " has " + unknown.Reason + " in it"
	finding.Effect = "its text is another one in every build, which makes " + name + " again"
	finding.Related = append([]lint.Note{{Place: word.Place, Message: "the text comes from here"}}, finding.Related...)
	return finding, true
}

// volatilePrograms print something else each time, but for those options.
var volatilePrograms = map[string][]string{
	"date": {"-d", "--date", "-r", "--reference", "-f", "--file"}, "mktemp": nil, "uuidgen": nil,
}

// isVolatile reports whether what a command of the shell prints changes with
// the time.
func isVolatile(shell string) bool {
	var words []eval.Word
	for field := range strings.FieldsSeq(shell) {
		words = append(words, eval.Word{Text: field})
	}
	return slices.ContainsFunc(shellCommands(words), func(command shellCommand) bool {
		options, volatile := volatilePrograms[path.Base(command.words[0].Text)]
		return volatile && !slices.ContainsFunc(options, command.hasOption)
	})
}
