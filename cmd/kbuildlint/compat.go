package main

import (
	"context"
	"fmt"

	"github.com/spf13/pflag"

	"github.com/kbuildlint/kbuildlint/kbuild"
	"github.com/kbuildlint/kbuildlint/lint"
	"github.com/kbuildlint/kbuildlint/report"
)

const compatDetails = `
Judges an external module for several kernels, and prints which of them each
problem concerns: a column for each kernel, a row for each problem, and what to
change so that all of them are supported. A makefile that asks for the version,
or that has an old and a new spelling side by side, is understood.

The exit status is 0 if there are no problems, 1 if there are some, 2 for wrong
usage, and 3 if DIR can't be read.`

// compatFlags are the flags of compat.
type compatFlags struct {
	format    *choice
	color     *choice
	severity  *choice
	selection selection
	kernel    string
}

func compatCommand() command {
	return command{
		name:      "compat",
		arguments: "[DIR] [flags]",
		summary:   "tell which kernels an external module has problems with",
		details:   compatDetails,
		bind: func(flags *pflag.FlagSet) action {
			f := &compatFlags{}
			f.format = addFormat(flags, "text", "json")
			f.color = addColor(flags)
			severities := choice{noun: "severity", words: []string{"error", "warning", "info"}, value: "warning"}
			f.severity = addChoice(flags, severities, "report this severity and those above")
			f.selection.addFlags(flags)
			flags.StringVar(&f.kernel, "kernel", kbuild.Longterm(), "judge for these `VERSIONS` of the kernel")
			return f.run
		},
	}
}

// run judges and prints the table.
func (f *compatFlags) run(ctx context.Context, s *session) (status, error) {
	options, err := f.options(s)
	if err != nil {
		return misuse, err
	}
	progress := s.progress()
	options.Progress = progress.show
	outcome, err := s.engine.compat(ctx, options)
	progress.clear()
	if err != nil {
		return misuse, s.misuse("%v", err)
	}
	if outcome.Compat == nil {
		return s.complainAbout(outcome.Failures, clean), nil
	}
	if err := f.write(s, outcome.Compat); err != nil {
		return failed, fmt.Errorf("compat: %w", err)
	}
	if len(outcome.Compat.Problems) > 0 {
		return findings, nil
	}
	return clean, nil
}

// write writes the table.
func (f *compatFlags) write(s *session, compat *report.Compat) error {
	if f.format.value == "json" {
		return report.CompatJSON(s.stdout, compat)
	}
	return report.CompatText(s.stdout, compat, s.textOptions(f.color.value, []lint.Tree{compat.Tree}))
}

// options returns what the engine is to do.
func (f *compatFlags) options(s *session) (compatOptions, error) {
	o := compatOptions{Dir: ".", Kernel: f.kernel}
	switch len(s.args) {
	case 0:
	case 1:
		o.Dir = s.args[0]
	default:
		return o, s.misuse("compat takes one DIR")
	}
	var err error
	if o.Severity, err = lint.ParseSeverity(f.severity.value); err != nil {
		return o, s.misuse("%v", err)
	}
	if o.Rules, err = f.selection.apply(s.engine.rules); err != nil {
		return o, s.misuse("%v", err)
	}
	s.noteNewer(f.kernel)
	return o, nil
}
