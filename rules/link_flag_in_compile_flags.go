package rules

import (
	"slices"
	"strings"

	"github.com/kbuildlint/kbuildlint/eval"
	"github.com/kbuildlint/kbuildlint/kbuild"
	"github.com/kbuildlint/kbuildlint/lint"
)

var linkFlagInCompileFlags = &lint.Rule{
	Name:  "link-flag-in-compile-flags",
	Title: "a flag for linking is given to the compiler, or a flag of the compiler to the linker",
	Why: "kbuild compiles with `$(CC) -c` and links with `$(LD)`. What `ccflags-y` says of libraries and of the " +
		"linker is passed over by gcc, and clang is told since 6.3 that an argument it can't use is an error. What " +
		"`ldflags-y` has for the compiler, such as `-Wl,x` and `-DX`, the linker does not know: it stops.",
	Repair:   "Delete the flag. Give the linker its flags in ldflags-y or LDFLAGS_x, without -Wl.",
	Needs:    lint.NeedsMakefile,
	Groups:   []string{"flags"},
	Severity: lint.Info,
	Since:    "0.1.0",
	Bad: lint.Example{Files: `-- Makefile --
obj-m := radio.o

ccflags-y += -DRADIO -Wl,--no-relax
-- radio.c --
`},
	Good: lint.Example{Files: `-- Makefile --
obj-m := radio.o

ccflags-y += -DRADIO
ldflags-y += --no-relax
-- radio.c --
`},
	Check: checkLinkFlagInCompileFlags,
}

// A stepOfBuild is one of the two that kbuild keeps apart, compiling and
// linking.
type stepOfBuild struct {
	// directory are the variables with flags for it, file begins those for one
	// file, and macros are what kbuild makes of them.
	directory, file, macros []string
	// alien and alienStarts are flags of the other step.
	alien, alienStarts []string
	message, effect    string
}

// stepsOfBuild are scripts/Makefile.lib, with the options of gcc's manual, "Options
// for Linking".
var stepsOfBuild = []stepOfBuild{{
	directory: []string{"ccflags-y", "asflags-y", "subdir-ccflags-y", "subdir-asflags-y"},
	file:      []string{"CFLAGS_", "AFLAGS_"},
	macros:    []string{"c_flags", "a_flags", "_c_flags", "_a_flags"},
	alien: []string{
		"-shared", "-static", "-nostdlib", "-nostartfiles", "-nodefaultlibs", "-rdynamic", "-s", "-Xlinker",
	},
	alienStarts: []string{"-Wl,", "-l", "-L"},
	message:     " is a flag for linking, and kbuild only compiles with ",
	effect:      "gcc passes over it",
}, {
	directory:   []string{"ldflags-y"},
	file:        []string{"LDFLAGS_"},
	macros:      []string{"ld_flags"},
	alienStarts: []string{"-W", "-D"},
	message:     " is a flag of the compiler, and kbuild gives the linker ",
	effect:      "the linker does not know it and stops",
}}

func checkLinkFlagInCompileFlags(pass *lint.Pass) {
	if pass.Unit.Role != kbuild.DirectoryRole || pass.Build != pass.Unit.Builds[0] {
		return
	}
	for _, step := range stepsOfBuild {
		seen := map[string]bool{}
		for _, a := range pass.Process.Assignments {
			if !seen[a.Name] && step.reads(a.Name) {
				step.check(pass, a.Name)
			}
			seen[a.Name] = true
		}
	}
}

// reads reports whether kbuild takes the flags for a step from a variable.
func (s *stepOfBuild) reads(name string) bool {
	return slices.Contains(s.directory, name) ||
		slices.ContainsFunc(s.file, func(prefix string) bool {
			return strings.HasPrefix(name, prefix) && !strings.HasPrefix(name, prefix+"REMOVE_")
		})
}

// check reports the flags of the other step in a variable, unless commands of
// the makefile's own may take both steps with it.
func (s *stepOfBuild) check(pass *lint.Pass, name string) {
	var alien []eval.Word
	for _, word := range pass.Words(pass.Process.ValueOf(name)) {
		if s.isAlien(word.Text) {
			alien = append(alien, word)
		}
	}
	if len(alien) == 0 || slices.ContainsFunc(append(slices.Clip(s.macros), name), func(used string) bool {
		return pass.Tree.RefersItself(pass.Process, used)
	}) {
		return
	}
	effect := s.effect
	if s.alien != nil && pass.Tree.Version.AtLeast(6, 3) {
		effect += ", and clang is told to take it for an error"
	}
	for _, word := range alien {
		pass.Report(lint.Finding{
			Place: word.Place, When: word.When, Builds: pass.Unit.Builds,
			Message: writtenWord(word) + s.message + name, Effect: effect,
		})
	}
}

func (s *stepOfBuild) isAlien(flag string) bool {
	return slices.Contains(s.alien, flag) || slices.ContainsFunc(s.alienStarts, func(start string) bool {
		return len(flag) > len(start) && strings.HasPrefix(flag, start)
	})
}
