package lint

import (
	"cmp"
	"slices"
	"strings"

	"github.com/kbuildlint/kbuildlint/source"
)

// FileEdits are the edits of one file, none of which touches another one.
type fileEdits struct {
	file    *source.File
	changes []change
}

// A change replaces a span of a text.
type change struct {
	span source.Span
	text string
}

func newFileEdits(text []byte) *fileEdits { return &fileEdits{file: source.NewFile("", string(text))} }

// add takes the edits of one repair and reports whether all of them are made:
// the same ones may be made already. It takes none if one touches another, for
// then it would matter which is made first.
func (f *fileEdits) add(edits []Edit) bool {
	var added []change
	for _, edit := range edits {
		made, ok := f.change(edit)
		if !ok {
			return false
		}
		if !slices.Contains(f.changes, made) {
			added = append(added, made)
		}
	}
	for i, made := range added {
		if slices.ContainsFunc(f.changes, made.touches) || slices.ContainsFunc(added[:i], made.touches) {
			return false
		}
	}
	f.changes = append(f.changes, added...)
	return true
}

// touches reports whether nothing stands between two changes.
func (c change) touches(other change) bool {
	return c.span.Start <= other.span.End && other.span.Start <= c.span.End
}

// change returns what an edit changes, if it is a place in the text. Lines that
// it adds end as the others do.
func (f *fileEdits) change(edit Edit) (change, bool) {
	start, okStart := f.offset(source.Position{Line: edit.Line, Column: edit.Column})
	end, okEnd := f.offset(source.Position{Line: edit.EndLine, Column: edit.EndColumn})
	if !okStart || !okEnd || start > end {
		return change{}, false
	}
	text := strings.ReplaceAll(edit.Text, "\r\n", "\n")
	if hasCarriageReturns(f.file.Text, start) {
		text = strings.ReplaceAll(text, "\n", "\r\n")
	}
	return change{source.Span{Start: start, End: end}, text}, true
}

// offset returns where a position is, if the text has it.
func (f *fileEdits) offset(position source.Position) (int, bool) {
	if position.Line < 1 || position.Column < 1 {
		return 0, false
	}
	offset := f.file.Line(position.Line).Start + position.Column - 1
	if offset > len(f.file.Text) || f.file.Position(offset) != position {
		return 0, false
	}
	return offset, true
}

// hasCarriageReturns reports whether the line at an offset ends with a carriage
// return and a newline; a last line without an end does as the one before.
func hasCarriageReturns(text string, offset int) bool {
	end := strings.IndexByte(text[offset:], '\n')
	if end < 0 {
		offset, end = 0, strings.LastIndexByte(text, '\n')
	}
	return end >= 0 && strings.HasSuffix(text[:offset+end], "\r")
}

// result returns the text with the changes.
func (f *fileEdits) result() []byte {
	slices.SortFunc(f.changes, func(a, b change) int { return cmp.Compare(a.span.Start, b.span.Start) })
	var out strings.Builder
	behind := 0
	for _, made := range f.changes {
		out.WriteString(f.file.Text[behind:made.span.Start])
		out.WriteString(made.text)
		behind = made.span.End
	}
	out.WriteString(f.file.Text[behind:])
	return []byte(out.String())
}
