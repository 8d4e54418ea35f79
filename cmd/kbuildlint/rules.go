package main

import (
	"context"
	"fmt"
	"strings"
	"text/tabwriter"

	"github.com/spf13/pflag"

	"github.com/kbuildlint/kbuildlint/lint"
	"github.com/kbuildlint/kbuildlint/report"
)

const rulesDetails = `
Lists all rules: those that run by default, and those that --enable adds. Each
can be selected by its name or by one of its groups. Some look at one makefile,
others need its directory, the whole tree or the Kconfig files.`

func rulesCommand() command {
	return command{
		name:      "rules",
		arguments: "[flags]",
		summary:   "list all rules",
		details:   rulesDetails,
		bind: func(flags *pflag.FlagSet) action {
			format := addFormat(flags, "text", "json")
			return func(_ context.Context, s *session) (status, error) { return clean, s.listRules(format.value) }
		},
	}
}

// listRules prints all rules.
func (s *session) listRules(format string) error {
	switch {
	case len(s.args) > 0:
		return s.misuse("rules takes no argument; explain RULE tells more about one")
	case format == "json":
		if err := report.WriteJSON(s.stdout, rulesJSON(s.engine.rules)); err != nil {
			return fmt.Errorf("rules: %w", err)
		}
		return nil
	}
	return s.print(rulesTable(s.engine.rules))
}

// rulesTable returns a line for each rule.
func rulesTable(all []*lint.Rule) string {
	var out strings.Builder
	table := tabwriter.NewWriter(&out, 0, 0, 2, ' ', 0)
	_, _ = fmt.Fprintln(table, "RULE\tSEVERITY\tDEFAULT\tNEEDS\tGROUPS\tTITLE")
	for _, rule := range all {
		byDefault := "yes"
		if rule.OptIn {
			byDefault = "no"
		}
		groups := "-"
		if len(rule.Groups) > 0 {
			groups = strings.Join(rule.Groups, ",")
		}
		_, _ = fmt.Fprintf(table, "%s\t%s\t%s\t%s\t%s\t%s\n",
			rule.Name, rule.Severity, byDefault, rule.Needs, groups, rule.Title)
	}
	_ = table.Flush()
	return out.String()
}

// jsonRule is an entry of the list for programs.
type jsonRule struct {
	Name     string   `json:"name"`
	Title    string   `json:"title"`
	Severity string   `json:"severity"`
	Default  bool     `json:"default"`
	Needs    string   `json:"needs"`
	Groups   []string `json:"groups"`
	Since    string   `json:"since"`
}

// rulesJSON returns the list for programs.
func rulesJSON(all []*lint.Rule) []jsonRule {
	list := make([]jsonRule, len(all))
	for i, rule := range all {
		list[i] = jsonRule{
			Name:     rule.Name,
			Title:    rule.Title,
			Severity: rule.Severity.String(),
			Default:  !rule.OptIn,
			Needs:    rule.Needs.String(),
			Groups:   append([]string{}, rule.Groups...),
			Since:    rule.Since,
		}
	}
	return list
}
