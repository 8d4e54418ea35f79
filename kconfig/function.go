package kconfig

import (
	"path"
	"strconv"
)

// A function is one of those that Kconfig has by itself.
type function struct {
	arguments int
	call      func(m *macros, args []string) string
}

// functions are the built-in ones (scripts/kconfig/preprocess.c). Those of
// scripts/Kconfig.include, such as cc-option, are variables.
var functions = map[string]function{
	"error-if":   {2, (*macros).errorIf},
	"filename":   {0, (*macros).filename},
	"info":       {1, func(*macros, []string) string { return "" }},
	"lineno":     {0, (*macros).lineno},
	"shell":      {1, func(_ *macros, args []string) string { return unknown("shell " + args[0]) }},
	"warning-if": {2, func(*macros, []string) string { return "" }},
}

// errorIf stops the real program; here it is an error like others.
func (m *macros) errorIf(args []string) string {
	if args[0] == "y" {
		m.report(m.place, archAt(m.arch), args[1])
	}
	return ""
}

func (m *macros) filename([]string) string { return m.place.Path() }

func (m *macros) lineno([]string) string { return strconv.Itoa(m.place.Start().Line) }

// LinuxEnv is the part of the environment of Kconfig that the top makefile of
// Linux settles from the name of a directory below arch: SRCARCH everywhere,
// HEADER_ARCH where it differs (arch/um/Makefile: user mode is built for x86
// only). ARCH and SUBARCH may have several values on one SRCARCH and are
// unknown, like what depends on the compiler.
func LinuxEnv(arch, name string) (value string, known bool) {
	switch {
	case name == "SRCARCH" && arch != "":
		return arch, true
	case name == "HEADER_ARCH" && arch == "um":
		return "x86", true
	case name == "srctree":
		return ".", true
	}
	return "", false
}

// cleanPath returns a path relative to the root of the tree, and whether it
// stays inside.
func cleanPath(name string) (clean string, inside bool) {
	clean = path.Clean(name)
	outside := path.IsAbs(clean) || clean == ".." || len(clean) > 2 && clean[:3] == "../"
	return clean, !outside && name != ""
}
