package report_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/kbuildlint/kbuildlint/lint"
	"github.com/kbuildlint/kbuildlint/report"
)

// TestUnderline shows where the mark stands: each pair of lines is what is
// printed for a word of a line.
func TestUnderline(t *testing.T) {
	tests := []struct {
		name, line, word string
		width            int
		text, mark       string
	}{
		{name: "first", line: "ab cd", word: "ab", text: "ab cd", mark: "^~"},
		{name: "last", line: "ab cd", word: "cd", text: "ab cd", mark: "   ^~"},
		{name: "tabs", line: "\ta\tb c", word: "b", text: "\ta\tb c", mark: "\t \t^"},
		{name: "tab in word", line: "a b\tc", word: "b\tc", text: "a b\tc", mark: "  ^\t~"},
		{name: "word is a tab", line: "a\tc", word: "\t", text: "a\tc", mark: " ^\t"},
		{name: "wide", line: "漢字 b", word: "b", text: "漢字 b", mark: "     ^"},
		{name: "wide word", line: "a 漢字", word: "漢字", text: "a 漢字", mark: "  ^~~~"},
		{name: "combining", line: "e\u0301 b", word: "b", text: "e\u0301 b", mark: "  ^"},
		{name: "emoji", line: "🐧 b", word: "b", text: "🐧 b", mark: "   ^"},
		{name: "escapes", line: "\x00 b", word: "b", text: `\x00 b`, mark: "     ^"},
		{name: "escaped word", line: "a \xff", word: "\xff", text: `a \xff`, mark: "  ^~~~"},
		{name: "no-break space", line: "a\u00a0b", word: "\u00a0", text: `a\u00a0b`, mark: " ^~~~~~"},
		{
			name: "cut both", line: strings.Repeat("l", 50) + "WORD" + strings.Repeat("r", 50), word: "WORD", width: 20,
			text: "...lllllWORDrrrrr...", mark: "        ^~~~",
		},
		{
			name: "cut right", line: "ab" + "WORD" + strings.Repeat("r", 50), word: "WORD", width: 20,
			text: "abWORDrrrrrrrr...", mark: "  ^~~~",
		},
		{
			name: "cut left", line: strings.Repeat("l", 50) + "WORD" + "cd", word: "WORD", width: 20,
			text: "...llllllllWORDcd", mark: "           ^~~~",
		},
		{
			name: "cut word", line: "ab" + strings.Repeat("W", 50) + "cd", word: strings.Repeat("W", 50), width: 20,
			text: "..." + strings.Repeat("W", 14) + "...", mark: "   ^~~~~~~~~~~~~~",
		},
		{
			name: "cut wide", line: strings.Repeat("漢", 50) + "W" + strings.Repeat("字", 50), word: "W", width: 20,
			text: "...漢漢漢W字字字...", mark: "         ^",
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			d := lint.Diagnostic{Range: at("f", 1, test.line, test.word), SourceLine: test.line}
			text, mark := show(t, d, test.width)
			if text != test.text || mark != test.mark {
				t.Errorf("got\n%s\n%s\nwant\n%s\n%s", text, mark, test.text, test.mark)
			}
		})
	}
}

// TestUnderlineOddRanges gives places that no word has.
func TestUnderlineOddRanges(t *testing.T) {
	tests := []struct {
		name  string
		place lint.Range
		mark  string
	}{
		{"empty", lint.Range{Line: 1, Column: 2, EndLine: 1, EndColumn: 2}, " ^"},
		{"behind", lint.Range{Line: 1, Column: 6, EndLine: 1, EndColumn: 6}, "     ^"},
		{"far behind", lint.Range{Line: 1, Column: 60, EndLine: 1, EndColumn: 70}, "     ^"},
		{"end first", lint.Range{Line: 1, Column: 4, EndLine: 1, EndColumn: 2}, "   ^"},
		{"no place", lint.Range{}, "^"},
		{"next line", lint.Range{Line: 1, Column: 4, EndLine: 2, EndColumn: 1}, "   ^~"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if _, mark := show(t, lint.Diagnostic{Range: test.place, SourceLine: "ab cd"}, 0); mark != test.mark {
				t.Errorf("got %q, want %q", mark, test.mark)
			}
		})
	}
}

// show returns the two lines that a text has about the source.
func show(t *testing.T, d lint.Diagnostic, width int) (text, mark string) {
	t.Helper()
	var out bytes.Buffer
	err := report.Text(&out, &lint.Report{Diagnostics: []lint.Diagnostic{d}}, report.TextOptions{Width: width})
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(out.String(), "\n")
	return strings.TrimPrefix(lines[1], "    "), strings.TrimPrefix(lines[2], "    ")
}

func FuzzText(f *testing.F) {
	f.Add("obj-y\t+= 漢字.o \xff", 5, 9, 20)
	f.Fuzz(func(t *testing.T, line string, column, end, width int) {
		d := lint.Diagnostic{Range: lint.Range{Line: 1, Column: column, EndLine: 1, EndColumn: end}, SourceLine: line}
		r := &lint.Report{Diagnostics: []lint.Diagnostic{d}}
		if err := report.Text(&bytes.Buffer{}, r, report.TextOptions{Width: width}); err != nil {
			t.Error(err)
		}
	})
}
