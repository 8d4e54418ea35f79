package rules

import (
	"path"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/kbuild"
	"github.com/kbuildlint/kbuildlint/lint"
	"github.com/kbuildlint/kbuildlint/source"
)

var redundantGenericHeader = &lint.Rule{
	Name:  "redundant-generic-header",
	Title: "generic-y has a header that the architecture has anyway",
	Why: "A header in `mandatory-y` is taken from `asm-generic` by every architecture that has none of its own, um " +
		"excepted: it need not be in `generic-y`. One that the architecture has itself, or that the build generates, " +
		"must not be there: the wrapper that is written for it hides behind the other, or takes its place. Kbuild " +
		"prints a warning, but only to who builds for the architecture.",
	Repair:   "Remove the word.",
	Needs:    lint.NeedsTree,
	Groups:   []string{"references", "lists"},
	Severity: lint.Info,
	Since:    "0.1.0",
	Bad: lint.Example{Files: `-- include/asm-generic/Kbuild --
mandatory-y += bug.h
-- include/asm-generic/bug.h --
-- arch/arm/include/asm/Kbuild --
generic-y += bug.h
`},
	Good: lint.Example{Files: `-- include/asm-generic/Kbuild --
mandatory-y += bug.h
-- include/asm-generic/bug.h --
-- arch/arm/include/asm/Kbuild --
`},
	CheckTree: checkRedundantGenericHeader,
}

func checkRedundantGenericHeader(pass *lint.TreePass) {
	for _, headers := range asmHeaders(pass) {
		g := genericHeaders{pass: pass, AsmHeaders: headers}
		for _, entry := range headers.Wrapped {
			g.checkRedundant(entry)
		}
	}
}

// checkRedundant reports a word of generic-y for a header that is there without
// it.
func (g genericHeaders) checkRedundant(entry kbuild.Entry) {
	space := g.pass.Space()
	own := path.Join(g.Dir, entry.Text)
	finding := lint.Finding{
		Place: entry.Place, When: space.And(entry.When, g.When), Builds: []kbuild.Build{kbuild.InTree, kbuild.Separate},
		Effect: "kbuild warns of a redundant generic-y in each build for " + g.Arch,
	}
	mandatory, generated := g.in(g.Mandatory, entry.Text), g.in(g.Generated, entry.Text)
	switch {
	case g.pass.Tree.IsFile(own):
		finding.Message = entry.Text + " need not be generic: there is " + own
	case !space.Disjoint(finding.When, generated):
		finding.Message = entry.Text + " is in generated-y too: the build makes it"
		finding.When = space.And(finding.When, generated)
	case !space.Disjoint(finding.When, mandatory):
		finding.Message = entry.Text + " is in mandatory-y of " + g.Generic + ": every architecture has it"
		finding.When = space.And(finding.When, mandatory)
	default:
		return
	}
	if place := entry.Place.Written(); finding.When != cond.False && place.Text() == entry.Text {
		finding.Fixes = []lint.Repair{{
			Title: "remove " + entry.Text, Safe: mandatory == cond.True && entry.When == cond.True,
			Edits: []source.Edit{removal(place)},
		}}
	}
	g.pass.Report(nil, finding)
}
