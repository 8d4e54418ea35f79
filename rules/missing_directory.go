package rules

import (
	"path"
	"strings"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/kbuild"
	"github.com/kbuildlint/kbuildlint/lint"
	"github.com/kbuildlint/kbuildlint/source"
)

var missingDirectory = &lint.Rule{
	Name:  "missing-directory",
	Title: "a list names a directory that is not there, or that has no makefile",
	Why: "Kbuild descends into the directories of `obj-y`, `obj-m`, `subdir-y` and `subdir-m` and reads the file " +
		"`Kbuild`, or else `Makefile`, that it finds there; without one make stops. `make clean` descends into " +
		"those of `obj-` and `subdir-` too, which is where a word ends up whose symbol is not set: it stops in " +
		"every configuration.",
	Repair:   "Name the directory that is meant, add its makefile, or remove the word.",
	Needs:    lint.NeedsTree,
	Groups:   []string{"references"},
	Severity: lint.Warning,
	Since:    "0.1.0",
	Bad: lint.Example{Files: `-- drivers/Makefile --
obj-y += charger/ gauges/
-- drivers/charger/Makefile --
-- drivers/gauge/Makefile --
`},
	Good: lint.Example{Files: `-- drivers/Makefile --
obj-y += charger/ gauge/
-- drivers/charger/Makefile --
-- drivers/gauge/Makefile --
`},
	CheckTree: checkMissingDirectory,
}

func checkMissingDirectory(pass *lint.TreePass) {
	for _, directory := range pass.Descent.Directories {
		m := missing{pass: pass, directory: directory}
		for i := range directory.Entries {
			entry := &directory.Entries[i]
			if child, isDir := pass.Tree.Child(directory, entry); isDir && entry.Missing != cond.False {
				m.noMakefile(entry, child)
			}
		}
	}
}

// noMakefile reports a word for a directory without a makefile.
func (m missing) noMakefile(entry *kbuild.Entry, child string) {
	when, stops := m.counts(entry.Missing), "make stops, and so does make clean: "
	if strings.HasSuffix(entry.List, "-") {
		when, stops = entry.Missing, "make clean stops: "
	}
	if when == cond.False || !m.isCertain(entry.Missing) {
		return
	}
	finding := lint.Finding{
		Place: entry.Place, When: when,
		Message: describe(entry.Place, entry.Text) + " names a directory that is not there: " + child,
		Effect:  stops + "No rule to make target '" + child + "/Makefile'",
	}
	if m.pass.Tree.IsDir(child) {
		finding.Message = describe(entry.Place, entry.Text) +
			" names a directory that has neither Kbuild nor Makefile: " + child
	}
	if m.directory.Possible == cond.False {
		finding.Effect = m.stops("No rule to make target '" + child + "/Makefile'")
	}
	if meant := m.meantDirectory(entry, child); meant != "" {
		finding.Hint = lint.Meant(meant)
		if entry.Place.Text() == entry.Text {
			finding.Fixes = []lint.Repair{{
				Title: "write " + meant, Edits: []source.Edit{{Place: entry.Place, Text: meant}},
			}}
		}
	}
	m.pass.Report(m.directory, finding)
}

// meantDirectory returns the word for a directory beside the missing one that
// has a makefile, is not named yet and is spelled much like it, or "".
func (m missing) meantDirectory(entry *kbuild.Entry, child string) string {
	named := map[string]bool{}
	for i := range m.directory.Entries {
		if other, isDir := m.pass.Tree.Child(m.directory, &m.directory.Entries[i]); isDir {
			named[other] = true
		}
	}
	var candidates []string
	above := path.Dir(child)
	for _, name := range m.pass.Tree.Names(above) {
		if beside := path.Join(above, name); !named[beside] && m.pass.Tree.HasKbuildFile(beside) {
			candidates = append(candidates, name)
		}
	}
	nearest := lint.Nearest(path.Base(child), candidates)
	if nearest == "" {
		return ""
	}
	word := strings.TrimSuffix(entry.Text, "/")
	return strings.TrimSuffix(word, path.Base(word)) + nearest + strings.TrimPrefix(entry.Text, word)
}
