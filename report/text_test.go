package report_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"unicode"

	"github.com/kbuildlint/kbuildlint/lint"
	"github.com/kbuildlint/kbuildlint/report"
)

func TestText(t *testing.T) {
	tests := map[string]report.TextOptions{
		"text-shares.golden":  {Shares: true},
		"text.golden":         {},
		"text-colored.golden": {Color: report.Colored},
		"text-narrow.golden":  {Width: 30},
		"text-path.golden": {Path: func(tree int, path string) string {
			return strings.Repeat("../", tree+1) + path
		}},
	}
	for name, options := range tests {
		t.Run(name, func(t *testing.T) {
			var out bytes.Buffer
			if err := report.Text(&out, sample(), options); err != nil {
				t.Fatal(err)
			}
			golden(t, name, out.Bytes())
		})
	}
}

func TestTextOfNothing(t *testing.T) {
	var out bytes.Buffer
	nothing := &lint.Report{Suppressed: silenced(), Failures: []lint.Failure{{Path: "x", Message: "y"}}}
	if err := report.Text(&out, nothing, report.TextOptions{}); err != nil || out.Len() > 0 {
		t.Errorf("got %q, %v, want nothing", out.String(), err)
	}
}

// TestTextIsSafe looks for what a terminal would act on.
func TestTextIsSafe(t *testing.T) {
	var out bytes.Buffer
	if err := report.Text(&out, sample(), report.TextOptions{}); err != nil {
		t.Fatal(err)
	}
	for _, r := range out.String() {
		if r != '\n' && r != '\t' && (r == unicode.ReplacementChar || !unicode.IsPrint(r)) {
			t.Errorf("%U reached the output", r)
		}
	}
	if strings.Contains(out.String(), "\n::error::") {
		t.Error("a message could begin a line of its own")
	}
}

var errFull = errors.New("disk full")

type fullDisk struct{}

func (fullDisk) Write([]byte) (int, error) { return 0, errFull }

func TestWriteErrors(t *testing.T) {
	values := report.Values{"Makefile": {}}
	tests := map[string]error{
		"Text":       report.Text(fullDisk{}, sample(), report.TextOptions{}),
		"JSON":       report.JSON(fullDisk{}, sample()),
		"ValuesText": report.ValuesText(fullDisk{}, values, report.TextOptions{}),
		"ValuesJSON": report.ValuesJSON(fullDisk{}, values),
	}
	for name, err := range tests {
		if !errors.Is(err, errFull) {
			t.Errorf("%s returned %v, want %v", name, err, errFull)
		}
	}
}
