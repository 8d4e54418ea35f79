package report

import (
	"strings"

	"github.com/kbuildlint/kbuildlint/lint"
)

// sarifRuleOf returns what SARIF viewers show about a rule.
func sarifRuleOf(rule *lint.Rule) sarifRule {
	converted := sarifRule{
		ID:               rule.Name,
		ShortDescription: sarifMessage(rule.Title),
		HelpURI:          pageOf(rule.Name),
		Default:          sarifConfiguration{Level: sarifLevels.of(rule.Severity), Enabled: !rule.OptIn},
		Properties: sarifRuleProperties{
			Tags: rule.Groups, Severity: sarifProblems.of(rule.Severity), Since: rule.Since,
		},
	}
	if why := strings.TrimSpace(rule.Why); why != "" {
		full := sarifMessage(why)
		converted.FullDescription = &full
	}
	if text := sarifHelp(rule); text != "" {
		help := sarifMessage(text)
		help.Markdown = help.Text
		converted.Help = &help
	}
	return converted
}

// sarifHelp returns all about a rule in Markdown that is well to read as it is.
func sarifHelp(rule *lint.Rule) string {
	var sections []string
	for _, s := range []struct{ head, body string }{
		{"", strings.TrimSpace(rule.Why)},
		{"Bad:", codeBlock(rule.Bad.Files)},
		{"Good:", codeBlock(rule.Good.Files)},
		{"Repair:", strings.TrimSpace(rule.Repair)},
	} {
		if s.body != "" {
			sections = append(sections, strings.TrimSpace(s.head+"\n\n"+s.body))
		}
	}
	return strings.Join(sections, "\n\n")
}

// codeBlock returns a text indented as Markdown wants code, or nothing.
func codeBlock(text string) string {
	text = strings.Trim(text, "\n")
	if text == "" {
		return ""
	}
	return "    " + strings.ReplaceAll(text, "\n", "\n    ")
}
