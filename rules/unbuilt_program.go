package rules

import (
	"path"
	"slices"
	"strings"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/eval"
	"github.com/kbuildlint/kbuildlint/kbuild"
	"github.com/kbuildlint/kbuildlint/lint"
)

var unbuiltProgram = &lint.Rule{
	Name:  "unbuilt-program",
	Title: "nothing asks for a program of hostprogs or userprogs",
	Why: "`hostprogs` and `userprogs` only say how a program is made. It is made when a file needs it, or when it is " +
		"in `always-y`, where `hostprogs-always-y` and `userprogs-always-y` put it by themselves. A program that " +
		"nothing needs is never compiled: nobody notices when it does not compile any more, and a recipe that runs " +
		"it without having it as a prerequisite does not find it.",
	Repair:   "Make the program a prerequisite of what needs it, list it in `hostprogs-always-y`, or remove it.",
	Needs:    lint.NeedsTree,
	Groups:   []string{"references"},
	Severity: lint.Warning,
	Since:    "0.1.0",
	Bad: lint.Example{Files: `-- drivers/Makefile --
obj-y += table.o
hostprogs := mktable

$(obj)/table.c: $(src)/table.txt
	$(obj)/mktable $< > $@
-- drivers/mktable.c --
-- drivers/table.txt --
`},
	Good: lint.Example{Files: `-- drivers/Makefile --
obj-y += table.o
hostprogs := mktable

$(obj)/table.c: $(src)/table.txt $(obj)/mktable
	$(obj)/mktable $< > $@
-- drivers/mktable.c --
-- drivers/table.txt --
`},
	CheckTree: checkUnbuiltProgram,
}

func checkUnbuiltProgram(pass *lint.TreePass) {
	for _, directory := range pass.Descent.Directories {
		search := programSearch{pass: pass, directory: directory}
		for i := range directory.Entries {
			if entry := &directory.Entries[i]; entry.List == "hostprogs" || entry.List == "userprogs" {
				search.check(entry)
			}
		}
	}
}

// programSearch looks for what asks for the programs of a directory.
type programSearch struct {
	pass      *lint.TreePass
	directory *kbuild.Directory
	process   *eval.Process
}

func (s *programSearch) check(program *kbuild.Entry) {
	world := s.pass.Tree.World
	if world.UnknownInText(program.Text) != nil || s.directory.Possible == cond.False || s.isListed(program.Text) {
		return
	}
	made := s.pass.Tree.TargetName(s.directory.Unit, program.Text)
	if s.isGoal(string(made)) || s.isNeeded(made) {
		return
	}
	s.pass.Report(s.directory, lint.Finding{
		Place: program.Place, When: program.When,
		Message: "nothing asks for " + describe(program.Place, program.Text) + ": it is only in " + program.List,
		Effect:  "the program is never built",
	})
}

// isListed reports whether a list may have the program that is built whenever
// kbuild comes by.
func (s *programSearch) isListed(program string) bool {
	return slices.ContainsFunc(s.directory.Entries, func(entry kbuild.Entry) bool {
		kind, _, _ := strings.Cut(entry.List, "-")
		always := kind == "always" || kind == "extra" || strings.Contains(entry.List, "-always-")
		return always && (entry.Text == program || s.pass.Tree.World.UnknownInText(entry.Text) != nil)
	})
}

// isGoal reports whether a recipe elsewhere may tell make to make a file here.
func (s *programSearch) isGoal(made string) bool {
	return slices.ContainsFunc(s.directory.Ways, func(way *kbuild.Way) bool {
		return slices.ContainsFunc(way.Goals, func(goal eval.Word) bool {
			return goal.Text == made || s.pass.Tree.World.UnknownInText(goal.Text) != nil
		})
	})
}

// isNeeded reports whether a rule of the directory may need a file.
func (s *programSearch) isNeeded(made eval.MadeName) bool {
	if s.process == nil {
		unit := s.directory.Unit
		s.process = s.pass.Tree.Evaluate(unit, unit.Builds[0], nil)
	}
	known := s.process != nil && s.process.Lost() == cond.False
	if !known || s.pass.Tree.RulesMention(s.process, path.Base(string(made))) {
		return true
	}
	for _, rule := range s.process.Rules {
		if slices.ContainsFunc(slices.Concat(rule.Prereqs, rule.OrderOnly), func(name eval.Name) bool {
			return s.mayBe(name, made)
		}) {
			return true
		}
	}
	return false
}

// mayBe reports whether a prerequisite may come to be a file.
func (s *programSearch) mayBe(name eval.Name, made eval.MadeName) bool {
	if s.pass.Tree.World.UnknownInText(name.Text) != nil {
		return true
	}
	matched, err := path.Match(strings.ReplaceAll(string(name.Made), "%", "*"), string(made))
	return name.Made == made || matched || err != nil
}
