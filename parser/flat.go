package parser

import (
	"sort"
	"strings"

	"github.com/kbuildlint/kbuildlint/source"
)

// A flat is text as GNU Make keeps it, with the way back to the source:
// everywhere outside its folds each byte of text is one byte of the source.
type flat struct {
	text  string
	base  int
	folds []fold
}

// A fold is one byte of a flat that differs from the source it stands for.
type fold struct {
	at   int
	span source.Span
}

// An edit replaces text[from:to] of a flat by one byte.
type edit struct {
	from, to int
	by       byte
}

// offset returns the source offset of the byte at offset i of the text.
func (f *flat) offset(i int) int {
	k := sort.Search(len(f.folds), func(k int) bool { return f.folds[k].at > i })
	if k == 0 {
		return f.base + i
	}
	last := &f.folds[k-1]
	if i == last.at {
		return last.span.Start
	}
	return last.span.End + i - last.at - 1
}

// find returns the offset in the text of a source offset.
func (f *flat) find(offset int) int {
	k := sort.Search(len(f.folds), func(k int) bool { return f.folds[k].span.Start > offset })
	if k == 0 {
		return offset - f.base
	}
	last := &f.folds[k-1]
	if offset < last.span.End {
		return last.at
	}
	return last.at + 1 + offset - last.span.End
}

// span returns the source of text[i:j].
func (f *flat) span(i, j int) source.Span {
	if len(f.folds) == 0 {
		return source.Span{Start: f.base + i, End: f.base + j}
	}
	return source.Span{Start: f.offset(i), End: f.offset(j)}
}

// rewrite returns f after edits, which are sorted and apart.
func (f *flat) rewrite(edits []edit) flat {
	if len(edits) == 0 {
		return *f
	}
	var text strings.Builder
	text.Grow(len(f.text))
	out := flat{base: f.base, folds: make([]fold, 0, len(edits)+len(f.folds))}
	old, last := f.folds, 0
	keep := func(end int) {
		for ; len(old) > 0 && old[0].at < end; old = old[1:] {
			moved := old[0]
			moved.at += text.Len() - last
			out.folds = append(out.folds, moved)
		}
		text.WriteString(f.text[last:end])
	}
	for _, e := range edits {
		keep(e.from)
		for len(old) > 0 && old[0].at < e.to {
			old = old[1:]
		}
		out.folds = append(out.folds, fold{text.Len(), f.span(e.from, e.to)})
		text.WriteByte(e.by)
		last = e.to
	}
	keep(len(f.text))
	out.text = text.String()
	return out
}

// shift returns where offset i of a text stands after edits before it.
func shift(i int, edits []edit) int {
	at := i
	for _, e := range edits {
		at += 1 - (e.to - e.from)
	}
	return at
}

// join returns the edits that make one line of physical lines that end in an
// odd number of backslashes, and one newline of a carriage return before it.
func join(text string) []edit {
	var edits []edit
	for next := 0; ; {
		k := strings.IndexByte(text[next:], '\n')
		if k < 0 {
			return edits
		}
		end := next + k
		next = end + 1
		if end > 0 && text[end-1] == '\r' {
			end--
		}
		switch n := backslashes(text, end); {
		case n%2 == 1:
			edits = addBlank(edits, continuation(text, end, next, n))
			next = edits[len(edits)-1].to
		case end+1 < next:
			edits = append(edits, edit{end, next, '\n'})
		}
	}
}

// continuation returns the edit that makes a blank of n backslashes and the
// newline text[end:next]. Half of the backslashes stay, rounded down; if none
// does, the blanks before them go too.
func continuation(text string, end, next, n int) edit {
	from := end - (n - n/2)
	if n == 1 {
		from = trimBlanks(text, 0, from)
	}
	for next < len(text) && isBlank(text[next]) {
		next++
	}
	return edit{from, next, ' '}
}

// addBlank adds the edit of a continuation; one right behind another makes no
// second blank.
func addBlank(edits []edit, e edit) []edit {
	if last := len(edits) - 1; last >= 0 && edits[last].to >= e.from && edits[last].by == ' ' {
		edits[last].to = e.to
		return edits
	}
	return append(edits, e)
}
