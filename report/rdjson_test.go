package report_test

import (
	"encoding/json"
	"testing"

	"github.com/kbuildlint/kbuildlint/lint"
)

// TestRDJSONSuggestions keeps fixes that the format has no words for.
func TestRDJSONSuggestions(t *testing.T) {
	here := lint.Edit{Range: at("Kbuild", 5, "abc", "b"), Text: "x"}
	there := lint.Edit{Range: at("Makefile", 5, "abc", "b"), Text: "x"}
	invalid := lint.Edit{Range: here.Range, Text: "\xff"}
	tests := map[string]struct {
		edits []lint.Edit
		want  int
	}{
		"one edit":          {[]lint.Edit{here}, 1},
		"two edits":         {[]lint.Edit{here, here}, 0},
		"another file":      {[]lint.Edit{there}, 0},
		"bytes not in JSON": {[]lint.Edit{invalid}, 0},
	}
	for name, test := range tests {
		d := mild()
		d.Fixes = []lint.Fix{{Title: "fix it", Edits: test.edits}}
		var got struct {
			Diagnostics []struct{ Suggestions []struct{ Text string } }
		}
		encoded := written(t, "rdjson", &lint.Report{Diagnostics: []lint.Diagnostic{d}})
		if err := json.Unmarshal(encoded, &got); err != nil {
			t.Fatal(err)
		}
		if len(got.Diagnostics[0].Suggestions) != test.want {
			t.Errorf("%s: got %+v, want %d", name, got, test.want)
		}
	}
}
