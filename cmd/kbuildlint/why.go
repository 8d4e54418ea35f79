package main

import (
	"context"
	"fmt"

	"github.com/spf13/pflag"

	"github.com/kbuildlint/kbuildlint/lint"
	"github.com/kbuildlint/kbuildlint/report"
)

const whyDetails = `
Tells under which configurations a source, object, directory or makefile is
built, into what, and which places of the makefiles make it so, from the top
makefile down; or why it never is. A FILE may be one that a build makes.
For CONFIG_X it tells where the symbol is defined, and what depends on it in the
makefiles of the tree around DIR (default: the directory you are in).

The exit status is 0 if there is an answer, 1 if the file is never built or
nobody knows the symbol, 2 for wrong usage, and 3 if the tree can't be read or
has no such file.`

// whyFlags are the flags of why.
type whyFlags struct {
	format    *choice
	color     *choice
	kernel    string
	kernelDir string
}

func whyCommand() command {
	return command{
		name:      "why",
		arguments: "FILE|DIR|CONFIG_X [DIR] [flags]",
		summary:   "tell what builds a file, or what a configuration symbol builds",
		details:   whyDetails,
		bind: func(flags *pflag.FlagSet) action {
			f := &whyFlags{}
			f.format = addFormat(flags, "text", "json")
			f.color = addColor(flags)
			addKernelFlags(flags, &f.kernel, &f.kernelDir)
			return f.run
		},
	}
}

// run asks the engine and prints its answer.
func (f *whyFlags) run(ctx context.Context, s *session) (status, error) {
	options, err := f.options(s)
	if err != nil {
		return misuse, err
	}
	reserveHeap()
	collectSeldom()
	progress := s.progress()
	options.Progress = progress.show
	outcome, err := s.engine.why(ctx, options)
	progress.clear()
	if err != nil {
		return misuse, s.misuse("%v", err)
	}
	result := clean
	switch {
	case outcome.File != nil:
		err = f.file(s, outcome.File)
		if len(outcome.File.Products) == 0 {
			result = findings
		}
	case outcome.Symbol != nil:
		err = f.symbol(s, outcome.Symbol)
	case outcome.Unknown != "":
		s.complain("%s", outcome.Unknown)
		result = findings
	}
	if err != nil {
		return failed, fmt.Errorf("why: %w", err)
	}
	return s.complainAbout(outcome.Failures, result), nil
}

// file prints why a file is built.
func (f *whyFlags) file(s *session, why *report.Why) error {
	if f.format.value == "json" {
		return report.WhyJSON(s.stdout, why)
	}
	return report.WhyText(s.stdout, why, s.textOptions(f.color.value, []lint.Tree{why.Tree}))
}

// symbol prints what a symbol builds.
func (f *whyFlags) symbol(s *session, symbol *report.Symbol) error {
	if f.format.value == "json" {
		return report.SymbolJSON(s.stdout, symbol)
	}
	return report.SymbolText(s.stdout, symbol, s.textOptions(f.color.value, []lint.Tree{symbol.Tree}))
}

// options returns what the engine is to do.
func (f *whyFlags) options(s *session) (whyOptions, error) {
	o := whyOptions{Dir: ".", Kernel: f.kernel, KernelDir: f.kernelDir}
	if len(s.args) == 0 {
		return o, s.misuse("why takes a FILE, a DIR or a symbol such as CONFIG_NET")
	}
	o.Subject = s.args[0]
	s.noteNewer(f.kernel)
	switch {
	case len(s.args) == 1:
	case len(s.args) == 2 && isSymbol(o.Subject):
		o.Dir = s.args[1]
	case isSymbol(o.Subject):
		return o, s.misuse("why takes one symbol, and one DIR of the tree to look in")
	default:
		return o, s.misuse("why takes one FILE or DIR")
	}
	return o, nil
}
