package report_test

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kbuildlint/kbuildlint/lint"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// sample returns the report that every format is shown with.
func sample() *lint.Report {
	return &lint.Report{
		Trees:       []lint.Tree{{Root: "/src/linux", Dialect: "linux", Kernel: "6.13"}},
		Diagnostics: []lint.Diagnostic{foundingDefect(), hostile(), multiLine(), mild()},
		Suppressed:  silenced(),
	}
}

// silenced returns findings that a comment and a baseline silenced.
func silenced() []lint.Suppressed {
	twin := foundingDefect()
	return []lint.Suppressed{
		{Diagnostic: mild(), Kind: lint.InSource, Reason: "for \x1b[2J [tests](x) {0}"},
		{Diagnostic: twin, Kind: lint.External},
	}
}

// foundingDefect has everything that a finding can have.
func foundingDefect() lint.Diagnostic {
	line := "\t+$(call if_changed_except,btf_ko,$(objtree)/vmlinux)"
	return lint.Diagnostic{
		Range:      at("scripts/Makefile.modfinal", 59, line, "$(objtree)/vmlinux"),
		Rule:       "unnormalized-path",
		Severity:   lint.Error,
		Message:    "./vmlinux never matches a name of $^, which GNU Make has written as vmlinux",
		Effect:     "every module is linked again whenever vmlinux is newer",
		When:       "CONFIG_DEBUG_INFO_BTF_MODULES=y",
		Kernels:    []string{"6.13", "6.14"},
		Builds:     []string{"in-tree", "M="},
		Witness:    map[string]string{"CONFIG_MODULES": "y", "CONFIG_DEBUG_INFO_BTF_MODULES": "y"},
		SourceLine: line,
		Related: []lint.Related{
			{
				Range:   modfinal(49, 40, 42),
				Message: "the comparison",
			},
			{
				Range:   modfinal(57, 47, 65),
				Message: "the prerequisite",
			},
		},
		Fixes: []lint.Fix{{
			Title: "pass vmlinux as well",
			Edits: []lint.Edit{{
				Range: modfinal(59, 53, 53),
				Text:  " vmlinux",
			}},
		}},
	}
}

// modfinal returns a range in one line of the file with the founding defect.
func modfinal(line, column, end int) lint.Range {
	return lint.Range{Path: "scripts/Makefile.modfinal", Line: line, Column: column, EndLine: line, EndColumn: end}
}

// hostile has what an attacker would put into a patch, and a repair that JSON
// can't hold.
func hostile() lint.Diagnostic {
	line := "obj-y += \x1b[2Jwide-漢字-e\u0301.o \u202eevil.o bad\xff.o\u009b\r"
	return lint.Diagnostic{
		Range:      at("drivers/\x1b]0;evil\a/Makefile", 3, line, "bad\xff.o"),
		Rule:       "missing-source",
		Severity:   lint.Warning,
		Message:    "no source for bad\xff.o\n::error::injected \U000e0041",
		SourceLine: line,
		Fixes: []lint.Fix{
			{Title: "drop\tit", Safe: true, Edits: []lint.Edit{{Range: at("Makefile", 3, line, "bad\xff.o")}}},
			{Title: "rename it", Edits: []lint.Edit{{Range: at("Makefile", 3, line, "bad\xff.o"), Text: "\xfe.o"}}},
		},
	}
}

// multiLine begins on a long line and ends on the next.
func multiLine() lint.Diagnostic {
	line := "quiet_cmd_x = " + strings.Repeat("before ", 20) + "漢字 $(call x,a," + strings.Repeat(" after", 20) + " \\"
	d := lint.Diagnostic{
		Range:      at("Makefile", 7, line, "$(call x,a,"),
		Rule:       "missing-force",
		Severity:   lint.Warning,
		Message:    "a call over two lines",
		SourceLine: line,
	}
	d.EndLine, d.EndColumn = 8, 4
	return d
}

// mild has as little as a finding can have.
func mild() lint.Diagnostic {
	return lint.Diagnostic{
		Range:    lint.Range{Path: "Kbuild", Line: 1, Column: 1, EndLine: 1, EndColumn: 1},
		Rule:     "empty-file",
		Severity: lint.Info,
		Message:  "nothing here",
	}
}

// at returns the range of a word in a line.
func at(path string, number int, line, word string) lint.Range {
	start := strings.Index(line, word) + 1
	return lint.Range{Path: path, Line: number, Column: start, EndLine: number, EndColumn: start + len(word)}
}

// golden compares an output with a file of testdata, or rewrites that.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s differs (-want +got):\n%s", name, cmp.Diff(string(want), string(got)))
	}
}
