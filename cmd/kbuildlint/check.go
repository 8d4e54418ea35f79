package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/spf13/pflag"

	"github.com/kbuildlint/kbuildlint/config"
	"github.com/kbuildlint/kbuildlint/lint"
	"github.com/kbuildlint/kbuildlint/report"
)

const checkDetails = `
Lints files, directories or a whole tree (default: the directory you are in).
What is reported is at or below a PATH; what may have to do with that is read.
A PATH that is also the name of a command is written as ./PATH. What flags don't
say the nearest .kbuildlint.toml may, and comments in makefiles silence rules.

A FORMAT is text, for people, json, or what other programs read: sarif (SARIF
2.1.0), github (annotations in a workflow), checkstyle (XML), checkpatch (as the
kernel's checkpatch.pl prints it) or rdjson (reviewdog).

--fix makes the repairs that can't change a correct build, and reports what is
left. With --diff nothing is written: the repairs are printed as a diff instead
of the report.

The exit status is 0 if there is nothing to report, 1 if there are findings
(those that --fix leaves; all of them with --diff), 2 for wrong usage or
configuration, and 3 if an input could not be judged or repaired.`

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
	severity  severityFlag
	selection selection
	settings  settings
	baseline  baselineFlags
	kernel    string
	kernelDir string
	change    change
	fix       fixFlags
	costs     bool
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
			f.severity.addFlag(flags)
			f.selection.addFlags(flags)
			f.settings.addFlags(flags)
			f.baseline.addFlags(flags)
			addKernelFlags(flags, &f.kernel, &f.kernelDir)
			flags.Lookup("kernel").Usage = "judge for this `VERSION` of the kernel, or several: 6.6,6.12,7.0"
			f.change.addFlags(flags)
			f.fix.addFlags(flags)
			addCostsFlag(flags, &f.costs)
			return f.run
		},
	}
}

// run lints and reports.
func (f *checkFlags) run(ctx context.Context, s *session) (status, error) {
	options, err := f.options(s)
	if err != nil {
		return misuse, err
	}
	reserveHeap()
	if f.change.Buffer != "" {
		collectSeldom()
	}
	progress := s.progress()
	options.Progress = progress.show
	if f.costs {
		options.Costs = &lint.Costs{}
	}
	outcome, err := s.engine.check(ctx, options)
	progress.clear()
	if f.costs {
		s.writeCosts(options.Costs)
	}
	if problems, ok := errors.AsType[*config.Problems](err); ok {
		return s.complainOf(problems), nil
	}
	if err != nil {
		return misuse, s.misuse("%v", err)
	}
	if err := f.write(s, outcome); err != nil {
		return failed, fmt.Errorf("report: %w", err)
	}
	f.fix.summarize(s, outcome)
	if len(outcome.Diagnostics) > 0 {
		return s.complainAbout(outcome.Failures, findings), nil
	}
	return s.complainAbout(outcome.Failures, clean), nil
}

// write writes the report, or the diff that is asked for instead.
func (f *checkFlags) write(s *session, outcome *lint.Report) error {
	if f.fix.diff {
		return s.writeDiff(outcome)
	}
	all := formats()
	at := slices.IndexFunc(all, func(known format) bool { return known.name == f.format.value })
	return all[at].write(s.stdout, outcome, f.reportOptions(s, outcome))
}

// options returns what the engine is to do.
func (f *checkFlags) options(s *session) (checkOptions, error) {
	if f.terse && f.format.value != "checkpatch" {
		return checkOptions{}, s.misuse("--terse belongs to --format checkpatch")
	}
	forced, err := f.selection.forced(s.engine.rules)
	if err != nil {
		return checkOptions{}, s.misuse("%v", err)
	}
	if f.change.Buffer != "" && len(s.args) > 0 {
		return checkOptions{}, s.misuse("--stdin FILE says what is judged: it takes no PATH beside it")
	}
	if err := errors.Join(f.change.check(), f.fix.check(f), f.settings.check(), f.baseline.check(f)); err != nil {
		return checkOptions{}, s.misuse("%v", err)
	}
	s.noteNewer(f.kernel)
	f.settings.here = s.here()
	f.change.Mail, f.change.Note = s.stdin, func(text string) { s.complain("%s", text) }
	paths := s.args
	if len(paths) == 0 {
		paths = []string{"."}
	}
	return checkOptions{
		Paths:     paths,
		Kernel:    f.kernel,
		KernelDir: f.kernelDir,
		Forced:    forced,
		Severity:  f.severity.given(),
		Settings:  f.settings,
		Baseline:  f.baseline,
		Change:    f.change,
		Fix:       f.fix.repairs(s),
	}, nil
}

// reportOptions returns how the outcome is written.
func (f *checkFlags) reportOptions(s *session, outcome *lint.Report) report.Options {
	o := report.Options{
		TextOptions: s.textOptions(f.color.value, outcome.Trees),
		Version:     programVersion(),
		Rules:       outcome.Rules,
		Directory:   s.here(),
	}
	if f.terse {
		o.Layout = report.Terse
	}
	return o
}
