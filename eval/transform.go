package eval

import (
	"slices"
	"strings"

	"github.com/kbuildlint/kbuildlint/cond"
)

// onWords returns a function that changes each word.
func onWords(f func(string) string, kept keep) listFunction {
	return func(p *Process, a []*Value, when cond.Cond) *Value {
		var b builder
		for _, word := range p.world.wordsWithin(a[0], when) {
			if hasUnknown(word.Text) {
				return nil
			}
			p.addResult(&b, word, f(word.Text), kept)
		}
		return b.value()
	}
}

// addResult appends the result for one word; one that is empty and kept still
// separates its neighbours.
func (p *Process) addResult(b *builder, word Word, result string, kept keep) {
	if !kept(result) {
		return
	}
	word.Made = word.Made && result == word.Text
	word.Text = result
	b.addWord(word)
}

// affix is addprefix and addsuffix.
func (p *Process) affix(a []*Value, when cond.Cond, before bool) *Value { //nolint:revive // which of the two
	words := p.world.wordsWithin(a[1], when)
	affixes, ok := p.world.Alternatives(a[0], when)
	if !ok || !p.world.areSolid(words) {
		return p.affixUnknown(a, words, before)
	}
	var b builder
	for _, word := range words {
		for _, affix := range affixes {
			joined := word
			joined.Made = false
			if len(affixes) > 1 {
				joined.When = p.space.And(word.When, affix.When)
			}
			if joined.Text = word.Text + affix.Text; before {
				joined.Text = affix.Text + word.Text
			}
			if joined.When != cond.False {
				b.addWord(joined)
			}
		}
	}
	return b.value()
}

// affixUnknown leaves the words that may be several to an exact configuration.
func (p *Process) affixUnknown(a []*Value, words []Word, before bool) *Value { //nolint:revive // as in affix
	affix, ok := a[0].constant()
	if !ok {
		return nil
	}
	function := textFunctions["addsuffix"]
	if before {
		function = textFunctions["addprefix"]
	}
	var b builder
	for _, word := range words {
		switch {
		case hasUnknown(word.Text) && !p.world.solid(word.Text):
			word = p.deferWord(function, a[0], word)
		case before:
			word.Text = affix + word.Text
		default:
			word.Text += affix
		}
		word.Made = false
		b.addWord(word)
	}
	return b.value()
}

// patsubst changes the words that match a pattern which is the same in every
// configuration.
func (p *Process) patsubst(a []*Value, when cond.Cond) *Value {
	from, okFrom := a[0].constant()
	to, okTo := a[1].constant()
	if !okFrom || !okTo || hasUnknown(from) {
		return nil
	}
	pattern := parsePattern(from)
	if !pattern.wild {
		return nil
	}
	replacement := parsePattern(to)
	kept := keepAll
	if to == "" {
		kept = keepFilled
	}
	var b builder
	for _, word := range p.world.wordsWithin(a[2], when) {
		if hasUnknown(word.Text) {
			result, ok := p.patsubstUnknown(pattern, replacement, word)
			if !ok {
				return nil
			}
			b.addWord(result)
			continue
		}
		result := pattern.substitute(replacement, word.Text)
		p.addResult(&b, word, result, kept)
	}
	return b.value()
}

// patsubstUnknown changes a word with unknown text in it, if the known text
// around that decides whether it matches.
func (p *Process) patsubstUnknown(from, to pattern, word Word) (Word, bool) {
	if !p.world.solid(word.Text) {
		return word, false
	}
	first, last := strings.IndexByte(word.Text, 0), strings.LastIndexByte(word.Text, 0)
	if len(from.prefix) > first || len(from.suffix) > len(word.Text)-last-1 {
		return word, false
	}
	word.Text = from.substitute(to, word.Text)
	word.Made = false
	return word, true
}

// subst replaces text in each piece by itself where no occurrence can reach
// over the edge of a piece.
func (p *Process) subst(a []*Value, _ cond.Cond) *Value {
	from, okFrom := a[0].constant()
	to, okTo := a[1].constant()
	if !okFrom || !okTo || from == "" || strings.ContainsFunc(from, isBlankRune) ||
		hasUnknown(from) || !substitutable(a[2], from) {
		return nil
	}
	if growth := len(to) - len(from); growth > 0 && growth*occurrences(a[2], from) > maxParts*partBytes/2 {
		p.fuel = 0
		return p.outOfFuel()
	}
	return substPieces(a[2], from, to)
}

// occurrences returns how often the pieces of a value have a text. Only what is
// large is looked at.
func occurrences(v *Value, text string) int {
	if v.size() < smallValue {
		return 0
	}
	count := 0
	for i := range v.Pieces {
		if piece := &v.Pieces[i]; piece.Value != nil {
			count += occurrences(piece.Value, text)
		} else {
			count += strings.Count(piece.Text, text)
		}
	}
	return count
}

// substitutable reports whether every occurrence of from lies in one piece.
func substitutable(v *Value, from string) bool {
	for i := range v.Pieces {
		piece := &v.Pieces[i]
		if piece.Value != nil {
			if !substitutable(piece.Value, from) {
				return false
			}
			continue
		}
		if hasUnknown(piece.Text) {
			return false
		}
		for n := 1; n < len(from); n++ {
			if strings.HasSuffix(piece.Text, from[:n]) {
				return false
			}
		}
	}
	return true
}

// substPieces replaces text in each piece; a value without that text is itself.
func substPieces(v *Value, from, to string) *Value {
	var pieces []Piece
	for i, piece := range v.Pieces {
		changed := false
		if piece.Value != nil {
			piece.Value = substPieces(piece.Value, from, to)
			changed = piece.Value != v.Pieces[i].Value
		} else if strings.Contains(piece.Text, from) {
			piece.Text, piece.Made = strings.ReplaceAll(piece.Text, from, to), false
			changed = true
		}
		if changed && pieces == nil {
			pieces = slices.Clone(v.Pieces)
		}
		if changed {
			pieces[i] = piece
		}
	}
	if pieces == nil {
		return v
	}
	return &Value{Pieces: pieces}
}

// findstring looks for a text without blanks in each word.
func (p *Process) findstring(a []*Value, when cond.Cond) *Value {
	needle, ok := a[0].constant()
	if !ok || needle == "" || hasUnknown(needle) || strings.ContainsFunc(needle, isBlankRune) {
		return nil
	}
	found := cond.False
	for _, word := range p.world.wordsWithin(a[1], when) {
		if hasUnknown(word.Text) {
			return nil
		}
		if strings.Contains(word.Text, needle) {
			found = p.space.Or(found, word.When)
		}
	}
	var b builder
	b.add(Piece{Text: needle, When: p.relative(found, when), Place: a[0].place()})
	return b.value()
}
