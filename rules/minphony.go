package rules

import (
	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/eval"
	"github.com/kbuildlint/kbuildlint/lint"
	"github.com/kbuildlint/kbuildlint/source"
)

var minphony = &lint.Rule{
	Name:  "minphony",
	Title: "a target that every makefile should have is missing or is not phony",
	Why: "People and scripts call `make all`, `make clean` and `make test` without a look at the makefile. A name of " +
		"these that is not in `.PHONY` is taken for up to date as soon as there is a file of that name. This is the " +
		"rule of checkmake; which names it asks for, `required` in the section `minphony` of a `checkmake.ini` " +
		"says.",
	Repair:   "Add the target, or add its name to `.PHONY`.",
	Where:    "Makefiles that have nothing to do with kbuild.",
	Needs:    lint.NeedsMakefile,
	Groups:   []string{"generic"},
	Severity: lint.Warning,
	OptIn:    true,
	Since:    "0.1.0",
	Bad: lint.Example{Files: `-- Makefile --
all:
	cc -o radio radio.c
clean:
	rm -f radio
.PHONY: all
`},
	Good: lint.Example{Files: `-- Makefile --
.PHONY: all clean test
all:
	cc -o radio radio.c
clean:
	rm -f radio
test: all
	./radio --check
`},
	Check: checkMinphony,
}

func checkMinphony(pass *lint.Pass) {
	if !isGeneric(pass) || len(pass.Process.Unread()) > 0 {
		return
	}
	targets := map[eval.MadeName]*plainTarget{}
	for _, target := range plainTargets(pass) {
		targets[target.name] = target
	}
	phony := phonyTargets(pass)
	for _, name := range pass.Parameters().Required {
		target := targets[eval.MadeName(name)]
		if target == nil {
			reportRequired(pass, phonyPlace(pass), foreseen(pass, cond.True),
				"the required target "+name+" is missing", "make "+name+" stops: No rule to make target '"+name+"'")
			continue
		}
		declared, ok := phony[target.name]
		if !ok {
			declared = cond.False
		}
		when := cond.False
		for _, rule := range target.rules {
			when = pass.Space().Or(when, target.when(pass, rule))
		}
		reportRequired(pass, target.placeIn(target.rules[0]), foreseen(pass, pass.Space().Diff(when, declared)),
			"the required target "+name+" is not in .PHONY", "a file with the name "+name+" takes its place")
	}
}

// reportRequired reports a target that a makefile should have.
func reportRequired(pass *lint.Pass, place source.Place, when cond.Cond, message, effect string) {
	pass.Report(lint.Finding{Place: place, When: when, Message: message, Effect: effect})
}

// phonyPlace returns the first place where the makefile names phony targets, or
// where it begins.
func phonyPlace(pass *lint.Pass) source.Place {
	for _, rule := range pass.Process.Rules {
		if len(rule.Targets) > 0 && rule.Targets[0].Made == ".PHONY" {
			return rule.TargetList.Written()
		}
	}
	return ownMakefiles(pass)[0].Source.Place(source.Span{})
}
