package rules

import (
	"path"
	"slices"
	"strings"

	"github.com/kbuildlint/kbuildlint/kbuild"
	"github.com/kbuildlint/kbuildlint/lint"
	"github.com/kbuildlint/kbuildlint/source"
)

var missingFile = &lint.Rule{
	Name:  "missing-file",
	Title: "a makefile names a source that is not there",
	Why: "`$(src)/` and `$(srctree)/` begin the names of sources: scripts, tables and headers that are in the tree. " +
		"When such a file is renamed, moved or removed, a prerequisite of its name stops make, a command that reads " +
		"it fails, and a variable that holds its name is left over, or waits for its first use.",
	Repair:   "Name the file that is there now, or remove what uses it.",
	Needs:    lint.NeedsTree,
	Groups:   []string{"references"},
	Severity: lint.Warning,
	Since:    "0.1.0",
	Bad: lint.Example{Files: `-- drivers/Makefile --
obj-y += table.o

$(obj)/table.c: $(src)/mktable.awk
	$(AWK) -f $< > $@
-- drivers/maketable.awk --
`},
	Good: lint.Example{Files: `-- drivers/Makefile --
obj-y += table.o

$(obj)/table.c: $(src)/maketable.awk
	$(AWK) -f $< > $@
-- drivers/maketable.awk --
`},
	Check: checkMissingFile,
}

func checkMissingFile(pass *lint.Pass) {
	if pass.Unit.Role != kbuild.DirectoryRole || pass.Separate() == nil {
		return
	}
	names := sourceNames{pass: pass}
	m := missingFiles{pass: pass, names: names, of: map[source.Place]*lint.Finding{}}
	process := pass.Separate()
	for _, name := range slices.Concat(names.prerequisites(process), names.recipes(process), names.variables(process)) {
		m.check(name)
	}
	for _, finding := range m.found {
		pass.Report(*finding)
	}
}

// missingFiles looks for names of sources that are not there, one for each
// place.
type missingFiles struct {
	pass  *lint.Pass
	names sourceNames
	of    map[source.Place]*lint.Finding
	found []*lint.Finding
}

func (m *missingFiles) check(name fileName) {
	file, _, ok := m.names.missing(name)
	if !ok || !isPlainFile(file) || kbuild.IsGenerated(file) {
		return
	}
	place := name.Place.Written()
	if known := m.of[place]; known != nil {
		known.When = m.pass.Space().Or(known.When, name.When)
		return
	}
	if !m.pass.Tree.MayBeMade(m.pass.Unit, m.pass.Directory, m.pass.Process, file) {
		m.of[place] = m.finding(name, file)
		m.found = append(m.found, m.of[place])
	}
}

// isPlainFile reports whether a name looks like one of a file that somebody wrote
// down: it has an ending, and nothing but letters, digits and what joins them.
func isPlainFile(name string) bool {
	ending := strings.TrimPrefix(path.Ext(name), ".")
	stem := strings.TrimSuffix(path.Base(name), "."+ending)
	if ending == "" || ending[0] <= '9' || stem == "" || strings.HasSuffix(stem, ".") {
		return false
	}
	joins := func(c rune) bool { return strings.ContainsRune("/.+-", c) }
	for part := range strings.FieldsFuncSeq(strings.TrimSuffix(name, ending), joins) {
		if symbolEnd(part) != len(part) {
			return false
		}
	}
	return symbolEnd(ending) == len(ending)
}

func (m *missingFiles) finding(name fileName, file string) *lint.Finding {
	finding := lint.Finding{
		Place: name.Place, When: name.When, Builds: m.pass.Unit.Builds,
		Message: describe(name.Place, file) + " is not there: " + nameOf(path.Dir(file)) + " has no " + path.Base(file),
	}
	target := m.pass.Tree.World.Readable(name.target)
	switch {
	case name.variable != "":
		finding.Effect = "what uses " + name.variable + " does not find the file"
	case name.recipe:
		finding.Effect = "the recipe of " + target + " does not find the file"
	case name.rule.Pattern:
		finding.Effect = "the rule for " + target + " applies to no file"
	default:
		finding.Effect = "make stops: No rule to make target '" + file + "', needed by '" + target + "'"
	}
	addNearest(&finding, "", path.Base(file), m.ofKind(path.Dir(file), path.Ext(file)))
	return &finding
}

// addNearest adds to a finding about the name of a file which one of those there
// are may be meant. They are compared behind a prefix that all have.
func addNearest(finding *lint.Finding, prefix, name string, names []string) {
	near := lint.Nearest(name, names)
	if near == "" {
		return
	}
	finding.Hint = lint.Meant(prefix + near)
	place := finding.Place
	if rest, ok := strings.CutSuffix(place.Text(), name); ok && place.Written() == place {
		text := rest + near
		finding.Fixes = []lint.Repair{{Title: "write " + text, Edits: []source.Edit{{Place: place, Text: text}}}}
	}
}

// ofKind returns the files of a directory that have a suffix.
func (m *missingFiles) ofKind(dir, suffix string) []string {
	return slices.DeleteFunc(slices.Clone(m.pass.Tree.Names(dir)), func(name string) bool {
		return path.Ext(name) != suffix
	})
}
