package rules

import (
	"slices"
	"strings"

	"github.com/kbuildlint/kbuildlint/lint"
)

// compileFlags are the variables with flags of the compiler and the assembler
// for more than one file (Documentation/kbuild/makefiles.rst).
var compileFlags = []string{
	"ccflags-y", "asflags-y", "cppflags-y", "subdir-ccflags-y", "subdir-asflags-y",
	"EXTRA_CFLAGS", "EXTRA_AFLAGS", "EXTRA_CPPFLAGS", "KBUILD_CFLAGS", "KBUILD_AFLAGS", "KBUILD_CPPFLAGS",
	"NOSTDINC_FLAGS", "LINUXINCLUDE", "userccflags",
	"HOST_EXTRACFLAGS", "HOST_EXTRACXXFLAGS", "KBUILD_HOSTCFLAGS", "KBUILD_HOSTCXXFLAGS",
}

// fileCompileFlags begin the names of the variables for one file.
var fileCompileFlags = []string{"CFLAGS_", "AFLAGS_", "CPPFLAGS_", "HOSTCFLAGS_", "HOSTCXXFLAGS_"}

// compileVariables returns the variables with flags of the compiler that a
// makefile sets, each once.
func compileVariables(pass *lint.Pass) []string {
	var names []string
	for _, a := range pass.Process.Assignments {
		if isCompileVariable(a.Name) && !slices.Contains(names, a.Name) {
			names = append(names, a.Name)
		}
	}
	return names
}

// isCompileVariable tells variables whose words a compiler is given; those of
// CFLAGS_REMOVE_ are taken from it.
func isCompileVariable(name string) bool {
	switch {
	case strings.Contains(name, "_REMOVE_"):
		return false
	case slices.Contains(compileFlags, name), strings.HasSuffix(name, "-userccflags"):
		return true
	}
	return slices.ContainsFunc(fileCompileFlags, func(prefix string) bool { return strings.HasPrefix(name, prefix) })
}
