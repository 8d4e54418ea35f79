package rules

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/kbuild"
	"github.com/kbuildlint/kbuildlint/lint"
	"github.com/kbuildlint/kbuildlint/source"
)

var missingGenericHeader = &lint.Rule{
	Name:  "missing-generic-header",
	Title: "an architecture takes a generic header that is not there",
	Why: "For each header in `generic-y`, and for each in `mandatory-y` that an architecture does not have itself, a " +
		"build writes a wrapper that includes `<asm-generic/...>`. When the generic header is renamed or removed, " +
		"the word is left over. Since 6.11 make stops there for want of a rule, in every configuration of the " +
		"architecture; before, the wrapper includes a file that is not there.",
	Repair:   "Name a header that is in `asm-generic`, or remove the word.",
	Needs:    lint.NeedsTree,
	Groups:   []string{"references"},
	Severity: lint.Error,
	Since:    "0.1.0",
	Bad: lint.Example{Files: `-- arch/arm/include/asm/Kbuild --
generic-y += rwonce.h
-- include/asm-generic/rw-once.h --
`},
	Good: lint.Example{Files: `-- arch/arm/include/asm/Kbuild --
generic-y += rwonce.h
-- include/asm-generic/rwonce.h --
`},
	CheckTree: checkMissingGenericHeader,
}

func checkMissingGenericHeader(pass *lint.TreePass) {
	all := missingHeaders{pass: pass, of: map[source.Place]*missingHeader{}}
	for _, headers := range asmHeaders(pass) {
		g := genericHeaders{pass: pass, AsmHeaders: headers}
		for _, entry := range headers.Wrapped {
			all.check(g, entry, cond.True)
		}
		for _, entry := range headers.Mandatory {
			if !pass.Tree.IsFile(path.Join(headers.Dir, entry.Text)) {
				all.check(g, entry, pass.Space().Not(g.in(headers.Generated, entry.Text)))
			}
		}
	}
	for _, missing := range all.found {
		all.report(missing)
	}
}

// missingHeaders are the generic headers that are not there, by the words that
// ask for them.
type missingHeaders struct {
	pass  *lint.TreePass
	of    map[source.Place]*missingHeader
	found []*missingHeader
}

// A missingHeader is one that an architecture takes, or several do.
type missingHeader struct {
	first  genericHeaders
	entry  kbuild.Entry
	when   cond.Cond
	arches int
}

// check notes a header that is not there, in the configurations of when. Those
// for system calls are made from a table.
func (m *missingHeaders) check(g genericHeaders, entry kbuild.Entry, when cond.Cond) {
	when = m.pass.Space().And(m.pass.Space().And(entry.When, when), g.When)
	ofTable := strings.HasPrefix(entry.Text, "unistd_") || strings.HasPrefix(entry.Text, "syscall_table_")
	if when == cond.False || ofTable || g.isThere(entry.Text) {
		return
	}
	place := entry.Place.Written()
	if m.of[place] == nil {
		m.of[place] = &missingHeader{first: g, entry: entry, when: cond.False}
		m.found = append(m.found, m.of[place])
	}
	m.of[place].when = m.pass.Space().Or(m.of[place].when, when)
	m.of[place].arches++
}

func (m *missingHeaders) report(missing *missingHeader) {
	g, entry := missing.first, missing.entry
	made := path.Join(g.Made, entry.Text)
	finding := lint.Finding{
		Place: entry.Place, When: missing.when, Builds: []kbuild.Build{kbuild.InTree, kbuild.Separate},
		Message: g.Arch + " takes the generic " + entry.Text + ", and " + g.Generic + " has none",
		Effect:  "make stops: No rule to make target '" + made + "', needed by 'all'",
	}
	switch others := missing.arches - 1; {
	case others == 1:
		finding.Message = g.Arch + " and one more architecture take the generic " + entry.Text + ", and " + g.Generic +
			" has none"
	case others > 1:
		finding.Message = fmt.Sprintf("%s and %d more architectures take the generic %s, and %s has none",
			g.Arch, others, entry.Text, g.Generic)
	}
	if !m.pass.Tree.NeedsGeneric() {
		finding.Effect = made + " includes a header that is not there"
	}
	if near := g.nearest(entry.Text); near != "" {
		finding.Hint = lint.Meant(near)
		if entry.Place.Text() == entry.Text {
			edits := []source.Edit{{Place: entry.Place, Text: near}}
			finding.Fixes = []lint.Repair{{Title: "write " + near, Edits: edits}}
		}
	}
	m.pass.Report(nil, finding)
}

// asmHeaders returns the headers of all architectures, none where nothing is to
// be said about them.
func asmHeaders(pass *lint.TreePass) []kbuild.AsmHeaders {
	if !pass.WantsBelow("arch") && !pass.WantsBelow("include") {
		return nil
	}
	return pass.Tree.AsmHeaders()
}

// genericHeaders looks for generic headers of one architecture.
type genericHeaders struct {
	kbuild.AsmHeaders

	pass *lint.TreePass
}

// in returns the configurations in which a list has a header.
func (g genericHeaders) in(list []kbuild.Entry, header string) cond.Cond {
	whens := []cond.Cond{cond.False}
	for _, entry := range list {
		if entry.Text == header {
			whens = append(whens, entry.When)
		}
	}
	return g.pass.Space().OrAll(whens)
}

// isThere reports whether the wrapper of a header finds what it includes. Before
// 6.11 nobody looks whether that is where it should be.
func (g genericHeaders) isThere(header string) bool {
	uapi := path.Join("include/uapi/asm-generic", header)
	return g.pass.Tree.IsFile(path.Join(g.Generic, header)) || !g.pass.Tree.NeedsGeneric() && g.pass.Tree.IsFile(uapi)
}

// nearest returns the generic header that was perhaps meant: one that the
// architecture has not.
func (g genericHeaders) nearest(header string) string {
	names := slices.DeleteFunc(slices.Clone(g.pass.Tree.Names(g.Generic)), func(name string) bool {
		listed := g.in(g.Wrapped, name) != cond.False || g.in(g.Mandatory, name) != cond.False
		return listed || path.Ext(name) != ".h" || g.pass.Tree.IsFile(path.Join(g.Dir, name))
	})
	return lint.Nearest(header, names)
}
