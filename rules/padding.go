package rules

import (
	"slices"
	"strings"

	"github.com/kbuildlint/kbuildlint/eval"
	"github.com/kbuildlint/kbuildlint/lint"
	"github.com/kbuildlint/kbuildlint/source"
)

// blanks are what stands between words.
const blanks = " \t"

// eachPadding calls yield for the comparisons that never hold because of a blank
// at an end of a text, with the place where the blank is written.
func eachPadding(pass *lint.Pass, yield func(event *eval.Event, blank source.Place)) {
	if pass.Build != pass.Unit.Builds[0] {
		return
	}
	for _, event := range pass.Events {
		if event.Function != "ifeq" && event.Function != "ifneq" {
			continue
		}
		for side := range event.Args {
			if blank, ok := padding(event.Args[side]); ok && isDecided(pass, event, side) {
				yield(event, blank)
				break
			}
		}
	}
}

// padding returns a blank that is written at an end of a text with more in it.
func padding(value *eval.Value) (blank source.Place, ok bool) {
	if len(value.Pieces) == 0 {
		return blank, false
	}
	alone := len(value.Pieces) == 1
	first, last := &value.Pieces[0], &value.Pieces[len(value.Pieces)-1]
	if begins := len(first.Text) - len(strings.TrimLeft(first.Text, blanks)); first.Value == nil && begins > 0 {
		blank = first.Place
		blank.Span.End = blank.Span.Start + begins
		return blank, blank.File != nil && (!alone || begins < len(first.Text))
	}
	if last.Value != nil {
		return padding(last.Value)
	}
	ends := len(last.Text) - len(strings.TrimRight(last.Text, blanks))
	blank = last.Place
	blank.Span.Start = blank.Span.End - ends
	return blank, blank.File != nil && ends > 0 && (!alone || ends < len(last.Text))
}

// isDecided reports whether the sides of a comparison are never equal as they
// are, and sometimes would be without the blanks around the padded one.
func isDecided(pass *lint.Pass, event *eval.Event, padded int) bool {
	world := pass.Tree.World
	texts, ok := world.Alternatives(event.Args[padded], event.When)
	others, known := world.Alternatives(event.Args[1-padded], event.When)
	if !ok || !known {
		return false
	}
	would := false
	for _, text := range texts {
		if slices.ContainsFunc(others, func(other eval.Alternative) bool {
			would = would || other.Text == strings.Trim(text.Text, blanks)
			return other.Text == text.Text || world.UnknownInText(other.Text+text.Text) != nil
		}) {
			return false
		}
	}
	return would
}

// paddingFinding says what a blank does to a comparison.
func paddingFinding(pass *lint.Pass, event *eval.Event, blank source.Place, what string) lint.Finding {
	finding := lint.Finding{
		Place: blank, When: event.When, Builds: pass.Unit.Builds, Related: stepNotes(event),
		Message: what + ": both sides are never equal", Effect: neverEffects[event.Function],
	}
	if blank.Written() == blank && strings.Trim(blank.Text(), blanks) == "" {
		finding.Fixes = withoutBlank(blank)
	}
	return finding
}
