package rules

import (
	"slices"
	"strings"

	"github.com/kbuildlint/kbuildlint/eval"
	"github.com/kbuildlint/kbuildlint/lint"
	"github.com/kbuildlint/kbuildlint/source"
)

var staleProbe = &lint.Rule{
	Name:  "stale-probe",
	Title: "the compiler is asked for an option that every compiler in use has",
	Why: "A probe such as `$(call cc-option,-Wvla)` runs the compiler each time the makefile is read. Kernels ask " +
		"for a newer compiler every few years (scripts/min-tool-version.sh), and then the answer is known before. " +
		"Some probes are kept on purpose, for a message that people can read or for an architecture whose compiler " +
		"is built without the option: that is for a person to say.",
	Repair:   "Write the option without the probe.",
	Where:    "From 6.9 on, which asks for LLVM 13 and GCC 5. Options of one architecture are not judged.",
	Needs:    lint.NeedsMakefile,
	OptIn:    true,
	Groups:   []string{"versions", "flags"},
	Severity: lint.Info,
	Since:    "0.1.0",
	Bad: lint.Example{Files: `-- drivers/Makefile --
ccflags-y += $(call cc-disable-warning, vla)
`},
	Good: lint.Example{Files: `-- drivers/Makefile --
ccflags-y += -Wno-vla
`},
	Check: checkStaleProbe,
}

// everyCompilerHas are options that GCC 4.9 lists for all languages and machines
// (common.opt, c.opt), and that clang 13 was seen to take for x86 and arm64.
var everyCompilerHas = map[string]bool{
	"-Wdate-time": true, "-Wdeclaration-after-statement": true, "-Wempty-body": true, "-Wenum-compare": true,
	"-Wint-to-pointer-cast": true, "-Wmissing-field-initializers": true, "-Wmissing-include-dirs": true,
	"-Wmissing-prototypes": true, "-Wold-style-definition": true, "-Woverride-init": true, "-Wpointer-sign": true,
	"-Wsign-compare": true, "-Wstrict-prototypes": true, "-Wtype-limits": true, "-Wundef": true,
	"-Wuninitialized": true, "-Wunused": true, "-Wunused-but-set-variable": true, "-Wunused-function": true,
	"-Wunused-parameter": true, "-Wunused-value": true, "-Wvla": true,

	"-fno-asynchronous-unwind-tables": true, "-fno-common": true, "-fno-delete-null-pointer-checks": true,
	"-fno-omit-frame-pointer": true, "-fno-optimize-sibling-calls": true, "-fno-stack-protector": true,
	"-fno-strict-aliasing": true, "-fno-strict-overflow": true, "-foptimize-sibling-calls": true,
	"-fshort-wchar": true, "-fwrapv": true,
}

func checkStaleProbe(pass *lint.Pass) {
	if !pass.Tree.Version.AtLeast(6, 9) {
		return // an older one is built with LLVM 11, too
	}
	pass.ExpandAll()
	for _, event := range pass.Events {
		options := probedOptions(pass, event)
		mayLack := func(option string) bool { return !everyCompilerHas[option] }
		if len(options) > 0 && !slices.ContainsFunc(options, mayLack) {
			reportStaleProbe(pass, event, options)
		}
	}
}

// probedOptions returns the options that a probe asks the compiler for, each
// without the "no-" of a warning.
func probedOptions(pass *lint.Pass, event *eval.Event) []string {
	macro := probeMacro(pass, event)
	if macro == "" || macro == "ld-option" {
		return nil
	}
	var options []string
	for _, word := range pass.Words(event.Args[1]) {
		option := word.Text
		if macro == "cc-disable-warning" {
			option = "-W" + option
		}
		if warning, isOff := strings.CutPrefix(option, "-Wno-"); isOff {
			option = "-W" + warning
		}
		options = append(options, option)
	}
	return options
}

func reportStaleProbe(pass *lint.Pass, event *eval.Event, options []string) {
	finding := lint.Finding{
		Place: event.Place, When: event.When, Builds: pass.Unit.Builds,
		Message: "every compiler that kernel " + pass.Tree.Version.String() + " is built with has " +
			strings.Join(options, " "),
		Effect: "the compiler runs for an answer that is known",
	}
	if instead := instead(pass, event); instead != "" {
		edit := source.Edit{Place: event.Place, Text: instead}
		finding.Fixes = []lint.Repair{{Title: "write " + instead, Edits: []source.Edit{edit}}}
	}
	pass.Report(finding)
}

// instead returns what to write in the place of a probe that says yes, "" where
// that is not written plainly.
func instead(pass *lint.Pass, event *eval.Event) string {
	pieces := event.Args[1].Pieces
	if event.Place.Written() != event.Place || !strings.HasPrefix(event.Place.Text(), "$") ||
		len(pieces) != 1 || !isIn(event.Place, pieces[0].Place) ||
		strings.TrimSpace(pieces[0].Place.Text()) != strings.TrimSpace(pieces[0].Text) {
		return ""
	}
	option := strings.TrimSpace(pieces[0].Text)
	switch probeMacro(pass, event) {
	case "cc-disable-warning":
		return "-Wno-" + option
	case "cc-option-yn":
		return "y"
	}
	return option
}
