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

var subtreeFlags = &lint.Rule{
	Name:  "subtree-flags",
	Title: "flags in KBUILD_CFLAGS or its like reach the directories below too",
	Why: "`KBUILD_CFLAGS` and the other variables with the kernel's own flags are exported: what a makefile adds to " +
		"them, and what it takes away, holds in every directory that kbuild goes to from there. `ccflags-y` is for " +
		"the files of the directory alone, and `subdir-ccflags-y` says plainly that those below are meant. " +
		"Makefiles of boot loaders and the like replace the flags of the kernel on purpose, which is why the rule " +
		"has to be enabled.",
	Repair: "Write ccflags-y, or subdir-ccflags-y where the directories below are meant; ccflags-remove-y takes " +
		"flags away in one directory.",
	Needs:    lint.NeedsDirectory,
	Groups:   []string{"flags"},
	Severity: lint.Warning,
	OptIn:    true,
	Since:    "0.1.0",
	Bad: lint.Example{Files: `-- Kbuild --
obj-m := radio.o tuner/
KBUILD_CFLAGS += -Wno-unused
-- radio.c --
-- tuner/Kbuild --
obj-m := tuner.o
-- tuner/tuner.c --
`},
	Good: lint.Example{Files: `-- Kbuild --
obj-m := radio.o tuner/
ccflags-y += -Wno-unused
-- radio.c --
-- tuner/Kbuild --
obj-m := tuner.o
-- tuner/tuner.c --
`},
	Check: checkSubtreeFlags,
}

// exportedFlags are the variables with flags that the top makefile exports.
var exportedFlags = []string{
	"KBUILD_CPPFLAGS", "KBUILD_CFLAGS", "KBUILD_AFLAGS", "KBUILD_RUSTFLAGS", "KBUILD_LDFLAGS",
	"KBUILD_CFLAGS_KERNEL", "KBUILD_AFLAGS_KERNEL", "KBUILD_RUSTFLAGS_KERNEL",
	"KBUILD_CFLAGS_MODULE", "KBUILD_AFLAGS_MODULE", "KBUILD_RUSTFLAGS_MODULE", "KBUILD_LDFLAGS_MODULE",
	"KBUILD_HOSTCFLAGS", "KBUILD_HOSTCXXFLAGS", "KBUILD_HOSTRUSTFLAGS", "KBUILD_USERCFLAGS",
	"NOSTDINC_FLAGS", "LINUXINCLUDE",
}

func checkSubtreeFlags(pass *lint.Pass) {
	if pass.Directory == nil {
		return
	}
	for _, a := range pass.Process.Assignments {
		if !slices.Contains(exportedFlags, a.Name) {
			continue
		}
		if below := firstBelow(pass, a); below != nil {
			dir := path.Join(pass.Unit.Dir, below.Text)
			pass.Report(lint.Finding{
				Place: a.Place, When: pass.Space().And(a.When, below.When),
				Message: a.Name + " is exported: what is changed here holds in " + dir + " too",
				Effect:  "the files of " + dir + " are made with other flags than those that their makefile says",
				Related: []lint.Note{{Place: below.Place, Message: "kbuild goes to " + dir + " from here"}},
			})
		}
	}
}

// firstBelow returns the first word of a list that leads kbuild to another
// directory in configurations of an assignment, nil if none does.
func firstBelow(pass *lint.Pass, a eval.Assignment) *kbuild.Entry {
	for i := range pass.Directory.Entries {
		entry := &pass.Directory.Entries[i]
		leads := entry.IsDirectory()
		if leads && !strings.HasSuffix(entry.List, "-") && pass.Tree.World.UnknownInText(entry.Text) == nil &&
			pass.Space().And(a.When, entry.When) != cond.False {
			return entry
		}
	}
	return nil
}
