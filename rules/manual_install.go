package rules

import (
	"slices"
	"strings"

	"github.com/kbuildlint/kbuildlint/eval"
	"github.com/kbuildlint/kbuildlint/lint"
)

var manualInstall = &lint.Rule{
	Name:  "manual-install",
	Title: "a recipe copies modules into /lib/modules itself",
	Why: "`make modules_install` of kbuild puts modules where the kernel expects them (below `updates`, in older " +
		"releases `extra`, or INSTALL_MOD_DIR), under the directory that a package gives as INSTALL_MOD_PATH, signs " +
		"and compresses them as the kernel is configured, and runs depmod. A copy does none of that: a kernel that " +
		"takes only signed modules refuses it, and building a package writes to the system of the builder.",
	Repair:   "Call `$(MAKE) -C $(KDIR) M=$(CURDIR) modules_install`.",
	Needs:    lint.NeedsMakefile,
	Groups:   []string{"modules"},
	Severity: lint.Info,
	Since:    "0.1.0",
	Bad: lint.Example{Files: `-- Makefile --
ifneq ($(KERNELRELEASE),)
obj-m := radio.o
else
KVER ?= $(shell uname -r)
install:
	install -m 644 radio.ko /lib/modules/$(KVER)/extra/
	depmod $(KVER)
endif
-- radio.c --
`},
	Good: lint.Example{Files: `-- Makefile --
ifneq ($(KERNELRELEASE),)
obj-m := radio.o
else
KVER ?= $(shell uname -r)
install:
	$(MAKE) -C /lib/modules/$(KVER)/build M=$(CURDIR) modules_install
endif
-- radio.c --
`},
	Check: checkManualInstall,
}

// copyPrograms copy files to the directory that is their last argument.
var copyPrograms = []string{"cp", "install", "mv"}

// modulesDir is where the modules of all kernels are.
const modulesDir = "/lib/modules/"

func checkManualInstall(pass *lint.Pass) {
	w := wrapperOf(pass)
	if w == nil {
		return
	}
	for i := range w.commands {
		command := &w.commands[i]
		if !slices.Contains(copyPrograms, command.program()) {
			continue
		}
		if module, ok := installed(command.words[1:]); ok {
			pass.Report(lint.Finding{
				Place: command.line, When: command.binding.When, Builds: pass.Unit.Builds,
				Message: "the recipe of " + pass.Tree.Readable(command.binding.Target) + " copies " +
					pass.Tree.World.Readable(module.Text) + " into /lib/modules itself",
				Effect: "the module is not signed or compressed as the kernel is configured, and INSTALL_MOD_PATH " +
					"and INSTALL_MOD_DIR do nothing",
			})
		}
	}
}

// installed returns the module among the arguments of a command that copies
// files below /lib/modules, and false for other commands.
func installed(arguments []eval.Word) (eval.Word, bool) {
	i := slices.IndexFunc(arguments, func(word eval.Word) bool { return strings.HasSuffix(word.Text, ".ko") })
	if i < 0 {
		return eval.Word{}, false
	}
	return arguments[i], slices.ContainsFunc(arguments[i+1:], func(word eval.Word) bool {
		return strings.Contains(word.Text, modulesDir)
	})
}
