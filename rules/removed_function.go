package rules

import (
	"fmt"

	"github.com/kbuildlint/kbuildlint/kbuild"
	"github.com/kbuildlint/kbuildlint/lint"
)

var removedFunction = &lint.Rule{
	Name:  "removed-function",
	Title: "a function of kbuild is used that is no longer there",
	Why: "Functions such as `cc-ifversion` and `cc-ldoption` are variables of the kernel's makefiles, and go when " +
		"the kernel has no more use for them. GNU Make takes a variable that is not set for an empty text: the flag " +
		"is not added, the comparison is never true, and nobody is told.",
	Repair: "Use what has come in its place: `gcc-min-version` for `cc-ifversion`, `ld-option` for `cc-ldoption`, " +
		"CONFIG_LD_VERSION for `ld-version`, CONFIG_CC_IS_CLANG for `cc-name`. For several kernels ask for both.",
	Where:    "From the version on that the finding names.",
	Needs:    lint.NeedsMakefile,
	Groups:   []string{"versions", "references"},
	Severity: lint.Error,
	Since:    "0.1.0",
	Bad: lint.Example{Files: `-- Makefile --
obj-m := radio.o

ccflags-y += $(call cc-ifversion, -ge, 0900, -Wno-address)
-- radio.c --
`},
	Good: lint.Example{Files: `-- Makefile --
obj-m := radio.o

ccflags-$(call gcc-min-version, 90000) += -Wno-address
-- radio.c --
`},
	Check: checkRemovedFunction,
}

func checkRemovedFunction(pass *lint.Pass) {
	for _, m := range missingNames(pass) {
		until := m.changed.Until
		if until == (kbuild.Version{}) || pass.Tree.Version.Compare(until) < 0 || isFlagVariable(m.changed.Name) {
			continue
		}
		m.report(pass, fmt.Sprintf("kbuild has no %s since %s: there is %s", m.changed.Name, until, m.changed.Instead))
	}
}
