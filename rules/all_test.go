package rules

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"

	"github.com/kbuildlint/kbuildlint/lint"
)

// TestExamples executes the examples of each rule: it finds something in the
// bad one and nothing in the good one.
func TestExamples(t *testing.T) {
	for _, rule := range All {
		t.Run(rule.Name, func(t *testing.T) {
			if found := check(t, example(t, rule.Bad), "", rule); len(found.Diagnostics) == 0 {
				t.Errorf("nothing is found in the bad example:\n%s", rule.Bad.Files)
			}
			if found := check(t, example(t, rule.Good), "", rule); len(found.Diagnostics) > 0 {
				t.Errorf("found in the good example:\n%s", text(t, found))
			}
		})
	}
}

// example returns the tree of an example.
func example(t *testing.T, e lint.Example) fstest.MapFS {
	t.Helper()
	tree := fstest.MapFS{}
	for _, file := range txtar.Parse([]byte(e.Files)).Files {
		tree[file.Name] = &fstest.MapFile{Data: file.Data}
	}
	return onKernel(t, tree)
}

// ruleName is what a rule may be called.
var ruleName = regexp.MustCompile(`^[a-z]+(-[a-z]+)*$`)

// TestNames checks that a stranger guesses where a rule stands, and that it
// says all there is to say.
func TestNames(t *testing.T) {
	if !slices.IsSortedFunc(All, func(a, b *lint.Rule) int { return strings.Compare(a.Name, b.Name) }) {
		t.Error("All is not sorted by name")
	}
	for _, rule := range All {
		if !ruleName.MatchString(rule.Name) {
			t.Errorf("%q is no name of a rule", rule.Name)
		}
		file := strings.ReplaceAll(rule.Name, "-", "_") + ".go"
		if _, err := os.Stat(file); err != nil {
			t.Errorf("%s: %v", rule.Name, err)
		}
		said := []string{rule.Title, rule.Why, rule.Repair, rule.Since, rule.Bad.Files, rule.Good.Files}
		unsaid := slices.Contains(said, "") || len(rule.Groups) == 0 || rule.Needs == 0
		if unsaid || ways(rule) != 1 {
			t.Errorf("%s: something is not said: %+v", rule.Name, rule)
		}
		if strings.HasSuffix(rule.Title, ".") || !strings.HasSuffix(rule.Why, ".") {
			t.Errorf("%s: the title is no sentence and has no period, the reason is one", rule.Name)
		}
	}
}

// ways returns how many ways to look for defects a rule has.
func ways(rule *lint.Rule) int {
	count := 0
	for _, has := range []bool{rule.Check != nil, rule.CheckTree != nil, rule.CheckIgnores != nil} {
		if has {
			count++
		}
	}
	return count
}

// TestFolders checks that each folder of cases belongs to a rule.
func TestFolders(t *testing.T) {
	folders, err := os.ReadDir("testdata")
	if err != nil {
		t.Fatal(err)
	}
	for _, folder := range folders {
		isRule := func(rule *lint.Rule) bool { return rule.Name == folder.Name() }
		if !slices.ContainsFunc(All, isRule) {
			t.Errorf("testdata/%s: no such rule", folder.Name())
		}
	}
}
