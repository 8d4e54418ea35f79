package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const listBefore = `package rules

// All are the rules, by name.
var All = []*lint.Rule{
	forceFirst,
	paddedCommandName,
}

func after() {}
`

const listAfter = `package rules

// All are the rules, by name.
var All = []*lint.Rule{
	forceFirst,
	missingFile,
	paddedCommandName,
}

func after() {}
`

// TestBegin holds that a rule has all its files, and its place in the list.
func TestBegin(t *testing.T) {
	project := t.TempDir()
	write(t, project, "rules/all.go", listBefore)
	if err := begin(project, "missing-file"); err != nil {
		t.Fatal(err)
	}
	if got := read(t, project, "rules/all.go"); got != listAfter {
		t.Errorf("the list is now:\n%s", got)
	}
	code := read(t, project, "rules/missing_file.go")
	wanted := []string{"var missingFile = &lint.Rule{", `"missing-file",`, "func checkMissingFile(pass *lint.Pass)"}
	for _, want := range wanted {
		if !strings.Contains(code, want) {
			t.Errorf("the rule lacks %q:\n%s", want, code)
		}
	}
	if got := read(t, project, "rules/testdata/missing-file/plain.txtar"); !strings.Contains(got, "-- want --\n") {
		t.Errorf("the case expects nothing: %s", got)
	}
	verdicts := read(t, project, "lint/testdata/verdicts/missing-file.txt")
	if !strings.HasPrefix(verdicts, "# kernel | severity") {
		t.Errorf("the verdicts do not say what they are: %s", verdicts)
	}
}

// TestBeginRefused holds that nothing is overwritten, and nothing written for a
// name that no rule has.
func TestBeginRefused(t *testing.T) {
	project := t.TempDir()
	write(t, project, "rules/all.go", listBefore)
	write(t, project, "rules/missing_file.go", "mine\n")
	for _, name := range []string{"missing-file", "Missing", "a--b", "../a", ""} {
		if err := begin(project, name); err == nil {
			t.Errorf("%q was begun", name)
		}
	}
	if got := read(t, project, "rules/missing_file.go"); got != "mine\n" {
		t.Errorf("the file is now %q", got)
	}
	if got := read(t, project, "rules/all.go"); got != listBefore {
		t.Errorf("the list is now:\n%s", got)
	}
	if _, err := os.Stat(filepath.Join(project, "lint")); err == nil {
		t.Error("verdicts were begun")
	}
}

func write(t *testing.T, project, name, text string) {
	t.Helper()
	full := filepath.Join(project, name)
	if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(full, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func read(t *testing.T, project, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(project, name))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
