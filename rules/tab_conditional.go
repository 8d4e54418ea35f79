package rules

import (
	"strings"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/lint"
	"github.com/kbuildlint/kbuildlint/parser"
	"github.com/kbuildlint/kbuildlint/source"
)

var tabConditional = &lint.Rule{
	Name:  "tab-conditional",
	Title: "an else or an endif stands behind a TAB",
	Why: "Where no rule is open, GNU Make up to 4.4.1 takes a line with a TAB for any other line. What comes " +
		"after it (seen with 4.4.90) passes over every line with a TAB while a branch is not taken, the `else` or " +
		"`endif` that ends it too: it stops with `missing 'endif'`, or takes both branches for none.",
	Repair:   "Indent the lines of the conditional with blanks.",
	Where:    "GNU Make after 4.4.1",
	Needs:    lint.NeedsMakefile,
	Groups:   []string{"make"},
	Severity: lint.Warning,
	Since:    "0.1.0",
	Bad: lint.Example{Files: "-- drivers/Makefile --\nifdef CONFIG_RADIO\n" +
		"\tifdef CONFIG_TUNER\n\tccflags-y += -DTUNER\n\telse\n\tccflags-y += -DFIXED\n\tendif\nendif\n"},
	Good: lint.Example{Files: "-- drivers/Makefile --\nifdef CONFIG_RADIO\n" +
		"  ifdef CONFIG_TUNER\n    ccflags-y += -DTUNER\n  else\n    ccflags-y += -DFIXED\n  endif\nendif\n"},
	Check: checkTabConditional,
}

func checkTabConditional(pass *lint.Pass) {
	if pass.Build != pass.Unit.Builds[0] {
		return
	}
	for _, file := range ownMakefiles(pass) {
		if !strings.Contains(file.Source.Text, "\n\t") {
			continue
		}
		file.Inspect(func(node parser.Node) bool {
			if conditional, ok := node.(*parser.Conditional); ok {
				reportTabs(pass, file, conditional)
			}
			return true
		})
	}
}

// reportTabs reports a conditional at the first else or endif that stands behind
// a TAB. The repair is for all its lines.
func reportTabs(pass *lint.Pass, file *parser.File, conditional *parser.Conditional) {
	var lines []source.Span
	for i := range conditional.Arms {
		lines = append(lines, conditional.Arms[i].Directive)
	}
	lines = append(lines, conditional.Endif)
	var edits []source.Edit
	var first source.Place
	for i, line := range lines {
		text := file.Source.Slice(line)
		word := strings.TrimLeft(text, " \t")
		indent := source.Span{Start: line.Start, End: line.End - len(word)}
		if !strings.HasPrefix(text, "\t") {
			continue
		}
		blanks := strings.ReplaceAll(file.Source.Slice(indent), "\t", "        ")
		edits = append(edits, source.Edit{Place: file.Source.Place(indent), Text: blanks})
		if i > 0 && first.File == nil {
			end := indent.End + len(strings.TrimRight(word, " \t\r\n"))
			first = file.Source.Place(source.Span{Start: indent.End, End: end})
		}
	}
	if first.File == nil {
		return
	}
	pass.Report(lint.Finding{
		Place: first, When: cond.True, Builds: pass.Unit.Builds,
		Message: "the TAB before " + strings.Fields(first.Text())[0] + " hides it from GNU Make after 4.4.1",
		Effect:  "where the branch before it is not taken make goes on passing over lines, and stops: missing 'endif'",
		Fixes:   []lint.Repair{{Title: "indent with blanks", Safe: true, Edits: edits}},
	})
}
