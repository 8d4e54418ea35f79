package kbuild

import (
	"strconv"

	"github.com/kbuildlint/kbuildlint/eval"
)

// A fact is a variable that the kernel's makefiles give to a Kbuild file, as
// far as analysis needs it when the kernel itself is not at hand.
type fact struct {
	name, text string
	// since is the first release of which the fact is known to hold.
	since Version
	// source is where the fact stands.
	source string
}

// facts is the table of the command machinery, newest last.
var facts = []fact{
	{"newer-prereqs", "$(filter-out $(PHONY),$?)", Version{5, 4}, "scripts/Kbuild.include"},
	{"real-prereqs", "$(filter-out $(PHONY),$^)", Version{4, 20}, "scripts/Kbuild.include"},
	{"if_changed", "$(if $(newer-prereqs),$(cmd_$(1)))", Version{4, 0}, "scripts/Kbuild.include"},
	{"if_changed_dep", "$(if $(newer-prereqs),$(cmd_$(1)))", Version{4, 0}, "scripts/Kbuild.include"},
	{"if_changed_rule", "$(if $(newer-prereqs),$(rule_$(1)))", Version{4, 0}, "scripts/Kbuild.include"},
	{"cmd", "$(cmd_$(1))", Version{4, 0}, "scripts/Kbuild.include"},
	{"filechk", "$(filechk_$(1))", Version{4, 0}, "scripts/Kbuild.include"},
}

// defineFacts defines what a Kbuild file finds when kbuild reads it.
func (t *Tree) defineFacts(p *eval.Process, paths Paths) {
	define := func(name, text string) { p.Define(name, text, eval.OriginFile) }
	define("srctree", paths.SrcTree)
	define("objtree", paths.ObjTree)
	if paths.SrcRoot != "" {
		define("srcroot", paths.SrcRoot)
	}
	define("VPATH", paths.VPath)
	define("building_out_of_srctree", paths.Out)
	if t.Dialect == Modules {
		define("KBUILD_EXTMOD", moduleDir)
		p.Define("M", moduleDir, eval.OriginCommandLine)
	}
	define("KERNELRELEASE", t.Version.String()+".0")
	define("VERSION", strconv.Itoa(t.Version.Major))
	define("PATCHLEVEL", strconv.Itoa(t.Version.Minor))
	define("PHONY", "__build")
	for _, name := range listVariables {
		define(name, "")
	}
	for _, fact := range facts {
		if t.Version.AtLeast(fact.since.Major, fact.since.Minor) {
			p.DefineRecursive(fact.name, fact.text, eval.OriginFile)
		}
	}
}

// listVariables are set to nothing before a Kbuild file is read
// (scripts/Makefile.build).
var listVariables = []string{
	"obj-y", "obj-m", "lib-y", "lib-m", "always-y", "always-m", "targets", "subdir-y", "subdir-m",
	"asflags-y", "ccflags-y", "rustflags-y", "cppflags-y", "ldflags-y", "subdir-asflags-y", "subdir-ccflags-y",
}
