package lint_test

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/kbuildlint/kbuildlint/lint"
	"github.com/kbuildlint/kbuildlint/rules"
)

// moduleVerdicts has what people found out about the findings of the rules that
// run by default in real external modules, one a line.
var moduleVerdicts = filepath.Join("testdata", "modules.txt")

// moduleKernels are the versions that the modules are judged for.
var moduleKernels = []string{"5.10", "6.1", "6.6", "6.12", "7.0"}

// A moduleVerdict is what people found out about a finding in a module.
type moduleVerdict struct {
	// module is the name and the version of the package, place a file and a
	// line.
	module, place, rule, word string
	// severities has a letter for each of moduleKernels: e, w or i, and - where
	// there is no such finding.
	severities string
	// judgement is true or false; proof says how that is known.
	judgement, proof string
}

// line returns a verdict as it stands in the file.
func (v *moduleVerdict) line() string {
	fields := []string{v.module, v.place, v.rule, v.word, v.severities, v.judgement, v.proof}
	return strings.Join(fields, " | ") + "\n"
}

// is reports whether two verdicts are on the same finding.
func (v *moduleVerdict) is(other *moduleVerdict) bool {
	return v.module == other.module && v.place == other.place && v.rule == other.rule && v.word == other.word
}

// readModuleVerdicts reads the comment of the file and its verdicts.
func readModuleVerdicts(t *testing.T) (comment string, verdicts []moduleVerdict) {
	t.Helper()
	comment, rows := readTable(t, moduleVerdicts, 7)
	for _, f := range rows {
		verdicts = append(verdicts, moduleVerdict{f[0], f[1], f[2], f[3], f[4], f[5], f[6]})
	}
	return comment, verdicts
}

// defaultRules returns the rules that run where nobody asks for others.
func defaultRules() []*lint.Rule {
	return slices.DeleteFunc(slices.Clone(rules.All), func(rule *lint.Rule) bool { return rule.OptIn })
}

// judgeModule returns what there is to find in a module, in all versions.
func judgeModule(t *testing.T, dir string) []moduleVerdict {
	t.Helper()
	var found []moduleVerdict
	none := strings.Repeat("-", len(moduleKernels))
	for k, kernel := range moduleKernels {
		report, err := lint.Check(t.Context(), lint.Request{
			FS: os.DirFS(dir), Root: ".", Paths: []string{"."}, Rules: defaultRules(), Known: rules.All, Kernel: kernel,
		})
		if err != nil {
			t.Fatal(err)
		}
		for i := range report.Diagnostics {
			d := &report.Diagnostics[i]
			now := moduleVerdict{
				module: filepath.Base(dir), place: fmt.Sprintf("%s:%d", d.Path, d.Line), rule: d.Rule,
				word: strings.ReplaceAll(d.Word(), "\n", " "), severities: none, judgement: "unread", proof: "?",
			}
			at := slices.IndexFunc(found, func(v moduleVerdict) bool { return v.is(&now) })
			if at < 0 {
				at = len(found)
				found = append(found, now)
			}
			letters := []byte(found[at].severities)
			letters[k] = d.Severity.String()[0]
			found[at].severities = string(letters)
		}
	}
	return found
}

// TestModuleVerdicts compares what the rules find in real external modules with
// what people found out about it. KBUILDLINT_MODULES names a directory with
// unpacked packages of Debian, NAME/usr/src/MODULE each; -update adds the findings
// that nobody has judged.
func TestModuleVerdicts(t *testing.T) {
	packages := os.Getenv("KBUILDLINT_MODULES")
	if packages == "" {
		t.Skip("KBUILDLINT_MODULES names no directory with modules")
	}
	dirs, err := filepath.Glob(filepath.Join(packages, "*", "usr", "src", "*"))
	if err != nil || len(dirs) == 0 {
		t.Fatalf("no modules below %s: %v", packages, err)
	}
	comment, known := readModuleVerdicts(t)
	var now []moduleVerdict
	for _, dir := range dirs {
		now = append(now, judgeModule(t, dir)...)
	}
	for i := range now {
		v := &now[i]
		k := slices.IndexFunc(known, func(old moduleVerdict) bool { return old.is(v) })
		if k < 0 {
			continue
		}
		v.judgement, v.proof = known[k].judgement, known[k].proof
		if !*update && v.severities != known[k].severities {
			t.Errorf("severities are %s: %s", v.severities, known[k].line())
		}
		known = slices.Delete(known, k, k+1)
	}
	slices.SortStableFunc(now, func(a, b moduleVerdict) int {
		return cmp.Or(cmp.Compare(a.module, b.module), cmp.Compare(a.rule, b.rule))
	})
	if *update {
		writeModuleVerdicts(t, comment, now)
		return
	}
	for i := range now {
		if v := &now[i]; !slices.Contains(judgements, v.judgement) || v.proof == "" {
			t.Errorf("no verdict on %s", v.line())
		}
	}
	for i := range known {
		t.Errorf("no longer found: %s", known[i].line())
	}
}

// writeModuleVerdicts writes the file.
func writeModuleVerdicts(t *testing.T, text string, verdicts []moduleVerdict) {
	t.Helper()
	for i := range verdicts {
		text += verdicts[i].line()
	}
	if err := os.WriteFile(moduleVerdicts, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}
