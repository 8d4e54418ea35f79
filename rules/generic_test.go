package rules

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/kbuildlint/kbuildlint/lint"
)

// TestParameters judges a makefile by other parameters than the default ones.
func TestParameters(t *testing.T) {
	const makefile = ".PHONY: check\ncheck: radio\nradio: ; echo 1\n\techo 2\nradio: bands\ncheck: bands\n"
	found, err := lint.Check(t.Context(), lint.Request{
		FS: fstest.MapFS{"Makefile": {Data: []byte(makefile)}}, Root: ".", Paths: []string{"."},
		Rules: []*lint.Rule{maxbodylength, minphony, uniquetargets},
		Parameters: &lint.Parameters{
			Required: []string{"check", "radio", "doc"}, MaxBodyLength: 1, Ignored: []string{"radio"},
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, d := range found.Diagnostics {
		got = append(got, d.Message)
	}
	want := []string{
		"the required target doc is missing", "the recipe for radio has 2 lines, more than 1",
		"the required target radio is not in .PHONY", "check has a rule already",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}
