package lint_test

import (
	"cmp"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/kbuildlint/kbuildlint/lint"
	"github.com/kbuildlint/kbuildlint/rules"
)

// A verdict is what people found out about a finding in a real kernel.
type verdict struct {
	kernel, severity, path, word string
	// judgement is one of judgements; proof says how that is known.
	judgement, proof string
}

// judgements are what may be said of a finding: it is so, it is so but Kconfig
// has no configuration with it, or it should not be reported.
var judgements = []string{"true", "excluded", "false"}

// line returns a verdict as it stands in a file.
func (v verdict) line() string {
	return strings.Join([]string{v.kernel, v.severity, v.path, v.word, v.judgement, v.proof}, " | ") + "\n"
}

// is reports whether two verdicts are on the same finding.
func (v verdict) is(other verdict) bool {
	return v.kernel == other.kernel && v.path == other.path && v.word == other.word && v.severity == other.severity
}

// verdictFile returns the name of the file with the verdicts on a rule's
// findings, one a line.
func verdictFile(rule *lint.Rule) string {
	return filepath.Join("testdata", "verdicts", rule.Name+".txt")
}

// readVerdicts reads the comment of a file and its verdicts.
func readVerdicts(t *testing.T, name string) (comment string, verdicts []verdict) {
	t.Helper()
	comment, rows := readTable(t, name, 6)
	for _, f := range rows {
		verdicts = append(verdicts, verdict{f[0], f[1], f[2], f[3], f[4], f[5]})
	}
	return comment, verdicts
}

// readTable reads the comment of a file and its lines, each of so many fields.
func readTable(t *testing.T, name string, fields int) (comment string, rows [][]string) {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(text)) {
		if strings.HasPrefix(line, "#") {
			comment += line
			continue
		}
		row := strings.Split(strings.TrimSuffix(line, "\n"), " | ")
		if len(row) != fields {
			t.Fatalf("%s: %d fields, want %d: %s", name, len(row), fields, line)
		}
		rows = append(rows, row)
	}
	return comment, rows
}

// judgedRules returns the rules that have a file of verdicts.
func judgedRules(t *testing.T) []*lint.Rule {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("testdata", "verdicts", "*"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no verdicts: %v", err)
	}
	var judged []*lint.Rule
	for _, rule := range rules.All {
		if slices.Contains(files, verdictFile(rule)) {
			judged = append(judged, rule)
		}
	}
	if len(judged) < len(files) {
		t.Errorf("%d files of verdicts, but %d rules of these names: %q", len(files), len(judged), files)
	}
	return judged
}

// TestVerdicts compares what rules find in real kernels with what people found
// out about it: every finding has a verdict, and every verdict its finding. A
// rule takes part that has a file testdata/verdicts/RULE.txt; -update adds the
// findings that nobody has judged.
func TestVerdicts(t *testing.T) {
	judged := judgedRules(t)
	now := map[string][]verdict{}
	for _, kernel := range []string{"6.1", "6.12"} {
		c := openCorpus(t, "linux-source-"+kernel)
		if c.mismatch != "" {
			t.Skip(c.mismatch)
		}
		found, err := lint.Check(t.Context(), lint.Request{
			FS: os.DirFS(c.dir), Root: ".", Paths: []string{"."}, Rules: judged,
		})
		if err != nil {
			t.Fatal(err)
		}
		for i := range found.Diagnostics {
			d := &found.Diagnostics[i]
			now[d.Rule] = append(now[d.Rule], verdict{kernel, d.Severity.String(), d.Path, d.Word(), "unread", "?"})
		}
	}
	for _, rule := range judged {
		t.Run(rule.Name, func(t *testing.T) { compareVerdicts(t, rule, now[rule.Name]) })
	}
}

// compareVerdicts compares the findings of a rule with its file, or writes it.
func compareVerdicts(t *testing.T, rule *lint.Rule, now []verdict) {
	t.Helper()
	comment, known := readVerdicts(t, verdictFile(rule))
	for i := range now {
		// Findings at one word are told apart by their order.
		if k := slices.IndexFunc(known, now[i].is); k >= 0 {
			now[i] = known[k]
			known = slices.Delete(known, k, k+1)
		}
	}
	slices.SortStableFunc(now, func(a, b verdict) int {
		return cmp.Or(cmp.Compare(a.severity, b.severity), cmp.Compare(a.path, b.path), cmp.Compare(a.word, b.word))
	})
	if *update {
		for _, v := range now {
			comment += v.line()
		}
		if err := os.WriteFile(verdictFile(rule), []byte(comment), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	for _, v := range now {
		if !slices.Contains(judgements, v.judgement) || v.proof == "" {
			t.Errorf("no verdict on %s", v.line())
		}
	}
	for _, v := range known {
		t.Errorf("no longer found: %s", v.line())
	}
}
