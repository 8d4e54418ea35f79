package report

import (
	"sort"
	"strings"
)

// ellipsis stands for what was cut off a long line.
const ellipsis = "..."

// tabStop is the distance of the tab stops that terminals have.
const tabStop = 8

// A cell is one character as it is printed, with the marks that combine with
// it. It comes from the bytes start to end of the line.
type cell struct {
	text       string
	width      int
	start, end int
}

// A snippet is a line of a makefile with a word in it that is to be underlined:
// the cells first to last, which may be none, and may stand behind the line.
type snippet struct {
	cells       []cell
	first, last int
	// before and after are the ellipses, where the line was cut.
	before, after string
}

// A span is a half-open range of bytes in a line.
type span struct{ start, end int }

// newSnippet returns a line with a word in it, cut around the word to a width
// in columns.
func newSnippet(line string, word span, width int) snippet {
	s := snippet{cells: split(line)}
	s.first = sort.Search(len(s.cells), func(i int) bool { return s.cells[i].end > word.start })
	s.last = sort.Search(len(s.cells), func(i int) bool { return s.cells[i].start >= word.end })
	s.last = max(s.first, s.last)
	if columns(s.cells) > width {
		s.cut(width - 2*len(ellipsis))
	}
	return s
}

// split cuts a line into cells. A tab is as wide as it is in a line that
// begins at a tab stop.
func split(line string) []cell {
	var cells []cell
	column := 0
	for offset := 0; offset < len(line); {
		c := cellAt(line, offset, column)
		offset = c.end
		column += c.width
		if last := len(cells) - 1; last >= 0 && c.width == 0 {
			cells[last].text += c.text
			cells[last].end = c.end
			continue
		}
		cells = append(cells, c)
	}
	return cells
}

// cellAt returns the character at an offset, which is to stand in a column.
func cellAt(line string, offset, column int) cell {
	if line[offset] == '\t' {
		return cell{text: "\t", width: tabStop - column%tabStop, start: offset, end: offset + 1}
	}
	text, size := escapeAt(line, offset)
	width := 0
	for _, r := range text {
		width += runeWidth(r)
	}
	return cell{text: text, width: width, start: offset, end: offset + size}
}

// columns returns the width of some cells.
func columns(cells []cell) int {
	sum := 0
	for _, c := range cells {
		sum += c.width
	}
	return sum
}

// cut keeps the word and as much around it as there is room for: the same on
// both sides, unless one side has less to show than that.
func (s *snippet) cut(room int) {
	high := s.first + fitting(s.cells[s.first:s.last], room)
	room -= columns(s.cells[s.first:high])
	half := max(room/2, room-columns(s.cells[high:]))
	low := s.first
	for low > 0 && s.cells[low-1].width <= half {
		low--
		half -= s.cells[low].width
	}
	room -= columns(s.cells[low:s.first])
	high += fitting(s.cells[high:], room)

	if low > 0 {
		s.before = ellipsis
	}
	if high < len(s.cells) {
		s.after = ellipsis
	}
	s.cells = s.cells[low:high]
	s.first, s.last = s.first-low, min(s.last, high)-low
}

// fitting returns how many of the first cells there is room for.
func fitting(cells []cell, room int) int {
	for i, c := range cells {
		room -= c.width
		if room < 0 {
			return i
		}
	}
	return len(cells)
}

// text returns the line as it is to be printed.
func (s *snippet) text() string {
	var out strings.Builder
	out.WriteString(s.before)
	for _, c := range s.cells {
		out.WriteString(c.text)
	}
	out.WriteString(s.after)
	return out.String()
}

// indent returns what is to stand before the underline: tabs where the line
// has them, since nobody knows how wide they are, and blanks.
func (s *snippet) indent() string {
	return strings.Repeat(" ", len(s.before)) + shadow(s.cells[:s.first], " ")
}

// underline returns the mark below the word: a caret and a wave.
func (s *snippet) underline() string {
	wave := shadow(s.cells[s.first:s.last], "~")
	if wave == "" || wave[0] == '\t' {
		return "^" + wave
	}
	return "^" + wave[1:]
}

// shadow returns the mark in each column of some cells, and their tabs.
func shadow(cells []cell, mark string) string {
	var out strings.Builder
	for _, c := range cells {
		if c.text == "\t" {
			out.WriteString("\t")
			continue
		}
		out.WriteString(strings.Repeat(mark, c.width))
	}
	return out.String()
}
