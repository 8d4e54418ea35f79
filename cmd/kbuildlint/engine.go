package main

import (
	"context"

	"github.com/kbuildlint/kbuildlint/lint"
	"github.com/kbuildlint/kbuildlint/report"
	"github.com/kbuildlint/kbuildlint/rules"
)

// An engine does the work behind the commands. Its errors are mistakes of the
// user; an input that can't be judged is a failure in the outcome.
type engine struct {
	check  func(context.Context, checkOptions) (*lint.Report, error)
	values func(context.Context, valuesOptions) (*valuesReport, error)
	why    func(context.Context, whyOptions) (*whyReport, error)
	compat func(context.Context, compatOptions) (*compatReport, error)
	// rules are all there are, in the order in which they are listed.
	rules []*lint.Rule
}

// checkOptions say what is to be judged, and how.
type checkOptions struct {
	// Paths are files and directories as they were given.
	Paths []string
	// Kernel is the version to judge for, "" for that of the tree.
	Kernel string
	// KernelDir is the kernel that modules are built against, "" if unknown.
	KernelDir string
	// Forced are the rules that run, or don't, whatever a configuration file says.
	Forced map[*lint.Rule]bool
	// Severity is the mildest one that goes into the report, 0 if it was not given.
	Severity lint.Severity
	// Settings say where the configuration files are.
	Settings settings
	// Baseline says which findings are known.
	Baseline baselineFlags
	// Change says which states of the trees are compared, if any.
	Change change
	// Fix says what becomes of the repairs.
	Fix repairs
	// Costs, if not nil, takes what the stages of the check cost.
	Costs *lint.Costs
	// Progress takes each directory that is about to be read.
	Progress func(dir string)
}

// valuesOptions say which variables are wanted.
type valuesOptions struct {
	// Paths are makefiles and directories as they were given.
	Paths []string
	// Variables are the names that are wanted, none for all.
	Variables []string
	// Config is the one configuration to look at, nil for all of them.
	Config    *configuration
	Kernel    string
	KernelDir string
}

// A configuration is an auto.conf together with its architecture.
type configuration struct {
	Path string
	Text string
	Arch string
}

// A valuesReport is the outcome of looking up variables in one tree.
type valuesReport struct {
	// Root is the directory that the paths of the values are relative to.
	Root     string
	Values   report.Values
	Failures []lint.Failure
}

// whyOptions say what is to be explained.
type whyOptions struct {
	// Subject is a path as it was given, or a symbol that begins with CONFIG_.
	Subject string
	// Dir is in the tree of a symbol.
	Dir       string
	Kernel    string
	KernelDir string
	// Progress takes each directory that is about to be read.
	Progress func(dir string)
}

// A whyReport is the answer about a file or a symbol, or what to say about a
// symbol that nobody knows.
type whyReport struct {
	File     *report.Why
	Symbol   *report.Symbol
	Unknown  string
	Failures []lint.Failure
}

// compatOptions say what is to be judged for which kernels.
type compatOptions struct {
	// Dir is the directory of the module as it was given.
	Dir string
	// Kernel are the versions, with commas between them.
	Kernel string
	// Rules are exactly those to run.
	Rules []*lint.Rule
	// Severity is the mildest one that goes into the table.
	Severity lint.Severity
	// Progress takes each directory that is about to be read.
	Progress func(dir string)
}

// A compatReport is the table, nil if there is nothing to read.
type compatReport struct {
	Compat   *report.Compat
	Failures []lint.Failure
}

// newEngine returns the engine that reads real trees.
func newEngine() engine {
	return engine{check: checkTrees, values: readValues, why: answerWhy, compat: compareKernels, rules: rules.All}
}
