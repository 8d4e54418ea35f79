// Package source holds makefile text and the places in it.
//
// Offsets are bytes from the start of a file, spans are half open, lines and
// columns are 1-based and columns count bytes.
package source

import (
	"fmt"
	"sort"
	"sync"
)

// A Span is the half-open byte range [Start, End) of a file.
type Span struct {
	Start, End int
}

// Len returns the number of bytes in the span.
func (s Span) Len() int { return s.End - s.Start }

// Contains reports whether other lies inside s.
func (s Span) Contains(other Span) bool {
	return s.Start <= other.Start && other.End <= s.End
}

// A Position is a 1-based line and a 1-based column in bytes.
type Position struct {
	Line, Column int
}

// A Segment says where a range of a derived file's text was written.
type Segment struct {
	Span  Span
	Place Place
}

// A File is a text with a name. Files are never changed after creation and
// may be shared between goroutines.
type File struct {
	// Path is the slash-separated path inside the tree the file came from.
	Path string
	// Text is the whole content, byte for byte.
	Text string

	segments  []Segment
	linesOnce sync.Once
	lines     []int
}

// NewFile returns a file that was read from path.
func NewFile(path, text string) *File {
	return &File{Path: path, Text: text}
}

// Derive returns a file whose text was computed, as $(eval) does: segments,
// sorted by position, say where its parts were written.
func Derive(text string, segments []Segment) *File {
	file := &File{Text: text, segments: segments}
	if len(segments) > 0 {
		file.Path = segments[0].Place.Path()
	}
	return file
}

// Slice returns the text of a span.
func (f *File) Slice(span Span) string { return f.Text[span.Start:span.End] }

// Position returns the line and column of an offset, which may be one past
// the last byte.
func (f *File) Position(offset int) Position {
	f.linesOnce.Do(f.findLines)
	line := sort.SearchInts(f.lines, offset+1)
	return Position{Line: line, Column: offset - f.lines[line-1] + 1}
}

// Line returns the span of a 1-based line without its line terminator; the
// span of a line that does not exist is empty.
func (f *File) Line(line int) Span {
	f.linesOnce.Do(f.findLines)
	if line < 1 || line > len(f.lines) {
		return Span{}
	}
	start := f.lines[line-1]
	if line == len(f.lines) {
		return Span{Start: start, End: len(f.Text)}
	}
	end := f.lines[line] - 1
	if end > start && f.Text[end-1] == '\r' {
		end--
	}
	return Span{Start: start, End: end}
}

func (f *File) findLines() {
	f.lines = []int{0}
	for i := range len(f.Text) {
		if f.Text[i] == '\n' {
			f.lines = append(f.lines, i+1)
		}
	}
}

// Place returns the place where the text of span was written: for a derived
// file the place of the segment that holds its first byte.
func (f *File) Place(span Span) Place {
	if len(f.segments) == 0 {
		return Place{File: f, Span: span}
	}
	i := sort.Search(len(f.segments), func(i int) bool { return f.segments[i].Span.End > span.Start })
	if i == len(f.segments) {
		i--
	}
	segment := f.segments[i]
	if segment.Span.Len() != segment.Place.Span.Len() || !segment.Span.Contains(span) {
		return segment.Place
	}
	shift := segment.Place.Span.Start - segment.Span.Start
	return Place{File: segment.Place.File, Span: Span{Start: span.Start + shift, End: span.End + shift}}
}

// A Place is a span of a file.
type Place struct {
	File *File
	Span Span
}

// Written follows a place in derived text to where the text was written.
func (p Place) Written() Place {
	for range maxDerived {
		if p.File == nil || len(p.File.segments) == 0 {
			break
		}
		p = p.File.Place(p.Span)
	}
	return p
}

// maxDerived bounds how often text can be derived from derived text.
const maxDerived = 1000

// Path returns the path of the place's file, "" for the zero Place.
func (p Place) Path() string {
	if p.File == nil {
		return ""
	}
	return p.File.Path
}

// Text returns the text at the place.
func (p Place) Text() string {
	if p.File == nil {
		return ""
	}
	return p.File.Slice(p.Span)
}

// Start returns the position of the place's first byte.
func (p Place) Start() Position {
	if p.File == nil {
		return Position{}
	}
	return p.File.Position(p.Span.Start)
}

// End returns the position behind the place's last byte.
func (p Place) End() Position {
	if p.File == nil {
		return Position{}
	}
	return p.File.Position(p.Span.End)
}

// String returns path:line:column.
func (p Place) String() string {
	start := p.Start()
	return fmt.Sprintf("%s:%d:%d", p.Path(), start.Line, start.Column)
}

// An Edit replaces the text of a place.
type Edit struct {
	Place Place
	Text  string
}
