package rules

import (
	"slices"
	"strings"

	"github.com/kbuildlint/kbuildlint/eval"
	"github.com/kbuildlint/kbuildlint/kbuild"
	"github.com/kbuildlint/kbuildlint/lint"
	"github.com/kbuildlint/kbuildlint/source"
)

// isForKbuildAlone reports whether a word was written into a variable that the
// makefiles leave to kbuild: who changes the word changes nothing else.
func isForKbuildAlone(pass *lint.Pass, word source.Place) bool {
	names := assignedTo(pass.Process, word)
	return len(names) > 0 && !slices.ContainsFunc(names, func(name string) bool {
		return pass.Tree.RefersItself(pass.Process, name)
	})
}

// assignedTo returns the variables that an assignment sets, each in some
// configuration, by a word of its value; none for a word that stands elsewhere.
func assignedTo(p *eval.Process, word source.Place) []string {
	var names []string
	start := -1
	for _, a := range p.Assignments {
		place := a.Place.Written()
		if place.File != word.File || place.Span.End > word.Span.Start || place.Span.Start < start {
			continue
		}
		if place.Span.Start > start {
			start, names = place.Span.Start, nil
		}
		names = append(names, a.Name)
	}
	if start < 0 {
		return nil
	}
	between := word.File.Slice(source.Span{Start: start, End: word.Span.Start})
	if strings.Contains(strings.ReplaceAll(between, "\\\n", " "), "\n") {
		return nil
	}
	return names
}

// isWholeRecipe reports whether a recipe is nothing but a call, so that who runs
// it more often runs no other command.
func isWholeRecipe(call commandCall) bool {
	recipe := call.binding.Rule.Recipe
	if len(recipe) != 1 {
		return false
	}
	line := strings.TrimLeft(recipe[0].Place.Text(), " \t+-@")
	return strings.TrimSpace(strings.TrimPrefix(line, "$(Q)")) == call.event.Place.Text()
}

// areTracked reports whether kbuild knows the commands that made the targets of
// a rule, so that if_changed can tell whether there is anything to do. Which files
// a pattern rule makes, nobody can tell.
func areTracked(pass *lint.Pass, rule *eval.Rule) bool {
	if pass.Unit.Role != kbuild.DirectoryRole || rule.Pattern {
		return false
	}
	targets := pass.Tree.TargetsOf(pass.Directory, pass.Process)
	return !slices.ContainsFunc(rule.Targets, func(target eval.Name) bool {
		return !pass.Space().Implies(target.When, targets.Surely(target.Made))
	})
}

// isDirectArgument reports whether a word stands in a call of a function and in
// no other call inside of that.
func isDirectArgument(call, word source.Place) bool {
	if call.File != word.File || call.File == nil || !call.Span.Contains(word.Span) {
		return false
	}
	before := call.File.Slice(source.Span{Start: call.Span.Start, End: word.Span.Start})
	return strings.Count(before, "(")+strings.Count(before, "{") ==
		strings.Count(before, ")")+strings.Count(before, "}")+1
}

// isSetBehind reports whether an assignment behind a place may take away what
// the place adds to a variable. In other files all are behind.
func isSetBehind(p *eval.Process, name string, place source.Place) bool {
	return slices.ContainsFunc(p.Assignments, func(a eval.Assignment) bool {
		set := a.Place.Written()
		if a.Name != name || set.File == place.File && set.Span.End <= place.Span.Start {
			return false
		}
		behind := strings.TrimLeft(set.File.Text[set.Span.End:], " \t")
		return !strings.HasPrefix(behind, "+=") && !strings.HasPrefix(behind, "?=")
	})
}

// lineBefore returns the place right before the line that a place begins on, and
// before the comments for kbuildlint that speak of that line.
func lineBefore(place source.Place) source.Place {
	number := place.Start().Line
	for number > 1 && speaksOfNext(place.File.Slice(place.File.Line(number-1))) {
		number--
	}
	start := place.File.Line(number).Start
	return source.Place{File: place.File, Span: source.Span{Start: start, End: start}}
}

// speaksOfNext reports whether a line is a comment that silences rules.
func speaksOfNext(line string) bool {
	comment, isComment := strings.CutPrefix(strings.TrimSpace(line), "#")
	return isComment && strings.HasPrefix(strings.TrimSpace(comment), "kbuildlint:")
}
