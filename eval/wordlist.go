package eval

import (
	"slices"

	"github.com/kbuildlint/kbuildlint/cond"
)

// Words returns the words of a value, in the order in which they stand, for
// all configurations.
func (w *World) Words(v *Value) []Word {
	if !v.hasWords {
		v.words = w.findWords(v)
		v.hasWords = true
	}
	return v.words
}

func (w *World) findWords(v *Value) []Word {
	if len(v.Pieces) == 1 && v.Pieces[0].Value != nil && v.Pieces[0].When == cond.True {
		return w.Words(v.Pieces[0].Value)
	}
	s := wordScan{
		world: w, space: w.Space, words: make([]Word, 0, len(v.Pieces)),
		limit: limit{nodes: w.Space.NodeCount() + maxNodes, steps: maxSteps},
	}
	s.scope(v, cond.True)
	return s.words
}

// wordsUnder returns the words that exist in configurations of when.
func (w *World) wordsUnder(v *Value, when cond.Cond) []Word {
	all := w.Words(v)
	if when == cond.True {
		return all
	}
	return w.appendUnder(nil, all, when)
}

// appendUnder appends those words that exist in configurations of when.
func (w *World) appendUnder(words, all []Word, when cond.Cond) []Word {
	words = slices.Grow(words, len(all))
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
