package parser

import "sort"

// brackets knows where each bracket of a text is closed and which commas it
// holds directly, both counting brackets of the same kind only. One pass finds
// all of them, so that deep nesting costs no more than its length.
type brackets struct {
	from   int
	to     int
	open   []bracket
	commas []comma
}

// A bracket is an opening bracket.
type bracket struct {
	at, closed  int
	outer       int // the index of the bracket of this kind around it, -1 for none
	first, last int // indices of its first and last comma, -1 for none
}

// A comma is one entry of a bracket's list of commas.
type comma struct{ at, next int }

// reset forgets the text.
func (b *brackets) reset() { b.from, b.to = 0, 0 }

// read finds the brackets of text[i:j], unless it knows them already.
func (b *brackets) read(text string, i, j int) {
	if b.from <= i && j <= b.to {
		return
	}
	b.from, b.to = i, j
	b.open, b.commas = b.open[:0], b.commas[:0]
	top := [2]int{-1, -1} // the innermost open parenthesis and brace
	for ; i < j; i++ {
		switch c := text[i]; c {
		case '(', '{':
			kind := int(c>>6) & 1
			b.open = append(b.open, bracket{at: i, closed: -1, outer: top[kind], first: -1, last: -1})
			top[kind] = len(b.open) - 1
		case ')', '}':
			kind := int(c>>6) & 1
			if k := top[kind]; k >= 0 {
				b.open[k].closed = i
				top[kind] = b.open[k].outer
			}
		case ',':
			b.addComma(top[0], i)
			b.addComma(top[1], i)
		}
	}
}

func (b *brackets) addComma(k, at int) {
	if k < 0 {
		return
	}
	b.commas = append(b.commas, comma{at, -1})
	added := len(b.commas) - 1
	if last := b.open[k].last; last >= 0 {
		b.commas[last].next = added
	} else {
		b.open[k].first = added
	}
	b.open[k].last = added
}

// at returns the bracket at an offset of the text that was read.
func (b *brackets) at(offset int) *bracket {
	k := sort.Search(len(b.open), func(k int) bool { return b.open[k].at >= offset })
	return &b.open[k]
}

// end returns the offset of what closes the bracket at offset, when that
// stands before limit, otherwise -1.
func (b *brackets) end(offset, limit int) int {
	if closed := b.at(offset).closed; closed < limit {
		return closed
	}
	return -1
}
