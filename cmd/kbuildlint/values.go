package main

import (
	"context"
	"fmt"

	"github.com/spf13/pflag"

	"github.com/kbuildlint/kbuildlint/lint"
	"github.com/kbuildlint/kbuildlint/report"
)

const valuesDetails = `
Prints what variables hold at the end of makefiles (for a directory: right after
its Kbuild file): each word, with its place and the condition it is there under.
With --config it prints the exact text in that one configuration.`

// valuesFlags are the flags of values.
type valuesFlags struct {
	format    *choice
	color     *choice
	variables []string
	config    string
	arch      string
	kernel    string
	kernelDir string
}

func valuesCommand() command {
	return command{
		name:      "values",
		arguments: "PATH... [flags]",
		summary:   "print what variables hold, and under which configurations",
		details:   valuesDetails,
		bind: func(flags *pflag.FlagSet) action {
			f := &valuesFlags{}
			flags.StringArrayVar(&f.variables, "var", nil, "print the variable `NAME` (repeatable; default: all)")
			flags.StringVar(&f.config, "config", "", "look at the configuration in this `AUTO_CONF` only")
			flags.StringVar(&f.arch, "arch", "", "the `ARCH` of that configuration")
			f.format = addFormat(flags, "text", "json")
			f.color = addColor(flags)
			addKernelFlags(flags, &f.kernel, &f.kernelDir)
			return f.run
		},
	}
}

// run looks up the variables and prints them.
func (f *valuesFlags) run(ctx context.Context, s *session) (status, error) {
	options, err := f.options(s)
	if err != nil {
		return misuse, err
	}
	outcome, err := s.engine.values(ctx, options)
	if err != nil {
		return misuse, s.misuse("%v", err)
	}
	if f.format.value == "json" {
		err = report.ValuesJSON(s.stdout, outcome.Values)
	} else {
		tree := []lint.Tree{{Root: outcome.Root}}
		err = report.ValuesText(s.stdout, outcome.Values, s.textOptions(f.color.value, tree))
	}
	if err != nil {
		return failed, fmt.Errorf("values: %w", err)
	}
	return s.complainAbout(outcome.Failures, clean), nil
}

// options returns what the engine is to do.
func (f *valuesFlags) options(s *session) (valuesOptions, error) {
	if len(s.args) == 0 {
		return valuesOptions{}, s.misuse("values takes at least one PATH")
	}
	config, err := f.configuration(s)
	if err != nil {
		return valuesOptions{}, err
	}
	s.noteNewer(f.kernel)
	return valuesOptions{
		Paths:     s.args,
		Variables: f.variables,
		Config:    config,
		Kernel:    f.kernel,
		KernelDir: f.kernelDir,
	}, nil
}

// configuration returns the one configuration that was asked for, or nil.
func (f *valuesFlags) configuration(s *session) (*configuration, error) {
	switch {
	case f.config == "" && f.arch == "":
		return nil, nil
	case f.arch == "":
		return nil, s.misuse("--config needs --arch: a configuration belongs to an architecture")
	case f.config == "":
		return nil, s.misuse("--arch needs --config: it is the architecture of that configuration")
	}
	text, err := readRegular(f.config)
	if err != nil {
		return nil, s.misuse("--config %s: %v", f.config, err)
	}
	return &configuration{Path: f.config, Text: text, Arch: f.arch}, nil
}
