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
	patterns := p.world.wordsWithin(a[0], when)
	if slices.ContainsFunc(patterns, func(word Word) bool { return hasUnknown(word.Text) }) {
		return p.deferWhole(textFunctions[s.name], a)
	}
	if len(patterns) == 0 {
		return s.withoutPatterns(p, a[1], when)
	}
	parsed := make([]pattern, len(patterns))
	for i, word := range patterns {
		parsed[i] = parsePattern(word.Text)
	}
	words := p.world.wordsWithin(a[1], when)
	if !p.spend(len(words) * len(patterns) / matchesPerStep) {
		return p.outOfFuel()
	}
	stay := make([]Word, 0, len(words))
	for _, word := range words {
		if hasUnknown(word.Text) {
			stay = append(stay, p.deferWord(textFunctions[s.name], a[0], word))
			continue
		}
		matched := cond.False
		for i := range parsed {
			if parsed[i].matches(word.Text) {
				matched = p.space.Or(matched, patterns[i].When)
			}
		}
		if word.When = s.keep(p.space, word.When, matched); word.When != cond.False {
			stay = append(stay, word)
		}
	}
	return wordsValue(slices.Clip(stay))
}

// withoutPatterns selects words where there is nothing to match.
func (s selection) withoutPatterns(p *Process, list *Value, when cond.Cond) *Value {
	if s.name == keepMatching.name {
		return emptyValue
	}
	return p.strip([]*Value{list}, when)
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
