package main

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kbuildlint/kbuildlint/lint"
	"github.com/kbuildlint/kbuildlint/rules"
)

// rulesDocument is made from the rules; -update writes it.
const rulesDocument = "../../docs/rules.md"

// TestRulesDocument holds that the documentation of the rules says what they
// say of themselves.
func TestRulesDocument(t *testing.T) {
	want := rulesPage(rules.All)
	if *update {
		if err := os.WriteFile(rulesDocument, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	text, err := os.ReadFile(rulesDocument)
	if err != nil {
		t.Fatal(err)
	}
	if difference := cmp.Diff(string(text), want); difference != "" {
		t.Errorf("it is not what the rules say (-shown +said):\n%s", difference)
	}
}

// rulesPage returns all there is to say about rules, in Markdown.
func rulesPage(all []*lint.Rule) string {
	var page strings.Builder
	page.WriteString("# Rules\n\nThis page is made from the rules themselves, whose examples the tests run. " +
		"`kbuildlint explain RULE` prints the same.\n\n| rule | severity | default | groups | what it reports |\n" +
		"|---|---|---|---|---|\n")
	for _, rule := range all {
		fmt.Fprintf(&page, "| [%s](#%s) | %s | %s | %s | %s |\n", rule.Name, rule.Name, rule.Severity,
			map[bool]string{true: "no", false: "yes"}[rule.OptIn], strings.Join(rule.Groups, ", "), rule.Title)
	}
	for _, rule := range all {
		fmt.Fprintf(&page, "\n## %s\n\n%s\n\nBad:\n\n%s\nGood:\n\n%s\n%s", rule.Name, strings.TrimSpace(rule.Why),
			indented(rule.Bad.Files), indented(rule.Good.Files), strings.TrimSpace(rule.Repair)+"\n")
	}
	return page.String()
}
