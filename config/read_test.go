package config_test

import (
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/kbuildlint/kbuildlint/config"
	"github.com/kbuildlint/kbuildlint/lint"
)

// rules are those that the files of the tests speak of.
var rules = []*lint.Rule{
	{Name: "missing-force", Severity: lint.Warning, Groups: []string{"rebuild"}},
	{Name: "missing-source", Severity: lint.Error, Groups: []string{"references"}},
	{Name: "needless-force", Severity: lint.Info, Groups: []string{"rebuild"}},
	{Name: "orphan-source", Severity: lint.Info, Groups: []string{"references"}, OptIn: true},
}

// compare compares what becomes of each file of an archive with the one behind
// it that says what is wanted.
func compare(t *testing.T, archive string, become func(text string) string) {
	t.Helper()
	a, err := txtar.ParseFile(filepath.Join("testdata", archive))
	if err != nil || len(a.Files) < 2 {
		t.Fatalf("%s: %v", archive, err)
	}
	for i := 0; i+1 < len(a.Files); i += 2 {
		given, want := a.Files[i], a.Files[i+1]
		if strings.TrimSuffix(given.Name, ".toml") != strings.TrimSuffix(want.Name, ".want") {
			t.Fatalf("%s stands before %s", given.Name, want.Name)
		}
		got := become(string(given.Data)) + "\n"
		if difference := cmp.Diff(string(want.Data), got); difference != "" {
			t.Errorf("%s (-want +got):\n%s", given.Name, difference)
		}
	}
}

func TestMistakes(t *testing.T) {
	compare(t, "mistakes.txtar", func(text string) string {
		_, err := config.Read("f", text, rules)
		if problems, ok := errors.AsType[*config.Problems](err); !ok {
			t.Errorf("%s: %v, %v; want problems", text, problems, err)
			return ""
		}
		return strings.ReplaceAll("\n"+err.Error(), "\nf:", "\n")[1:]
	})
}

// wanted returns what a file wants of all rules at a path, in a word each:
// their severities, - where they don't run.
func wanted(t *testing.T, text, name, below string, forced map[*lint.Rule]bool) string {
	t.Helper()
	file, err := config.Read("f", text, rules)
	if err != nil {
		t.Fatal(err)
	}
	plan := file.Plan(rules, forced, below)
	var words []string
	for _, rule := range rules {
		word := "-"
		if severity := plan.Severity(rule, name); severity != 0 {
			word = severity.String()
		}
		if word != "-" && lint.RuleNamed(plan.Rules, rule.Name) == nil {
			word = "never"
		}
		words = append(words, word)
	}
	return strings.Join(words, " ")
}

func TestPlan(t *testing.T) {
	compare(t, "plans.txtar", func(text string) string { return wanted(t, text, "drivers/net/a.mk", ".", nil) })
}

// TestPlanFlags checks that flags win, also in the tables of paths.
func TestPlanFlags(t *testing.T) {
	const text = "enable = ['orphan-source']\n[paths.a]\ndisable = ['missing-source']"
	forced := map[*lint.Rule]bool{rules[1]: true, rules[3]: false}
	if got, want := wanted(t, text, "a/b", ".", forced), "warning error info -"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// TestPlanBelow has a tree in a directory below the file.
func TestPlanBelow(t *testing.T) {
	const text = "[paths.'module/a']\ndisable = ['references']"
	for below, want := range map[string]string{"module": "warning - info -", ".": "warning error info -"} {
		if got := wanted(t, text, "a/b", below, nil); got != want {
			t.Errorf("%s: got %s, want %s", below, got, want)
		}
	}
}

func TestSettings(t *testing.T) {
	const text = "severity = 'info'\nkernel = '6.6,6.12'\ndialect = 'linux'\nbaseline = 'a/b'\n"
	file, err := config.Read("f", text, rules)
	if err != nil {
		t.Fatal(err)
	}
	if file.Severity != lint.Info || file.Kernel != "6.6,6.12" || file.Baseline != "a/b" {
		t.Errorf("got %+v", file)
	}
}
