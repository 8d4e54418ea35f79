package rules

import (
	"github.com/kbuildlint/kbuildlint/lint"
	"github.com/kbuildlint/kbuildlint/source"
)

var malformedIgnore = &lint.Rule{
	Name:  "malformed-ignore",
	Title: "a comment that is to silence rules can't be understood",
	Why: "A comment that begins with `kbuildlint:` is meant for this program. If the name of a rule is misspelled, " +
		"or the end of a block is missing, it silences something else than its author wanted, or nothing.",
	Repair: "Write `# kbuildlint: ignore RULE[,RULE]: reason`, or `ignore-file`, or `ignore-start` and " +
		"`ignore-end`. `kbuildlint rules` lists the rules.",
	Needs:    lint.NeedsMakefile,
	Groups:   []string{"ignores"},
	Severity: lint.Warning,
	Since:    "0.1.0",
	Bad: lint.Example{Files: `-- drivers/Makefile --
# kbuildlint: ignore missing-sauce: made by a script
obj-y += charger.o
-- drivers/charger.c --
`},
	Good: lint.Example{Files: `-- drivers/Makefile --
# kbuildlint: ignore missing-source: made by a script
obj-y += charger.o
`},
	CheckIgnores: checkMalformedIgnore,
}

func checkMalformedIgnore(pass *lint.IgnorePass) {
	for _, ignore := range pass.Ignores {
		for _, problem := range ignore.Problems {
			finding := lint.Finding{Place: problem.Place, Message: problem.Message}
			if problem.Meant != "" {
				finding.Hint = lint.Meant(problem.Meant)
				finding.Fixes = []lint.Repair{{
					Title: "write " + problem.Meant,
					Edits: []source.Edit{{Place: problem.Place, Text: problem.Meant}},
				}}
			}
			pass.Report(finding)
		}
	}
}
