package rules

import (
	"strings"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/lint"
	"github.com/kbuildlint/kbuildlint/source"
)

var spaceIndentedRecipe = &lint.Rule{
	Name:  "space-indented-recipe",
	Title: "a line of a recipe begins with blanks",
	Why: "A line of a recipe begins with a TAB (GNU Make manual, \"Recipe Syntax\"). With blanks in its place it is " +
		"a line like others, which make can't read: it stops with `missing separator`.",
	Repair:   "Begin the line with a TAB.",
	Needs:    lint.NeedsMakefile,
	Groups:   []string{"make"},
	Severity: lint.Error,
	Since:    "0.1.0",
	Bad: lint.Example{
		Files: "-- drivers/Makefile --\n$(obj)/table: $(src)/names\n        sort $< > $@\n-- drivers/names --\n",
	},
	Good: lint.Example{
		Files: "-- drivers/Makefile --\n$(obj)/table: $(src)/names\n\tsort $< > $@\n-- drivers/names --\n",
	},
	Check: checkSpaceIndentedRecipe,
}

func checkSpaceIndentedRecipe(pass *lint.Pass) {
	for _, problem := range pass.Process.Problems {
		slip := recipeSlipOf(pass, problem)
		if slip == nil || slip.end != nil {
			continue
		}
		when := certainly(pass, problem)
		if when == cond.False {
			continue
		}
		command := firstLine(problem.Place.Written())
		tab := source.Edit{Place: indentOf(command), Text: "\t"}
		pass.Report(lint.Finding{
			Place: command, When: when, OfReading: true,
			Message: "this line of a recipe begins with blanks, not with a TAB",
			Effect:  "make stops here: " + problem.Message,
			Related: []lint.Note{{
				Place: slip.file.Source.Place(slip.rule.Targets.Span), Message: "the recipe is that of this rule",
			}},
			Fixes: []lint.Repair{{Title: "begin with a TAB", Edits: []source.Edit{tab}}},
		})
	}
}

// indentOf returns the blanks that the line of a place begins with.
func indentOf(place source.Place) source.Place {
	line := place.File.Line(place.Start().Line)
	text := place.File.Slice(line)
	line.End = line.Start + len(text) - len(strings.TrimLeft(text, blanks))
	return place.File.Place(line)
}
