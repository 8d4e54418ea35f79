package report

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/kbuildlint/kbuildlint/lint"
)

// DefaultWidth is the number of columns that a source line may take in a text
// before it is cut around the word that matters.
const DefaultWidth = 120

// minWidth leaves room for two ellipses and a few letters.
const minWidth = 20

// TextOptions say how a report is written for people.
type TextOptions struct {
	Color Color
	// Path returns a path of a tree as the reader should see it; without it a
	// path is shown as it is.
	Path func(tree int, path string) string
	// Width is the number of columns a source line may take, DefaultWidth if 0.
	Width int
	// Shares tells how many of several findings each rule has.
	Shares bool
}

// Text writes a report for people, and nothing at all when there is nothing to
// report. Failures are not part of it.
func Text(w io.Writer, r *lint.Report, o TextOptions) error {
	if len(r.Diagnostics) == 0 {
		return nil
	}
	t := newTextWriter(w, o)
	for i := range r.Diagnostics {
		t.diagnostic(&r.Diagnostics[i])
		t.line("")
	}
	t.line("%s", summary(r))
	if o.Shares {
		t.shares(r)
	}
	return t.flush()
}

// A textWriter writes lines for people. The first error stays in its buffer.
type textWriter struct {
	out     *bufio.Writer
	path    func(tree int, path string) string
	width   int
	palette palette
}

func newTextWriter(w io.Writer, o TextOptions) *textWriter {
	t := &textWriter{out: bufio.NewWriter(w), path: o.view, width: DefaultWidth, palette: newPalette(o.Color)}
	if o.Width > 0 {
		t.width = max(o.Width, minWidth)
	}
	return t
}

// line writes a line. The buffer keeps an error until it is flushed.
func (t *textWriter) line(format string, args ...any) {
	_, _ = fmt.Fprintf(t.out, format+"\n", args...)
}

// flush writes what is left and returns the first error of all writing.
func (t *textWriter) flush() error {
	if err := t.out.Flush(); err != nil {
		return fmt.Errorf("write text: %w", err)
	}
	return nil
}

// diagnostic writes all there is to say about a finding.
func (t *textWriter) diagnostic(d *lint.Diagnostic) {
	t.line("%s %s %s %s",
		t.palette.place.Sprint(t.place(d.Tree, d.Range), ":"),
		t.palette.ofSeverity(d.Severity).Sprint(d.Severity, ":"),
		Escape(d.Message),
		t.palette.rule.Sprint("[", Escape(d.Rule), "]"))
	t.source(d)
	for _, f := range factsOf(d) {
		t.labeled(f.label, f.text)
	}
	for _, related := range d.Related {
		t.line("  %s: %s", t.place(d.Tree, related.Range), Escape(related.Message))
	}
	for _, fix := range d.Fixes {
		t.labeled(repairLabel, fix.Title)
	}
}

// place returns the start of a range as path:line:column.
func (t *textWriter) place(tree int, r lint.Range) string {
	return fmt.Sprintf("%s:%d:%d", Escape(t.path(tree, r.Path)), r.Line, r.Column)
}

// source writes the line that a finding begins on, with its word underlined.
func (t *textWriter) source(d *lint.Diagnostic) {
	if strings.TrimSpace(d.SourceLine) == "" {
		return
	}
	word := span{start: max(d.Column-1, 0), end: d.EndColumn - 1}
	if len(d.SourceLine) == lint.MaxSourceLine && word.start > lint.MaxSourceLine {
		return // so much of a line is not kept
	}
	if d.EndLine > d.Line {
		word.end = len(d.SourceLine)
	}
	s := newSnippet(d.SourceLine, word, t.width)
	t.line("    %s", s.text())
	t.line("    %s%s", s.indent(), t.palette.mark.Sprint(s.underline()))
}

// labeled writes a text with its label, if there is a text.
func (t *textWriter) labeled(label, text string) {
	if text != "" {
		t.line("  %s %s", t.palette.label.Sprint(label, ":"), Escape(text))
	}
}

// summary returns how many findings there are, such as "1 error, 2 warnings".
func summary(r *lint.Report) string {
	var parts []string
	for _, s := range []lint.Severity{lint.Error, lint.Warning} {
		if count := r.Count(s); count > 0 {
			parts = append(parts, plural(count, s.String()))
		}
	}
	if count := r.Count(lint.Info); count > 0 {
		parts = append(parts, fmt.Sprintf("%d info", count))
	}
	text := strings.Join(parts, ", ")
	if len(r.Suppressed) > 0 {
		text += fmt.Sprintf(" (%d suppressed)", len(r.Suppressed))
	}
	return text
}

// shares writes how many findings each rule has, most first, where there are
// several.
func (t *textWriter) shares(r *lint.Report) {
	if len(r.Diagnostics) < 2 {
		return
	}
	counts := map[string]int{}
	for i := range r.Diagnostics {
		counts[r.Diagnostics[i].Rule]++
	}
	rules := slices.SortedFunc(maps.Keys(counts), func(a, b string) int {
		return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(a, b))
	})
	for _, rule := range rules {
		t.line("%6d %s", counts[rule], Escape(rule))
	}
}

// plural returns a count with its noun.
func plural(count int, noun string) string {
	if count == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", count, noun)
}
