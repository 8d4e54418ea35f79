package report_test

import (
	"testing"

	"github.com/kbuildlint/kbuildlint/report"
)

func TestEscapeCommands(t *testing.T) {
	tests := map[string]string{
		"::error::x":         `\x3a:error::x`,
		" \t::error::x":      ` \t\x3a:error::x`,
		"a ::error::x":       "a ::error::x",
		"all:: x":            "all:: x",
		":a":                 ":a",
		"##[group]x":         `#\x23[group]x`,
		"a ###[group]x":      `a ##\x23[group]x`,
		"##vso[a.b]c":        `#\x23vso[a.b]c`,
		"##teamcity[x":       `#\x23teamcity[x`,
		"## a title [1]":     "## a title [1]",
		"#[x] ## # #vso[y]":  "#[x] ## # #vso[y]",
		"##":                 "##",
		"::\xff ##vso[\x1b[": `\x3a:\xff #\x23vso[\x1b[`,
	}
	for text, want := range tests {
		if got := report.Escape(text); got != want {
			t.Errorf("%q became %q, want %q", text, got, want)
		}
	}
}
