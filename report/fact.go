package report

import (
	"strings"

	"github.com/kbuildlint/kbuildlint/lint"
)

// A fact is something that is said about a finding, with its label.
type fact struct{ label, text string }

// repairLabel stands before the title of a fix.
const repairLabel = "repair"

// factsOf returns what there is to say about a finding beside its message.
func factsOf(d *lint.Diagnostic) []fact {
	var facts []fact
	for _, f := range []fact{
		{"effect", d.Effect},
		{"when", d.When},
		{"builds", strings.Join(d.Builds, ", ")},
		{"kernels", strings.Join(d.Kernels, ", ")},
	} {
		if f.text != "" {
			facts = append(facts, f)
		}
	}
	return facts
}

// repairsOf returns the titles of the fixes of a finding.
func repairsOf(d *lint.Diagnostic) []fact {
	var facts []fact
	for _, fix := range d.Fixes {
		if fix.Title != "" {
			facts = append(facts, fact{repairLabel, fix.Title})
		}
	}
	return facts
}

// paragraph returns the message of a finding and facts about it, a line each,
// as Escape writes them: programs show these texts to people.
func paragraph(d *lint.Diagnostic, facts []fact) string {
	lines := []string{Escape(d.Message)}
	for _, f := range facts {
		lines = append(lines, f.label+": "+Escape(f.text))
	}
	return strings.Join(lines, "\n")
}
