package rules

import (
	"strings"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/lint"
	"github.com/kbuildlint/kbuildlint/parser"
	"github.com/kbuildlint/kbuildlint/source"
)

var brokenContinuation = &lint.Rule{
	Name:  "broken-continuation",
	Title: "a line that is to go on does not, or one goes on that should not",
	Why: "A backslash joins two lines only right before the end of the line: with a blank behind it, it is a " +
		"character like others, and the next line is another one. And lines are joined before comments are looked " +
		"for (GNU Make manual, \"What Makefiles Contain\"): a `#` in the middle of a list takes away the rest of it, " +
		"not one line.",
	Repair:   "Remove the blank behind the backslash, or the line that is a comment.",
	Needs:    lint.NeedsMakefile,
	Groups:   []string{"make"},
	Severity: lint.Error,
	Since:    "0.1.0",
	Bad: lint.Example{Files: `-- drivers/Makefile --
obj-y += radio.o \
#	 tuner.o \
	 dial.o
-- drivers/radio.c --
-- drivers/dial.c --
`},
	Good: lint.Example{Files: `-- drivers/Makefile --
obj-y += radio.o \
	 dial.o
-- drivers/radio.c --
-- drivers/dial.c --
`},
	Check: checkBrokenContinuation,
}

func checkBrokenContinuation(pass *lint.Pass) {
	if pass.Build != pass.Unit.Builds[0] {
		return
	}
	for _, file := range ownMakefiles(pass) {
		file.Inspect(func(node parser.Node) bool {
			switch node := node.(type) {
			case *parser.Assign:
				checkEnd(pass, file, node.Span)
				checkComment(pass, file, node)
			case *parser.Rule:
				checkEnd(pass, file, node.Span)
			case *parser.RecipeLine:
				checkEnd(pass, file, node.Span)
			}
			return true
		})
	}
}

// checkEnd reports a backslash that has nothing but blanks between it and the
// end of its line.
func checkEnd(pass *lint.Pass, file *parser.File, line source.Span) {
	text := strings.TrimRight(file.Source.Slice(line), "\r\n")
	before := strings.TrimRight(text, blanks)
	slashes := len(before) - len(strings.TrimRight(before, `\`))
	if len(before) == len(text) || slashes%2 == 0 {
		return
	}
	start := line.Start + len(before)
	end := source.Span{Start: start, End: line.Start + len(text)}
	pass.Report(lint.Finding{
		Place: file.Source.Place(source.Span{Start: start - 1, End: start}), When: cond.True, Builds: pass.Unit.Builds,
		Message: "a blank behind the backslash keeps the line from going on",
		Effect:  "the backslash is text, and the next line stands for itself",
		Fixes: []lint.Repair{{
			Title: "remove the blank", Edits: []source.Edit{{Place: file.Source.Place(end)}},
		}},
	})
}

// checkComment reports a comment on a line of its own in the middle of a list.
func checkComment(pass *lint.Pass, file *parser.File, assign *parser.Assign) {
	behind := source.Span{Start: assign.Value.Span.End, End: assign.Span.End}
	text := file.Source.Slice(behind)
	at := strings.Index(text, "#")
	if at < 0 || !strings.HasSuffix(strings.TrimRight(file.Source.Text[:behind.Start+at], blanks), "\\\n") {
		return
	}
	comment, lost, goesOn := strings.Cut(text[at:], "\\\n")
	lost = strings.Join(strings.Fields(strings.ReplaceAll(lost, "\\\n", " ")), " ")
	if !goesOn || lost == "" || strings.HasPrefix(lost, "#") {
		return
	}
	start := behind.Start + at
	end := start + len(strings.TrimRight(comment, blanks))
	pass.Report(lint.Finding{
		Place: file.Source.Place(source.Span{Start: start, End: end}), When: cond.True, Builds: pass.Unit.Builds,
		Message: "the comment goes on behind the backslash at its end",
		Effect:  assign.Name.Raw + " does not get " + lost,
	})
}
