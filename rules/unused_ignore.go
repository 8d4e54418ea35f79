package rules

import (
	"github.com/kbuildlint/kbuildlint/lint"
	"github.com/kbuildlint/kbuildlint/source"
)

var unusedIgnore = &lint.Rule{
	Name:  "unused-ignore",
	Title: "a comment silences a rule that finds nothing there",
	Why: "A defect that was repaired leaves the comment behind, and the next one of its kind is not seen. Only rules " +
		"that run and that have looked at the makefile count, for all versions of the kernel that are judged " +
		"for together, and in an external module only if its kernel is at hand.",
	Repair:   "Remove the rule from the comment, or all of the comment.",
	Needs:    lint.NeedsMakefile,
	Groups:   []string{"ignores"},
	Severity: lint.Warning,
	Since:    "0.1.0",
	Bad: lint.Example{Files: `-- drivers/Makefile --
# kbuildlint: ignore missing-source: made by a script
obj-y += charger.o
-- drivers/charger.c --
`},
	Good: lint.Example{Files: `-- drivers/Makefile --
# kbuildlint: ignore missing-source: made by a script
obj-y += charger.o
`},
	CheckIgnores: checkUnusedIgnore,
}

func checkUnusedIgnore(pass *lint.IgnorePass) {
	for _, ignore := range pass.Ignores {
		unused := 0
		for i := range ignore.Rules {
			if ignore.Rules[i].Unused() {
				unused++
			}
		}
		for i := range ignore.Rules {
			rule := &ignore.Rules[i]
			if !rule.Unused() {
				continue
			}
			finding := lint.Finding{Place: rule.Place, Message: rule.Name + " finds nothing here that could be ignored"}
			if ignore.IsAlone() && unused == len(ignore.Rules) {
				finding.Fixes = []lint.Repair{{
					Title: "remove the comment", Edits: []source.Edit{{Place: ignore.Line}},
				}}
			}
			pass.Report(finding)
		}
	}
}
