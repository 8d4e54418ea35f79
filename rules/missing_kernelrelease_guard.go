package rules

import (
	"path"
	"slices"
	"strings"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/eval"
	"github.com/kbuildlint/kbuildlint/lint"
	"github.com/kbuildlint/kbuildlint/parser"
)

var missingKernelreleaseGuard = &lint.Rule{
	Name:  "missing-kernelrelease-guard",
	Title: "the author's part of a makefile changes what kbuild does, for nothing keeps kbuild from reading it",
	Why: "A makefile with both parts is read twice: when its author calls make, and by kbuild, which sets " +
		"`KERNELRELEASE`. Without a test of that variable kbuild reads the author's part too. Most of it does no " +
		"harm there, and is not reported. But a compiler or linker that it names is then kbuild's for this " +
		"directory, whichever the kernel was built with, and since 6.13 a rule of the author for an object is " +
		"kbuild's rule for it: instead of compiling, the recipe calls kbuild again.",
	Repair: "Put the author's part behind `ifeq ($(KERNELRELEASE),)`, or what kbuild is to read into a file " +
		"`Kbuild`, which it looks for first.",
	Where:    "External modules; the rule for an object since 6.13.",
	Needs:    lint.NeedsMakefile,
	Groups:   []string{"modules"},
	Severity: lint.Warning,
	Since:    "0.1.0",
	Bad: lint.Example{Files: `-- Makefile --
obj-m := radio.o
CC := gcc

all: radio-test
	$(MAKE) -C $(KDIR) M=$(CURDIR) modules

radio-test: radio-test.c
	$(CC) -o $@ $<
-- radio.c --
-- radio-test.c --
`},
	Good: lint.Example{Files: `-- Makefile --
ifneq ($(KERNELRELEASE),)
obj-m := radio.o
else
CC := gcc

all: radio-test
	$(MAKE) -C $(KDIR) M=$(CURDIR) modules

radio-test: radio-test.c
	$(CC) -o $@ $<
endif
-- radio.c --
-- radio-test.c --
`},
	Check: checkMissingKernelreleaseGuard,
}

func checkMissingKernelreleaseGuard(pass *lint.Pass) {
	w := wrapperOf(pass)
	if w == nil || pass.Directory == nil || path.Base(pass.Unit.Makefile) != "Makefile" ||
		len(pass.Directory.Objects) == 0 || !hasAuthorsPart(pass.Process, w) {
		return
	}
	for i := range pass.Process.Assignments {
		reportTool(pass, w, &pass.Process.Assignments[i])
	}
	for _, call := range w.kbuildCalls() {
		reportRecursion(pass, call)
	}
}

// hasAuthorsPart reports whether kbuild reads a rule that calls kbuild.
func hasAuthorsPart(process *eval.Process, w *wrapper) bool {
	return slices.ContainsFunc(w.kbuildCalls(), func(call wrapperCommand) bool {
		return slices.ContainsFunc(process.Rules, func(rule *eval.Rule) bool {
			return rule.Place == call.binding.Rule.Place
		})
	})
}

// toolOf says what kbuild uses a program for when it has read a makefile
// (scripts/Makefile.build).
var toolOf = map[string]string{"CC": "compiles all sources", "LD": "links all objects"}

// reportTool reports an assignment of both parts that names a tool of kbuild as
// it is: one that is made of CROSS_COMPILE may well be that of the kernel.
func reportTool(pass *lint.Pass, w *wrapper, a *eval.Assignment) {
	plain := a.Statement.Op == parser.OpSimple || a.Statement.Op == parser.OpRecursive
	tool := strings.TrimSpace(a.Statement.Value.Raw)
	if toolOf[a.Name] == "" || !plain || tool == "" || strings.Contains(tool, "$") {
		return
	}
	same := func(b eval.Assignment) bool { return b.Statement == a.Statement }
	if !slices.ContainsFunc(w.process.Assignments, same) {
		return
	}
	pass.Report(lint.Finding{
		Place: a.Place, When: a.When, Builds: pass.Unit.Builds,
		Message: "kbuild reads the author's part too: " + a.Name + " is " + tool + " here",
		Effect: "kbuild " + toolOf[a.Name] + " of the directory with " + tool +
			", also for a kernel that was built with another one",
	})
}

// reportRecursion reports a rule that calls kbuild to make an object that kbuild
// has a rule for. Before 6.13 kbuild's name of the object begins with the
// directory of the module.
func reportRecursion(pass *lint.Pass, call wrapperCommand) {
	targets := pass.Tree.TargetsOf(pass.Directory, pass.Process)
	for _, rule := range pass.Process.Rules {
		if rule.Place != call.binding.Rule.Place || rule.Pattern {
			continue
		}
		for _, target := range rule.Targets {
			both := pass.Space().And(target.When, targets.Surely(target.Made))
			if both == cond.False {
				continue
			}
			pass.Report(lint.Finding{
				Place: target.Place, When: both, Builds: pass.Unit.Builds,
				Message: "kbuild reads the author's part too, and takes this rule for " + string(target.Made),
				Effect:  "instead of compiling it, kbuild runs the recipe, which calls kbuild again, without end",
			})
		}
	}
}
