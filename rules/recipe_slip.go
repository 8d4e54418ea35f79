package rules

import (
	"strings"

	"github.com/kbuildlint/kbuildlint/eval"
	"github.com/kbuildlint/kbuildlint/lint"
	"github.com/kbuildlint/kbuildlint/parser"
	"github.com/kbuildlint/kbuildlint/source"
)

// A recipeSlip is a line that make stops at and that was to be one of a recipe.
type recipeSlip struct {
	file *parser.File
	// rule is the one above the line.
	rule *parser.Rule
	// end is the statement that ends the rule before the line, nil for a line that
	// has blanks in the place of a TAB.
	end parser.Stmt
}

// recipeSlipOf returns what became of a recipe where make stops, nil if there is
// none.
func recipeSlipOf(pass *lint.Pass, problem eval.Problem) *recipeSlip {
	place := problem.Place.Written()
	if problem.Cause == eval.CauseMessage || place.File == nil {
		return nil
	}
	for _, file := range ownMakefiles(pass) {
		if file.Source != place.File {
			continue
		}
		rule, end := ruleAbove(file, place.Span.Start)
		separates := strings.HasPrefix(problem.Message, "missing separator") && isIndented(place)
		commences := strings.HasPrefix(problem.Message, "recipe commences")
		if rule != nil && (separates && end == nil || commences && end != nil) {
			return &recipeSlip{file: file, rule: rule, end: end}
		}
	}
	return nil
}

// isIndented reports whether the line at a place begins with a blank.
func isIndented(place source.Place) bool {
	line := place.File.Line(place.Start().Line)
	return strings.HasPrefix(place.File.Slice(line), " ")
}

// ruleAbove returns the last rule above an offset, nil if there is none, and the
// first statement behind it that is no part of its recipe.
func ruleAbove(file *parser.File, offset int) (rule *parser.Rule, end parser.Stmt) {
	file.Inspect(func(node parser.Node) bool {
		switch stmt := node.(type) {
		case *parser.Conditional, *parser.Arm:
			return true
		case *parser.Blank, *parser.Comment, *parser.RecipeLine, *parser.Bad:
		case *parser.Rule:
			if stmt.Span.Start < offset {
				rule, end = stmt, nil
			}
		case parser.Stmt:
			if stmt.Pos().End <= offset && end == nil {
				end = stmt
			}
		}
		return false
	})
	return rule, end
}
