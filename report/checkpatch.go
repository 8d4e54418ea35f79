package report

import (
	"fmt"
	"io"
	"strings"

	"github.com/kbuildlint/kbuildlint/lint"
)

// The levels of the kernel's scripts/checkpatch.pl. Its checks are what it says
// only with --strict.
var checkpatchLevels = vocabulary{"CHECK", "WARNING", "ERROR"}

// Checkpatch writes a report in the layout of the kernel's scripts/checkpatch.pl
// --file: a paragraph a finding, or a line with the layout Terse, and the totals.
// The rule stands at the end of the message. Like checkpatch, the terse layout
// says nothing at all about nothing.
func Checkpatch(w io.Writer, r *lint.Report, o Options) error {
	t := newTextWriter(w, o.TextOptions)
	for i := range r.Diagnostics {
		d := &r.Diagnostics[i]
		path := Escape(o.slashed(d.Tree, d.Path))
		message := fmt.Sprintf("%s: %s [%s]", checkpatchLevels.of(d.Severity), Escape(d.Message), Escape(d.Rule))
		if o.Layout == Terse {
			t.line("%s:%d: %s", path, d.Line, message)
			continue
		}
		t.line("%s", message)
		t.line("#%d: FILE: %s:%d:", d.Line, path, d.Line)
		t.line("+%s", escapeSource(d.SourceLine))
		t.line("")
	}
	if o.Layout == Full || len(r.Diagnostics) > 0 {
		t.line("%s", checkpatchTotal(r))
	}
	return t.flush()
}

// checkpatchTotal returns the last line, in which checks are counted only where
// there are some.
func checkpatchTotal(r *lint.Report) string {
	checks := ""
	if count := r.Count(lint.Info); count > 0 {
		checks = fmt.Sprintf("%d checks, ", count)
	}
	return fmt.Sprintf("total: %d errors, %d warnings, %s%d lines checked",
		r.Count(lint.Error), r.Count(lint.Warning), checks, r.LinesChecked)
}

// escapeSource is Escape for a line of a makefile, which keeps its tabs.
func escapeSource(line string) string {
	parts := strings.Split(line, "\t")
	for i, part := range parts {
		parts[i] = Escape(part)
	}
	return strings.Join(parts, "\t")
}
