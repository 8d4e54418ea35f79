package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/pflag"

	"github.com/kbuildlint/kbuildlint/lint"
	"github.com/kbuildlint/kbuildlint/rules"
)

// textWidth is how wide paragraphs are.
const textWidth = 80

func explainCommand() command {
	return command{
		name:      "explain",
		arguments: "RULE",
		summary:   "tell why a rule matters, with a bad and a good example",
		details:   "Tells what a rule reports, why that matters, what to write instead, and how to\nsilence it.",
		bind: func(*pflag.FlagSet) action {
			return func(_ context.Context, s *session) (status, error) { return clean, s.explain() }
		},
	}
}

// explain prints all about the rule that the arguments name.
func (s *session) explain() error {
	if len(s.args) != 1 {
		return s.misuse("explain takes one RULE")
	}
	for _, rule := range s.engine.rules {
		if rule.Name == s.args[0] {
			return s.print(explanation(rule))
		}
	}
	return s.misuse("%v", unknown("rule", s.args[0], lint.RuleNames(s.engine.rules)))
}

// explanation returns all there is to say about a rule.
func explanation(rule *lint.Rule) string {
	head := fmt.Sprintf("%s: %s\n", rule.Name, rule.Title)
	facts := []string{"severity " + rule.Severity.String(), "needs " + neededBy(rule)}
	if rule.OptIn {
		facts = append(facts, "runs only with --enable "+rule.Name)
	}
	if len(rule.Groups) > 0 {
		facts = append(facts, "groups "+strings.Join(rule.Groups, ", "))
	}
	if rule.Since != "" {
		facts = append(facts, "since "+rule.Since)
	}
	sections := []string{
		head + "(" + strings.Join(facts, "; ") + ")\n",
		wrap(rule.Why),
		titled("Bad:", indented(rule.Bad.Files)),
		titled("Good:", indented(rule.Good.Files)),
		titled("Repair:", wrap(rule.Repair)),
		titled("Where:", wrap(whereOf(rule))),
		titled("Seen:", wrap(seenOf(rule))),
		titled("To silence it:", indented(program+" --disable "+rule.Name)),
	}
	var present []string
	for _, section := range sections {
		if section != "" {
			present = append(present, section)
		}
	}
	return strings.Join(present, "\n")
}

// neededBy returns what a rule looks at.
func neededBy(rule *lint.Rule) string {
	switch rule.Needs {
	case lint.NeedsMakefile:
		return "one makefile and what it includes"
	case lint.NeedsDirectory:
		return "the directory"
	case lint.NeedsTree:
		return "the tree"
	case lint.NeedsKconfig:
		return "the tree and its Kconfig files"
	case lint.NeedsSources:
		return "the tree and the texts of its sources"
	}
	return "nothing"
}

// whereOf returns the versions and kinds of build that a rule is about.
func whereOf(rule *lint.Rule) string {
	if rule.Where == "" {
		return "In all versions and kinds of build."
	}
	return rule.Where
}

// seenOf returns how often a rule was right about real kernels.
func seenOf(rule *lint.Rule) string {
	seen := rules.Seen(rule.Name)
	if len(seen) == 0 {
		return "Linux 6.1 and 6.12 have none."
	}
	var parts []string
	for _, s := range seen {
		part := fmt.Sprintf("Linux %s has %d", s.Kernel, s.True)
		if s.Excluded > 0 {
			part += fmt.Sprintf(" (and %d that Kconfig rules out)", s.Excluded)
		}
		if s.False > 0 {
			part += fmt.Sprintf(" (and %d reports are wrong)", s.False)
		}
		parts = append(parts, part)
	}
	return strings.Join(parts, ", ") + "."
}

// titled returns a section, or nothing if it would be empty.
func titled(title, body string) string {
	if body == "" {
		return ""
	}
	return title + "\n\n" + body
}

// indented returns a text that is to be shown as it is.
func indented(text string) string {
	var out strings.Builder
	for line := range strings.Lines(strings.Trim(text, "\n")) {
		if strings.TrimSpace(line) != "" {
			out.WriteString("    ")
		}
		out.WriteString(line)
	}
	if out.Len() > 0 {
		out.WriteString("\n")
	}
	return out.String()
}
