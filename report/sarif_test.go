package report_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/kbuildlint/kbuildlint/lint"
	"github.com/kbuildlint/kbuildlint/report"
)

// A sarifLog has what the tests look at.
type sarifLog struct {
	Runs []struct {
		OriginalURIBaseIDs map[string]struct{ URI string }
		ColumnKind         string
		Invocations        []struct{ ExecutionSuccessful bool }
		Results            []sarifResult
	}
}

type sarifResult struct {
	Locations []struct {
		PhysicalLocation struct {
			ArtifactLocation struct{ URI, URIBaseID string }
			Region           sarifRegion
		}
	}
	Fixes []struct {
		ArtifactChanges []struct {
			Replacements []struct {
				DeletedRegion   sarifRegion
				InsertedContent struct{ Text string }
			}
		}
	}
	PartialFingerprints map[string]string
}

type sarifRegion struct {
	StartLine, StartColumn, EndLine, EndColumn int
	Snippet                                    struct{ Text string }
}

// readSARIF returns a report as a program reads its SARIF.
func readSARIF(t *testing.T, r *lint.Report) sarifLog {
	t.Helper()
	var log sarifLog
	if err := json.Unmarshal(written(t, "sarif", r), &log); err != nil {
		t.Fatal(err)
	}
	return log
}

// TestSARIFColumns makes sure that columns count what columnKind says: behind 🐧
// code points are neither bytes nor units of UTF-16.
func TestSARIFColumns(t *testing.T) {
	run := readSARIF(t, everything()).Runs[0]
	if run.ColumnKind != "unicodeCodePoints" {
		t.Errorf("columns are %s", run.ColumnKind)
	}
	seen := 0
	for i, d := range everything().Diagnostics {
		region := run.Results[i].Locations[0].PhysicalLocation.Region
		if region.Snippet.Text == "" {
			continue
		}
		characters := []rune(d.SourceLine)
		if word := string(characters[region.StartColumn-1 : region.EndColumn-1]); word != region.Snippet.Text {
			t.Errorf("%s: columns %d to %d are %q, want %q",
				d.Message, region.StartColumn, region.EndColumn, word, region.Snippet.Text)
		}
		seen++
	}
	if seen < 3 {
		t.Errorf("%d findings with a snippet, want some", seen)
	}
}

// TestSARIFFix applies a fix behind a character of four bytes.
func TestSARIFFix(t *testing.T) {
	d := astral()
	log := readSARIF(t, everything())
	isAstral := func(other lint.Diagnostic) bool { return other.Message == d.Message }
	result := log.Runs[0].Results[slices.IndexFunc(everything().Diagnostics, isAstral)]
	replacement := result.Fixes[0].ArtifactChanges[0].Replacements[0]
	characters := []rune(d.SourceLine)
	fixed := string(characters[:replacement.DeletedRegion.StartColumn-1]) + replacement.InsertedContent.Text +
		string(characters[replacement.DeletedRegion.EndColumn-1:])
	if want := strings.Replace(string(characters), "bird.o ", "", 1); fixed != want {
		t.Errorf("got %q, want %q", fixed, want)
	}
}

// TestSARIFPlaces resolves the places of findings in two trees.
func TestSARIFPlaces(t *testing.T) {
	log := readSARIF(t, everything())
	run := log.Runs[0]
	want := map[int]string{
		0: "file:///src/linux/scripts/Makefile.modfinal",
		4: "file:///mnt/my%20module/drivers/a%20b%2520/c%3A%3Ad%2Ce/%3C%26%3E%22%27/Makefile",
		5: "file:///mnt/my%20module/Kbuild",
	}
	for i, uri := range want {
		artifact := run.Results[i].Locations[0].PhysicalLocation.ArtifactLocation
		if got := run.OriginalURIBaseIDs[artifact.URIBaseID].URI + artifact.URI; got != uri {
			t.Errorf("finding %d is in %s, want %s", i, got, uri)
		}
	}
	if run.Invocations[0].ExecutionSuccessful {
		t.Error("an input could not be judged, and nobody is told")
	}
}

// TestSARIFOfAbsolutePath has no base for a file that is in no tree.
func TestSARIFOfAbsolutePath(t *testing.T) {
	d := mild()
	d.Path = "/usr/share/x.mk"
	artifact := readSARIF(t, &lint.Report{
		Trees: sample().Trees, Diagnostics: []lint.Diagnostic{d},
	}).Runs[0].Results[0].Locations[0].PhysicalLocation.ArtifactLocation
	if artifact.URI != "file:///usr/share/x.mk" || artifact.URIBaseID != "" {
		t.Errorf("got %+v", artifact)
	}
}

// TestSARIFRoot has a base for a tree elsewhere, wherever that is.
func TestSARIFRoot(t *testing.T) {
	d := mild()
	d.Tree = 1
	for root, want := range map[string]string{
		"/mnt/x":  "file:///mnt/x/",
		"../mnt/": "file:///mnt/",
		"/":       "file:///",
	} {
		trees := []lint.Tree{{}, {Root: root}}
		run := readSARIF(t, &lint.Report{Trees: trees, Diagnostics: []lint.Diagnostic{d}}).Runs[0]
		if got := run.OriginalURIBaseIDs["TREE1"].URI; got != want {
			t.Errorf("%s has the base %s, want %s", root, got, want)
		}
	}
	unknown := readSARIF(t, &lint.Report{Diagnostics: []lint.Diagnostic{d}}).Runs[0]
	if base, found := unknown.OriginalURIBaseIDs["TREE1"]; !found || base.URI != "" {
		t.Errorf("the base of an unknown tree is %+v", base)
	}
}

// fingerprintsOf returns the fingerprints in SARIF.
func fingerprintsOf(t *testing.T, diagnostics ...lint.Diagnostic) []string {
	t.Helper()
	var all []string
	for _, result := range readSARIF(t, &lint.Report{Diagnostics: diagnostics}).Runs[0].Results {
		all = append(all, result.PartialFingerprints["kbuildlintFinding/v1"])
	}
	return all
}

// TestFingerprints changes findings in ways that make them others, or don't.
func TestFingerprints(t *testing.T) {
	base := foundingDefect()
	tests := map[string]struct {
		change func(*lint.Diagnostic)
		same   bool
	}{
		"another line number": {func(d *lint.Diagnostic) { d.Line += 10; d.EndLine += 10 }, true},
		"another indent": {func(d *lint.Diagnostic) {
			d.SourceLine = "  \t" + d.SourceLine
			d.Column, d.EndColumn = d.Column+3, d.EndColumn+3
		}, true},
		"other words for it":  {func(d *lint.Diagnostic) { d.Message, d.Effect = "other", "words" }, true},
		"another severity":    {func(d *lint.Diagnostic) { d.Severity = lint.Info }, true},
		"another kernel":      {func(d *lint.Diagnostic) { d.Kernels, d.When = nil, "" }, true},
		"another rule":        {func(d *lint.Diagnostic) { d.Rule = "missing-source" }, false},
		"another path":        {func(d *lint.Diagnostic) { d.Path = "Makefile" }, false},
		"another source line": {func(d *lint.Diagnostic) { d.SourceLine += " more" }, false},
		"another word":        {func(d *lint.Diagnostic) { d.Column -= 2; d.EndColumn -= 2 }, false},
	}
	want := fingerprintsOf(t, base)[0]
	for name, test := range tests {
		changed := foundingDefect()
		test.change(&changed)
		if got := fingerprintsOf(t, changed)[0]; (got == want) != test.same {
			t.Errorf("%s: %s and %s, want the same: %t", name, want, got, test.same)
		}
	}
	twins := fingerprintsOf(t, base, mild(), base)
	if twins[0] != want || twins[0] == twins[2] {
		t.Errorf("two findings that look alike have %q", twins)
	}
}

// TestSARIFVersion has no version that programs can't compare.
func TestSARIFVersion(t *testing.T) {
	for version, want := range map[string]bool{"v0.1.0": true, "(devel)": false, "": false} {
		var out strings.Builder
		if err := report.SARIF(&out, &lint.Report{}, report.Options{Version: version}); err != nil {
			t.Fatal(err)
		}
		if strings.Contains(out.String(), `"version": "0.1.0"`) != want || strings.Contains(out.String(), "devel") {
			t.Errorf("%q became %s", version, out.String())
		}
	}
}
