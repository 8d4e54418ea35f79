package main

import (
	"context"
	"fmt"
	"io"

	"github.com/spf13/pflag"

	"github.com/kbuildlint/kbuildlint/lint"
	"github.com/kbuildlint/kbuildlint/report"
)

const checkDetails = `
Lints files, directories or a whole tree (default: the directory you are in).
The whole tree is read in any case; what is reported is at or below a PATH.
A PATH that is also the name of a command is written as ./PATH.

A FORMAT is text, for people, json, or what other programs read: sarif (SARIF
2.1.0), github (annotations in a workflow), checkstyle (XML), checkpatch (as the
kernel's checkpatch.pl prints it) or rdjson (reviewdog).

The exit status is 0 if there is nothing to report, 1 if there are findings,
2 for wrong usage or configuration, and 3 if an input could not be judged.`

// A format is a way to write a report.
type format struct {
	name  string
	write func(io.Writer, *lint.Report, report.Options) error
}

// formats returns all formats; the first one is the default.
func formats() []format {
	return []format{
		{"text", func(w io.Writer, r *lint.Report, o report.Options) error { return report.Text(w, r, o.TextOptions) }},
		{"json", func(w io.Writer, r *lint.Report, _ report.Options) error { return report.JSON(w, r) }},
		{"sarif", report.SARIF},
		{"github", report.GitHub},
		{"checkstyle", report.Checkstyle},
		{"checkpatch", report.Checkpatch},
		{"rdjson", report.RDJSON},
	}
}

// checkFlags are the flags of check.
type checkFlags struct {
	format    *choice
	terse     bool
	color     *choice
	severity  *choice
	selection selection
	kernel    string
	kernelDir string
	change    change
}

func checkCommand() command {
	return command{
		name:      "check",
		arguments: "[PATH...] [flags]",
		summary:   "lint files, directories or a whole tree",
		details:   checkDetails,
		bind: func(flags *pflag.FlagSet) action {
			f := &checkFlags{}
			var names []string
			for _, known := range formats() {
				names = append(names, known.name)
			}
			f.format = addFormat(flags, names...)
			flags.BoolVar(&f.terse, "terse", false, "with --format checkpatch: one line a finding")
			f.color = addColor(flags)
			severities := choice{noun: "severity", words: []string{"error", "warning", "info"}, value: "warning"}
			f.severity = addChoice(flags, severities, "report this severity and those above")
			f.selection.addFlags(flags)
			addKernelFlags(flags, &f.kernel, &f.kernelDir)
			f.change.addFlags(flags)
			return f.run
		},
	}
}

// addKernelFlags defines the flags about the kernel to judge for.
func addKernelFlags(flags *pflag.FlagSet, kernel, kernelDir *string) {
	flags.StringVar(kernel, "kernel", "", "judge for this `VERSION` of the kernel (default: the tree's own)")
	flags.StringVar(kernelDir, "kernel-dir", "", "the `DIR` of the kernel that modules are built against")
}

// run lints and reports.
func (f *checkFlags) run(ctx context.Context, s *session) (status, error) {
	options, err := f.options(s)
	if err != nil {
		return misuse, err
	}
	progress := s.progress()
	options.Progress = progress.show
	outcome, err := s.engine.check(ctx, options)
	progress.clear()
	if err != nil {
		return misuse, s.misuse("%v", err)
	}
	for _, known := range formats() {
		if known.name != f.format.value {
			continue
		}
		if err := known.write(s.stdout, outcome, f.reportOptions(s, outcome, options.Rules)); err != nil {
			return failed, fmt.Errorf("report: %w", err)
		}
	}
	if len(outcome.Diagnostics) > 0 {
		return s.complainAbout(outcome.Failures, findings), nil
	}
	return s.complainAbout(outcome.Failures, clean), nil
}

// options returns what the engine is to do.
func (f *checkFlags) options(s *session) (checkOptions, error) {
	if f.terse && f.format.value != "checkpatch" {
		return checkOptions{}, s.misuse("--terse belongs to --format checkpatch")
	}
	severity, err := lint.ParseSeverity(f.severity.value)
	if err != nil {
		return checkOptions{}, s.misuse("%v", err)
	}
	selected, err := f.selection.apply(s.engine.rules)
	if err != nil {
		return checkOptions{}, s.misuse("%v", err)
	}
	if err := f.change.check(); err != nil {
		return checkOptions{}, s.misuse("%v", err)
	}
	f.change.Mail, f.change.Note = s.stdin, func(text string) { s.complain("%s", text) }
	paths := s.args
	if len(paths) == 0 {
		paths = []string{"."}
	}
	return checkOptions{
		Paths:     paths,
		Kernel:    f.kernel,
		KernelDir: f.kernelDir,
		Rules:     selected,
		Severity:  severity,
		Change:    f.change,
	}, nil
}

// reportOptions returns how the outcome for some rules is written.
func (f *checkFlags) reportOptions(s *session, outcome *lint.Report, rules []*lint.Rule) report.Options {
	o := report.Options{
		TextOptions: s.textOptions(f.color.value, outcome.Trees),
		Version:     programVersion(),
		Rules:       rules,
		Directory:   s.here(),
	}
	if f.terse {
		o.Layout = report.Terse
	}
	return o
}
