package eval

import (
	"slices"

	"github.com/kbuildlint/kbuildlint/cond"
)

// Words returns the words of a value, in the order in which they stand, for
// all configurations.
func (w *World) Words(v *Value) []Word {
	if !v.hasWords {
		s := wordScan{world: w, space: w.Space, limit: limit{
			nodes: w.Space.NodeCount() + maxNodes, steps: maxSteps,
		}}
		s.scope(v, cond.True)
		v.words = s.words
		v.hasWords = true
	}
	return v.words
}

// wordsUnder returns the words that exist in configurations of when.
func (w *World) wordsUnder(v *Value, when cond.Cond) []Word {
	all := w.Words(v)
	if when == cond.True {
		return all
	}
	words := make([]Word, 0, len(all))
	for _, word := range all {
		word.When = w.Space.And(word.When, when)
		if word.When != cond.False {
			words = append(words, word)
		}
	}
	return words
}

// wordsWithin returns the words that exist in configurations of when. Unlike
// with wordsUnder their conditions say nothing of when: functions that change
// or drop words keep them, for the conditions of lists stay small that way.
func (w *World) wordsWithin(v *Value, when cond.Cond) []Word {
	all := w.Words(v)
	if when == cond.True {
		return all
	}
	outside := func(word Word) bool { return w.Space.Disjoint(word.When, when) }
	first := slices.IndexFunc(all, outside)
	if first < 0 {
		return all
	}
	words := append(make([]Word, 0, len(all)-1), all[:first]...)
	for _, word := range all[first+1:] {
		if !outside(word) {
			words = append(words, word)
		}
	}
	return words
}

// list returns the value of words that are some of those of v: all of them are
// one value, whoever asks for it.
func (w *World) list(v *Value, words []Word) *Value {
	if len(words) < len(w.Words(v)) {
		return wordsValue(words)
	}
	if v.list == nil {
		v.list = wordsValue(words)
	}
	return v.list
}
