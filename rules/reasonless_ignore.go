package rules

import "github.com/kbuildlint/kbuildlint/lint"

var reasonlessIgnore = &lint.Rule{
	Name:  "reasonless-ignore",
	Title: "a comment silences a rule and does not say why",
	Why: "Who reads the makefile next can't tell a finding that is wrong from one that is put off. The comment " +
		"silences the rule all the same.",
	Repair:   "Write the reason behind a colon: `# kbuildlint: ignore RULE: reason`.",
	Needs:    lint.NeedsMakefile,
	Groups:   []string{"ignores"},
	Severity: lint.Warning,
	Since:    "0.1.0",
	Bad: lint.Example{Files: `-- drivers/Makefile --
obj-y += charger.o # kbuildlint: ignore missing-source
`},
	Good: lint.Example{Files: `-- drivers/Makefile --
obj-y += charger.o # kbuildlint: ignore missing-source: made by a script
`},
	CheckIgnores: checkReasonlessIgnore,
}

func checkReasonlessIgnore(pass *lint.IgnorePass) {
	for _, ignore := range pass.Ignores {
		if ignore.Reason == "" && ignore.NeedsReason() {
			pass.Report(lint.Finding{
				Place: ignore.Place, Message: "nobody says why " + ignore.Rules[0].Name + " is ignored here",
			})
		}
	}
}
