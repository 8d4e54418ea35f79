package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kbuildlint/kbuildlint/lint"
	"github.com/kbuildlint/kbuildlint/rules"
)

// The documents are made from the rules; -update writes them: a table, and a
// page for each rule.
const (
	rulesDocument = "../../docs/rules.md"
	rulesFolder   = "../../docs/rules"
)

// TestRulesDocument holds that the documentation of the rules says what they
// say of themselves.
func TestRulesDocument(t *testing.T) {
	want := map[string]string{rulesDocument: rulesPage(rules.All)}
	for _, rule := range rules.All {
		want[filepath.Join(rulesFolder, rule.Name+".md")] = rulePage(rule)
	}
	files, err := filepath.Glob(rulesFolder + "/*")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		if want[name] == "" {
			dropPage(t, name)
		}
	}
	for name, text := range want {
		comparePage(t, name, text)
	}
}

// dropPage removes the page of a rule that is gone, or complains about it.
func dropPage(t *testing.T, name string) {
	t.Helper()
	if !*update {
		t.Errorf("%s is about no rule", name)
	} else if err := os.Remove(name); err != nil {
		t.Fatal(err)
	}
}

// comparePage compares a page with what it should be, or writes it.
func comparePage(t *testing.T, name, want string) {
	t.Helper()
	if *update {
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if difference := cmp.Diff(string(text), want); difference != "" {
		t.Errorf("%s is not what the rules say (-shown +said):\n%s", name, difference)
	}
}

// rulesPage returns the table of all rules, in Markdown.
func rulesPage(all []*lint.Rule) string {
	var page strings.Builder
	page.WriteString("# Rules\n\nThis page and those of the rules are made from the rules themselves, whose examples " +
		"the tests run. `kbuildlint explain RULE` prints the same.\n\n" +
		"| rule | severity | default | needs | groups | what it reports |\n|---|---|---|---|---|---|\n")
	byDefault := map[bool]string{true: "no", false: "yes"}
	for _, rule := range all {
		groups := strings.Join(rule.Groups, ", ")
		fmt.Fprintf(&page, "| [%s](rules/%s.md) | %s | %s | %s | %s | %s |\n",
			rule.Name, rule.Name, rule.Severity, byDefault[rule.OptIn], rule.Needs, groups, rule.Title)
	}
	return page.String()
}

// rulePage returns all there is to say about a rule, in Markdown.
func rulePage(rule *lint.Rule) string {
	byDefault := "runs by default"
	if rule.OptIn {
		byDefault = "runs only with `--enable " + rule.Name + "`"
	}
	var page strings.Builder
	fmt.Fprintf(&page, "# %s\n\nReports: %s.\n\nSeverity %s; %s; needs %s; groups %s; since %s.\n\n%s\n",
		rule.Name, rule.Title, rule.Severity, byDefault, neededBy(rule), strings.Join(rule.Groups, ", "), rule.Since,
		strings.TrimSpace(rule.Why))
	sections := [][2]string{
		{"Bad", indented(rule.Bad.Files)},
		{"Good", indented(rule.Good.Files)},
		{"Repair", rule.Repair},
		{"Where", whereOf(rule)},
		{"Seen", seenOf(rule)},
		{"To silence it", indented(program + " --disable " + rule.Name)},
	}
	for _, section := range sections {
		fmt.Fprintf(&page, "\n## %s\n\n%s\n", section[0], strings.Trim(section[1], "\n"))
	}
	return page.String()
}
