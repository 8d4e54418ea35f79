package rules

import (
	"fmt"
	"strings"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/eval"
	"github.com/kbuildlint/kbuildlint/kbuild"
	"github.com/kbuildlint/kbuildlint/lint"
	"github.com/kbuildlint/kbuildlint/source"
)

var prefixedListEntry = &lint.Rule{
	Name:  "prefixed-list-entry",
	Title: "a word of a list begins with $(obj)/, which kbuild puts before it again",
	Why: "The words of `targets`, `obj-y`, `always-y`, `hostprogs`, `clean-files` and the other lists are relative " +
		"to the directory of the makefile: kbuild puts `$(obj)/` before each of them. With `$(obj)/` in the word " +
		"itself it stands there twice. Of `targets`, nobody notices: the file is made again in every build, and " +
		"make clean leaves it there. Of the other lists, there is no rule to make the file.",
	Repair:   "Write the word without `$(obj)/`.",
	Needs:    lint.NeedsMakefile,
	Groups:   []string{"rebuild", "paths"},
	Severity: lint.Error,
	Since:    "0.1.0",
	Bad: lint.Example{Files: `-- drivers/Makefile --
cmd_table = sort $< > $@

targets += $(obj)/table.inc
$(obj)/table.inc: $(src)/table.txt FORCE
	$(call if_changed,table)
-- drivers/table.txt --
`},
	Good: lint.Example{Files: `-- drivers/Makefile --
cmd_table = sort $< > $@

targets += table.inc
$(obj)/table.inc: $(src)/table.txt FORCE
	$(call if_changed,table)
-- drivers/table.txt --
`},
	Check: checkPrefixedListEntry,
}

// doubledEffects say what a doubled prefix does in a list; the others name
// files that can't be made.
var doubledEffects = map[string]string{
	"targets":     "kbuild does not know the command that made the file: it is made again in every build",
	"hostprogs":   "there is no rule for the program where it is needed",
	"userprogs":   "there is no rule for the program where it is needed",
	"clean-files": "make clean looks for WORD and leaves the file there",
}

func checkPrefixedListEntry(pass *lint.Pass) {
	obj := ""
	if pass.Unit.Role == kbuild.DirectoryRole {
		obj = string(pass.Tree.TargetName(pass.Unit, ""))
	}
	if obj == "" {
		return
	}
	p := prefixedEntries{pass: pass, obj: obj, computed: map[string][]kbuild.Entry{}}
	for _, entry := range append(pass.Directory.Entries, cleaned(pass)...) {
		if strings.HasPrefix(entry.Text, obj) && !strings.HasSuffix(entry.List, "-") {
			p.add(entry)
		}
	}
	for _, list := range p.order {
		p.report(p.computed[list])
	}
}

// prefixedEntries are the words that begin with the directory of the makefile.
// Those of one list that are not written so are one finding: one function has
// made them.
type prefixedEntries struct {
	pass     *lint.Pass
	obj      string
	computed map[string][]kbuild.Entry
	order    []string
}

func (p *prefixedEntries) add(entry kbuild.Entry) {
	switch {
	case p.pass.Process.Mentions(eval.MadeName(p.obj+entry.Text)) != nil:
	case strings.HasPrefix(entry.Place.Written().Text(), "$(obj)/"):
		p.report([]kbuild.Entry{entry})
	default:
		if p.computed[entry.List] == nil {
			p.order = append(p.order, entry.List)
		}
		p.computed[entry.List] = append(p.computed[entry.List], entry)
	}
}

// cleaned returns the files that only make clean is told of.
func cleaned(pass *lint.Pass) []kbuild.Entry {
	if pass.Process.Lookup("clean-files") == nil {
		return nil
	}
	var entries []kbuild.Entry
	for _, word := range pass.Words(pass.Process.ValueOf("clean-files")) {
		entries = append(entries, kbuild.Entry{
			List: "clean-files", Text: word.Text, When: word.When, Missing: cond.False, Place: word.Place,
		})
	}
	return entries
}

// report reports words of one list, by the first of them.
func (p *prefixedEntries) report(entries []kbuild.Entry) {
	world, entry := p.pass.Tree.World, entries[0]
	place := entry.Place.Written()
	doubled := world.Readable(p.obj + entry.Text)
	effect, ok := doubledEffects[entry.List]
	if !ok {
		effect = "there is no rule to make WORD"
	}
	finding := lint.Finding{
		Place: entry.Place, When: cond.False,
		Message: describe(place, world.Readable(entry.Text)) + " in " + entry.List + " stands for " + doubled +
			": kbuild puts $(obj)/ before it",
		Effect: strings.ReplaceAll(effect, "WORD", doubled),
	}
	for _, each := range entries {
		finding.When = p.pass.Space().Or(finding.When, each.When)
	}
	if others := len(entries) - 1; others > 0 {
		finding.Message += fmt.Sprintf("; so it is with %d more words of the list", others)
	}
	if short, plain := strings.CutPrefix(place.Text(), "$(obj)/"); plain {
		edits := []source.Edit{{Place: place, Text: short}}
		isSafe := isForKbuildAlone(p.pass, place)
		finding.Fixes = []lint.Repair{{Title: "write " + short, Safe: isSafe, Edits: edits}}
	}
	p.pass.Report(finding)
}
