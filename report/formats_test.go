package report_test

import (
	"bytes"
	"errors"
	"io"
	"path"
	"strings"
	"testing"
	"unicode"

	"github.com/kbuildlint/kbuildlint/lint"
	"github.com/kbuildlint/kbuildlint/report"
)

// formats are all there are, by the ending of their golden files.
var formats = map[string]func(io.Writer, *lint.Report, report.Options) error{
	"sarif":      report.SARIF,
	"github":     report.GitHub,
	"checkstyle": report.Checkstyle,
	"rdjson":     report.RDJSON,
	"checkpatch": report.Checkpatch,
	"terse": func(w io.Writer, r *lint.Report, o report.Options) error {
		o.Layout = report.Terse
		return report.Checkpatch(w, r, o)
	},
	"text": func(w io.Writer, r *lint.Report, o report.Options) error {
		return report.Text(w, r, o.TextOptions)
	},
	"json": func(w io.Writer, r *lint.Report, _ report.Options) error { return report.JSON(w, r) },
}

// reports are those that each format is shown with.
func reports() map[string]*lint.Report {
	return map[string]*lint.Report{
		"everything": everything(),
		"nothing":    {Trees: sample().Trees, LinesChecked: 3},
	}
}

// everything has findings of all severities in two trees, one of them not below
// the directory of the user, and what breaks formats that escape too little.
func everything() *lint.Report {
	r := sample()
	r.Trees = append(r.Trees, lint.Tree{Root: "/mnt/my module", Dialect: "module", Kernel: "6.12"})
	r.Diagnostics = append(r.Diagnostics, awkward(), astral(), command())
	r.Failures = []lint.Failure{{Path: "no\x1bwhere", Message: "no such file or directory"}}
	r.LinesChecked = 4711
	r.NonASCII = map[lint.Line]string{}
	for i := range r.Diagnostics {
		d := &r.Diagnostics[i]
		if strings.ContainsFunc(d.SourceLine, func(c rune) bool { return c > unicode.MaxASCII }) {
			r.NonASCII[lint.Line{Tree: d.Tree, Path: d.Path, Number: d.Line}] = d.SourceLine
		}
	}
	return r
}

// awkward has the characters that mean something to formats.
func awkward() lint.Diagnostic {
	line := "obj-y += ${x}%41.o"
	place := at(`drivers/a b%20/c::d,e/<&>"'/Makefile`, 2, line, "${x}%41.o")
	return lint.Diagnostic{
		Range:      place,
		Rule:       "missing-source",
		Severity:   lint.Warning,
		Message:    `no source for ${x}%41.o, {0} or [this](https://example.org) <b>&amp;</b> "]]>' %0A::`,
		Effect:     "50% of it, a: b\r\n::stop-commands::x",
		SourceLine: line,
		Related:    []lint.Related{{Range: place, Message: "{1} [here](2) ##[add-mask]y"}},
		Fixes: []lint.Fix{{Title: "write {} in [two](places)", Safe: true, Edits: []lint.Edit{
			{Range: place, Text: "\t{<&>}\x1b\n"},
			{Range: lint.Range{Path: "Kbuild", Line: 1, Column: 1, EndLine: 2, EndColumn: 1}},
		}}},
		Tree: 1,
	}
}

// astral stands behind a character that takes four bytes, and two units in
// UTF-16.
func astral() lint.Diagnostic {
	line := "obj-y += 🐧é\xff.o bird.o # 漢"
	return lint.Diagnostic{
		Range:      at("Kbuild", 5, line, "bird.o"),
		Rule:       "empty-file",
		Severity:   lint.Info,
		Message:    "🐧 before the word",
		SourceLine: line,
		Fixes:      []lint.Fix{{Title: "drop it", Edits: []lint.Edit{{Range: at("Kbuild", 5, line, "bird.o ")}}}},
		Tree:       1,
	}
}

// command has lines that CI systems would take for commands.
func command() lint.Diagnostic {
	return lint.Diagnostic{
		Range:      at("::error::x/Makefile", 1, "\t ::add-mask::a", "::"),
		Rule:       "missing-source",
		Severity:   lint.Error,
		Message:    "::warning file=a::b ###[debug]c ##vso[task.complete]d",
		SourceLine: "\t ::add-mask::a ##[group]",
		Tree:       1,
	}
}

// options returns those of a user in /src.
func options() report.Options {
	return report.Options{
		TextOptions: report.TextOptions{Path: func(tree int, name string) string {
			return path.Join([]string{"linux", "../mnt/my module"}[tree], name)
		}},
		Version:   "v1.2.3",
		Directory: "/src",
		Rules: []*lint.Rule{
			{
				Name: "missing-source", Title: "an object without {a source}", Severity: lint.Warning, Since: "0.1.0",
				Why: "See [the manual](https://example.org).\nIt names `${x}`.\n", Repair: "Write it.",
				Groups: []string{"objects"}, Bad: lint.Example{Files: "-- Kbuild --\nobj-y += x.o\n"},
			},
			{Name: "empty-file", Title: "a file with nothing in it", OptIn: true},
		},
	}
}

func TestFormats(t *testing.T) {
	for format := range formats {
		for name := range reports() {
			t.Run(format+"/"+name, func(t *testing.T) {
				golden(t, name+"."+format+".golden", written(t, format, reports()[name]))
			})
		}
	}
}

// written returns a report in a format.
func written(t *testing.T, format string, r *lint.Report) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := formats[format](&out, r, options()); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// TestFormatsAreSafe looks for what a terminal or a CI system would act on.
func TestFormatsAreSafe(t *testing.T) {
	for format := range formats {
		t.Run(format, func(t *testing.T) {
			for line := range strings.Lines(string(written(t, format, everything()))) {
				for _, r := range strings.TrimSuffix(line, "\n") {
					if r != '\t' && (r == unicode.ReplacementChar || !unicode.IsPrint(r)) {
						t.Errorf("%U reached the output: %q", r, line)
					}
				}
				isOurs := format == "github" && strings.HasPrefix(line, "::")
				if !isOurs && (isCommand(line) || strings.HasPrefix(strings.TrimSpace(line), "::")) {
					t.Errorf("a CI system would take this for a command: %q", line)
				}
			}
		})
	}
}

// isCommand reports whether a line has a mark that CI systems look for anywhere.
func isCommand(line string) bool {
	for _, mark := range []string{"##[", "##vso["} {
		if strings.Contains(line, mark) {
			return true
		}
	}
	return false
}

// TestFormatsWithoutPath has paths as they are in the tree.
func TestFormatsWithoutPath(t *testing.T) {
	r := &lint.Report{Diagnostics: []lint.Diagnostic{mild()}}
	for format, write := range formats {
		var out bytes.Buffer
		if err := write(&out, r, report.Options{}); err != nil || !strings.Contains(out.String(), "Kbuild") {
			t.Errorf("%s: %v, and no path in %s", format, err, out.Bytes())
		}
	}
}

func TestFormatErrors(t *testing.T) {
	for format, write := range formats {
		if err := write(fullDisk{}, everything(), options()); !errors.Is(err, errFull) {
			t.Errorf("%s returned %v, want %v", format, err, errFull)
		}
	}
}
