package eval

import (
	"slices"
	"strconv"
	"strings"

	"github.com/kbuildlint/kbuildlint/cond"
)

func itoa(n int) string { return strconv.Itoa(n) }

func trimBlanks(text string) string { return strings.TrimFunc(text, isBlankRune) }

// A listFunction computes a function word by word, so that each word of the
// result keeps its condition and its place. It returns nil where the whole
// text has to be looked at.
type listFunction func(p *Process, args []*Value, when cond.Cond) *Value

// listFunctions holds the functions that can be computed on words.
var listFunctions = map[string]listFunction{
	"filter":     keepMatching.apply,
	"filter-out": keepOther.apply,
	"sort":       (*Process).sort,
	"strip":      (*Process).strip,
	"firstword":  (*Process).firstword,
	"lastword":   (*Process).lastword,
	"word":       (*Process).word,
	"words":      (*Process).countWords,
	"wordlist":   (*Process).wordlist,
	"dir":        onWords(dirOf, keepAll),
	"notdir":     onWords(notdirOf, keepAll),
	"suffix":     onWords(suffixOf, keepFilled),
	"basename":   onWords(basenameOf, keepAll),
	"addsuffix":  func(p *Process, a []*Value, when cond.Cond) *Value { return p.affix(a, when, false) },
	"addprefix":  func(p *Process, a []*Value, when cond.Cond) *Value { return p.affix(a, when, true) },
	"patsubst":   (*Process).patsubst,
	"subst":      (*Process).subst,
	"findstring": (*Process).findstring,
}

// words returns the words of a value and whether all of them are known to be
// single words.
func (p *Process) words(v *Value, when cond.Cond) ([]Word, bool) {
	words := p.world.wordsUnder(v, when)
	return words, p.world.areSolid(words)
}

// areSolid reports whether all of words are known to be single words.
func (w *World) areSolid(words []Word) bool {
	for i := range words {
		if hasUnknown(words[i].Text) && !w.solid(words[i].Text) {
			return false
		}
	}
	return true
}

// deferWhole leaves a function to an exact configuration.
func (p *Process) deferWhole(function textFunction, args []*Value) *Value {
	return unknownValue(p.world.deferred(function, args), args[len(args)-1].place())
}

// deferWord leaves a function of one unknown word to an exact configuration.
func (p *Process) deferWord(function textFunction, first *Value, word Word) Word {
	last := &Value{Pieces: []Piece{{Text: word.Text, When: cond.True, Place: word.Place}}}
	args := []*Value{last}
	if function.min > 1 {
		args = []*Value{first, last}
	}
	word.Text = p.world.deferred(function, args).mark()
	word.Made = false
	return word
}

// sort orders words by their text; a word that several configurations have
// exists in all of them.
func (p *Process) sort(a []*Value, when cond.Cond) *Value {
	words := p.world.inAnyOrder(p.world.wordsWithin(a[0], when))
	if !p.world.areSolid(words) {
		return nil
	}
	words = slices.Clone(words)
	slices.SortStableFunc(words, func(x, y Word) int { return compareWords(x.Text, y.Text) })
	var out []Word
	for _, word := range words {
		if n := len(out); n > 0 && out[n-1].Text == word.Text {
			out[n-1].When = p.space.Or(out[n-1].When, word.When)
			continue
		}
		if hasUnknown(word.Text) {
			return nil
		}
		out = append(out, word)
	}
	return wordsValue(out)
}

func (p *Process) strip(a []*Value, when cond.Cond) *Value {
	words := p.world.wordsWithin(a[0], when)
	if !p.world.areSolid(words) {
		return p.stripUnknown(words)
	}
	return p.world.list(a[0], words)
}

// stripUnknown strips what may be several words where it stands.
func (p *Process) stripUnknown(words []Word) *Value {
	b := builder{pieces: make([]Piece, 0, len(words))}
	for _, word := range words {
		if hasUnknown(word.Text) && !p.world.solid(word.Text) {
			word = p.deferWord(textFunctions["strip"], nil, word)
		}
		b.addWord(word)
	}
	return b.value()
}

// maxIndexed bounds the words that positions are counted over.
const maxIndexed = 1000

func (p *Process) firstword(a []*Value, when cond.Cond) *Value {
	words := p.world.wordsUnder(a[0], when)
	return p.firstOf(words, when)
}

// firstOf returns the first word of each configuration.
func (p *Process) firstOf(words []Word, when cond.Cond) *Value {
	var b builder
	rest := when
	for _, word := range words[:min(len(words), maxIndexed)] {
		word.When = p.space.And(word.When, rest)
		if word.When == cond.False {
			continue
		}
		if hasUnknown(word.Text) && !p.world.solid(word.Text) {
			return nil
		}
		b.addWord(word)
		if rest = p.space.Diff(rest, word.When); rest == cond.False {
			return b.value()
		}
	}
	if len(words) > maxIndexed {
		return nil
	}
	return b.value()
}

func (p *Process) lastword(a []*Value, when cond.Cond) *Value {
	words := slices.Clone(p.world.wordsUnder(a[0], when))
	slices.Reverse(words)
	return p.firstOf(words, when)
}

// word is $(word n,...) for an n that is the same in every configuration.
func (p *Process) word(a []*Value, when cond.Cond) *Value {
	n, ok := smallNumber(a[0])
	if !ok || n < 1 {
		return nil
	}
	return p.wordRange(a[1], when, n, n)
}

// smallNumber returns the number that a value is.
func smallNumber(v *Value) (int, bool) {
	text, ok := v.constant()
	if !ok || hasUnknown(text) {
		return 0, false
	}
	n, err := strconv.Atoi(trimBlanks(text))
	return n, err == nil && n >= 0 && n <= maxIndexed
}

// wordRange returns the words first to last of each configuration.
func (p *Process) wordRange(v *Value, when cond.Cond, first, last int) *Value {
	words, known := p.words(v, when)
	if !known || len(words) > maxIndexed {
		return nil
	}
	var b builder
	counts := []cond.Cond{when}
	for _, word := range words {
		inRange := cond.False
		for i := first - 1; i < last && i < len(counts); i++ {
			inRange = p.space.Or(inRange, counts[i])
		}
		counts = p.count(counts, word.When, last)
		if word.When = p.space.And(word.When, inRange); word.When != cond.False {
			b.addWord(word)
		}
	}
	return b.value()
}

// count advances the conditions under which so many words have been seen, for
// counts up to limit.
func (p *Process) count(counts []cond.Cond, when cond.Cond, limit int) []cond.Cond {
	if len(counts) <= limit {
		counts = append(counts, cond.False)
	}
	for i := len(counts) - 1; i >= 0; i-- {
		stay := p.space.Diff(counts[i], when)
		if i == limit {
			stay = counts[i]
		}
		if i > 0 {
			stay = p.space.Or(stay, p.space.And(counts[i-1], when))
		}
		counts[i] = stay
	}
	return counts
}

// wordlist is computed on the words if single blanks stand between them, for
// it keeps the blanks of its text, or if the text has too many variants.
func (p *Process) wordlist(a []*Value, when cond.Cond) *Value {
	first, okFirst := smallNumber(a[0])
	last, okLast := smallNumber(a[1])
	if !okFirst || !okLast || first < 1 {
		return nil
	}
	if !spaced(a[2]) {
		if _, ok := p.world.Alternatives(a[2], when); ok {
			return nil
		}
	}
	return p.wordRange(a[2], when, first, last)
}

// maxCounted bounds how many different counts $(words) tells apart.
const maxCounted = 64

func (p *Process) countWords(a []*Value, when cond.Cond) *Value {
	words := p.world.inAnyOrder(p.world.wordsUnder(a[0], when))
	if !p.world.areSolid(words) {
		return nil
	}
	certain := 0
	counts := []cond.Cond{when}
	for _, word := range words {
		if word.When == when {
			certain++
			continue
		}
		counts = p.count(counts, word.When, len(counts))
		if len(counts) > maxCounted {
			return nil
		}
	}
	var b builder
	for i, under := range counts {
		if under != cond.False {
			b.add(Piece{Text: itoa(certain + i), When: p.relative(under, when), Place: a[0].place()})
		}
	}
	return b.value()
}

// spaced reports whether one blank stands between any two words of a value.
func spaced(v *Value) bool {
	for i := range v.Pieces {
		piece := &v.Pieces[i]
		if i > 0 && !piece.Sep || piece.Value != nil && !spaced(piece.Value) {
			return false
		}
		if piece.Value == nil && (piece.Text == "" || strings.ContainsFunc(piece.Text, isBlankRune)) {
			return false
		}
	}
	return true
}
