package eval

import (
	"slices"
	"strings"

	"github.com/kbuildlint/kbuildlint/cond"
)

// A selection is filter or filter-out: keep returns the configurations in
// which a word stays, from those that have it and those that match it.
type selection struct {
	name string
	keep func(space *cond.Space, word, matched cond.Cond) cond.Cond
}

var (
	keepMatching = selection{"filter", (*cond.Space).And}
	keepOther    = selection{"filter-out", (*cond.Space).Diff}
)

// apply selects words on values. Unknown patterns leave the whole to an exact
// configuration, an unknown word leaves itself.
func (s selection) apply(p *Process, a []*Value, when cond.Cond) *Value {
	patterns := p.world.wordsUnder(a[0], when)
	if slices.ContainsFunc(patterns, func(word Word) bool { return hasUnknown(word.Text) }) {
		return p.deferWhole(textFunctions[s.name], a)
	}
	parsed := make([]pattern, len(patterns))
	for i, word := range patterns {
		parsed[i] = parsePattern(word.Text)
	}
	var b builder
	for _, word := range p.world.wordsUnder(a[1], when) {
		if hasUnknown(word.Text) {
			b.addWord(p.deferWord(textFunctions[s.name], a[0], word))
			continue
		}
		matched := cond.False
		for i := range parsed {
			if parsed[i].matches(word.Text) {
				matched = p.space.Or(matched, patterns[i].When)
			}
		}
		if word.When = s.keep(p.space, word.When, matched); word.When != cond.False {
			b.addWord(word)
		}
	}
	return b.value()
}

// filterText selects words of plain text by whether they match a pattern.
func filterText(stays func(matches bool) bool) func([]string) string {
	return func(a []string) string {
		var parsed []pattern
		for _, word := range fields(a[0]) {
			parsed = append(parsed, parsePattern(word))
		}
		var out []string
		for _, word := range fields(a[1]) {
			if stays(slices.ContainsFunc(parsed, func(p pattern) bool { return p.matches(word) })) {
				out = append(out, word)
			}
		}
		return strings.Join(out, " ")
	}
}
