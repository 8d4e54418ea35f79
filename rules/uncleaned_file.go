package rules

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/eval"
	"github.com/kbuildlint/kbuildlint/kbuild"
	"github.com/kbuildlint/kbuildlint/lint"
)

var uncleanedFile = &lint.Rule{
	Name:  "uncleaned-file",
	Title: "make clean leaves a file that a rule makes",
	Why: "`make clean` reads the makefile of a directory without the configuration: what is then in `targets`, " +
		"`always-y`, `extra-y`, `hostprogs`, `clean-files` and their like is removed, and what has a name that the " +
		"top makefile knows, such as `*.o`. Any other file stays, among them those whose word is only there under " +
		"`ifdef CONFIG_...`. Some stay on purpose, and some rules make no file, so that the rule has to be asked for.",
	Repair:   "Add the file to `targets`, or to `clean-files`, outside of conditions.",
	Needs:    lint.NeedsDirectory,
	Groups:   []string{"lists"},
	Severity: lint.Info,
	OptIn:    true,
	Since:    "0.1.0",
	Bad: lint.Example{Files: `-- drivers/Kconfig --
config TABLE
	bool "Table"
-- drivers/Makefile --
ifdef CONFIG_TABLE
targets += table.inc
endif
$(obj)/table.inc: $(src)/table.txt
	sort $< > $@
-- drivers/table.txt --
`},
	Good: lint.Example{Files: `-- drivers/Kconfig --
config TABLE
	bool "Table"
-- drivers/Makefile --
targets += table.inc
$(obj)/table.inc: $(src)/table.txt
	sort $< > $@
-- drivers/table.txt --
`},
	Check: checkUncleanedFile,
}

// cleanedNames are the names that make clean removes wherever they are
// (Makefile, clean).
var cleanedNames = []string{
	"*.[aios]", "*.rsi", "*.ko", ".*.cmd", "*.ko.*", "*.dtb", "*.dtbo", "*.dtb.S", "*.dtbo.S", "*.dt.yaml",
	"*.dwo", "*.lst", "*.su", "*.mod", ".*.d", ".*.tmp", "*.mod.c", "*.lex.c", "*.tab.[ch]", "*.asn1.[ch]",
	"*.symtypes", "modules.order", ".tmp_*", "*.c.[012]*.*", "*.ll", "*.gcno", "dtbs-list", "*.rmeta",
}

// cleanLists are what make clean removes too, with the lists of what is only
// there for it (scripts/Makefile.clean).
var cleanLists = []string{
	"clean-files", "targets", "hostprogs", "userprogs", "extra-y", "extra-m", "extra-", "always-y", "always-m",
	"always-", "hostprogs-always-y", "hostprogs-always-m", "hostprogs-always-", "userprogs-always-y",
	"userprogs-always-m", "userprogs-always-",
}

func checkUncleanedFile(pass *lint.Pass) {
	if pass.Unit.Role != kbuild.DirectoryRole || pass.Build != pass.Unit.Builds[0] {
		return
	}
	cleaning, phony := cleaningOf(pass), phonyTargets(pass)
	for _, rule := range pass.Process.Rules {
		if rule.Pattern || len(rule.Recipe) == 0 {
			continue
		}
		left := slices.DeleteFunc(slices.Clone(rule.Targets), func(target eval.Name) bool {
			_, isPhony := phony[target.Made]
			return isPhony || !cleaning.leaves(target)
		})
		if len(left) > 0 {
			reportUncleaned(pass, rule, left)
		}
	}
}

// reportUncleaned reports targets of one rule, by the first of them.
func reportUncleaned(pass *lint.Pass, rule *eval.Rule, left []eval.Name) {
	first := left[0]
	name := describe(first.Place, string(first.Made))
	if first.Place.Written().File == nil {
		first.Place, name = writtenRule(rule), string(first.Made)
	}
	finding := lint.Finding{
		Place: first.Place, When: cond.False, Builds: pass.Unit.Builds,
		Message: "make clean leaves " + name,
		Effect:  "the file is there when the next build begins",
	}
	for _, target := range left {
		finding.When = pass.Space().Or(finding.When, target.When)
	}
	if others := len(left) - 1; others > 0 {
		finding.Message += fmt.Sprintf(", and %d more targets of the rule", others)
	}
	pass.Report(finding)
}

// A cleaning is what make clean removes of a directory, and make mrproper.
type cleaning struct {
	pass *lint.Pass
	// own are the words of the directory's lists, whole those of the top
	// makefile's, which are relative to the root.
	own, whole []eval.Word
}

func cleaningOf(pass *lint.Pass) cleaning {
	c := cleaning{pass: pass}
	for _, list := range cleanLists {
		c.own = append(c.own, wordsOf(pass, pass.Process, list)...)
	}
	top, err := pass.Tree.UnitOf("Makefile")
	if err != nil || top.Role != kbuild.TopRole {
		return c
	}
	if process := pass.Tree.Evaluate(top, kbuild.InTree, nil); process != nil {
		for _, list := range []string{"CLEAN_FILES", "MRPROPER_FILES"} {
			c.whole = append(c.whole, wordsOf(pass, process, list)...)
		}
	}
	return c
}

// wordsOf returns the words of a variable, none if it is not set.
func wordsOf(pass *lint.Pass, process *eval.Process, name string) []eval.Word {
	if process.Lookup(name) == nil {
		return nil
	}
	return pass.Words(process.ValueOf(name))
}

// leaves reports whether make clean surely knows nothing of a target that is a
// file of the directory.
func (c cleaning) leaves(target eval.Name) bool {
	obj := string(c.pass.Tree.TargetName(c.pass.Unit, ""))
	inside, own := strings.CutPrefix(string(target.Made), obj)
	if !own || obj == "" || c.pass.Tree.World.UnknownInText(target.Text) != nil || c.isOfAnother(inside) {
		return false
	}
	byName := slices.ContainsFunc(cleanedNames, func(name string) bool { return matches(name, path.Base(inside)) })
	return !byName && !c.removes(c.own, inside) && !c.removes(c.whole, obj+inside)
}

// isOfAnother reports whether a name is not one of a file that this makefile
// alone makes.
func (c cleaning) isOfAnother(inside string) bool {
	dir := path.Join(c.pass.Unit.Dir, path.Dir(inside))
	return strings.HasSuffix(inside, "/") || strings.Contains(inside, "..") ||
		dir != c.pass.Unit.Dir && c.pass.Tree.HasKbuildFile(dir)
}

// removes reports whether one of some words may be a file, or a directory that
// it is in, where no symbol is set.
func (c cleaning) removes(words []eval.Word, file string) bool {
	return slices.ContainsFunc(words, func(word eval.Word) bool {
		if c.pass.Tree.World.UnknownInText(word.Text) != nil {
			first, last := strings.IndexByte(word.Text, 0), strings.LastIndexByte(word.Text, 0)
			return strings.HasPrefix(file, word.Text[:first]) && strings.HasSuffix(file, word.Text[last+1:])
		}
		within := matches(word.Text, file) || strings.HasPrefix(file, word.Text+"/")
		return within && holdsUnset(c.pass, word.When)
	})
}

// holdsUnset reports whether a condition may hold where no symbol is set, in
// some architecture.
func holdsUnset(pass *lint.Pass, when cond.Cond) bool {
	return slices.ContainsFunc(append(pass.Tree.Architectures(), ""), func(arch string) bool {
		return pass.Tree.World.HoldsAt(when, &eval.Configuration{Choose: func(name string) string {
			if name == "SRCARCH" {
				return arch
			}
			return ""
		}})
	})
}
