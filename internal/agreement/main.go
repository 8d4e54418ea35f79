// Command agreement compares what kbuildlint says about whole kernels with what
// GNU Make does there:
//
//	go run ./internal/agreement KERNEL-DIR ARCH/CONFIG...
//	go run ./internal/agreement ~/linux-6.12 x86_64/defconfig arm64/allyesconfig
//
// Several kernels may follow each other, each with its configurations.
//
// For each configuration it has the kernel's own makefiles configure a
// directory for objects and then walk the whole tree in a dry run. A copy of
// scripts/Makefile.build records what the variables hold in each directory
// right after its Kbuild file (recorder/after.mk). The kernel is read once, in
// all configurations at once; what that says about each of these configurations
// has to be, word for word, what make has: the directories visited, what they
// are asked for, and their lists. With --objects the kernel is also built, with
// a compiler that compiles next to nothing, and the object files that are there
// afterwards are compared with those that are predicted.
//
// All files are written below the directory --work, in KERNEL/ARCH-CONFIG:
//
//	visits.jsonl  the records (see header and visit)
//	objects/      the configured directory of the dry run
//	stub/         the directory of the build with --objects
//	stub.list     its object files
//	*.log         what make printed last in these directories
//
// What is there already is not made again: remove a directory to have it anew.
// The exit status is 1 if anything disagrees, or if more lists are unknown than
// --unknown allows, 2 if the command line makes no sense, 3 if the program
// could not do its work.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"

	"github.com/spf13/pflag"
)

// errUsage means that the command line makes no sense.
var errUsage = errors.New("usage: agreement [--work DIR] [--jobs N] [--unknown N] [--objects] " +
	"KERNEL-DIR ARCH/CONFIG... [KERNEL-DIR ARCH/CONFIG...]")

// errDisagree means that the comparison was made and did not come out well.
var errDisagree = errors.New("kbuildlint and make disagree")

func main() {
	if len(os.Args) > 1 && os.Args[1] == stubArgument {
		os.Exit(runCompiler(os.Args[2:]))
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := run(ctx, os.Args[1:], os.Stdout)
	stop()
	if err != nil && !errors.Is(err, pflag.ErrHelp) {
		fmt.Fprintln(os.Stderr, "agreement:", err)
	}
	os.Exit(statusOf(err))
}

// statusOf returns the exit status.
func statusOf(err error) int {
	switch {
	case err == nil, errors.Is(err, pflag.ErrHelp):
		return 0
	case errors.Is(err, errDisagree):
		return 1
	case errors.Is(err, errUsage):
		return 2
	}
	return 3
}

// run carries out a command line and prints the tables to out.
func run(ctx context.Context, args []string, out io.Writer) error {
	plan, err := parseArgs(args)
	if err != nil {
		return err
	}
	if err := plan.checkHost(); err != nil {
		return err
	}
	var outcomes []*outcome
	for _, kernel := range plan.kernels {
		some, err := plan.compare(ctx, kernel)
		if err != nil {
			return err
		}
		outcomes = append(outcomes, some...)
	}
	if err := printOutcomes(out, outcomes); err != nil {
		return err
	}
	return plan.judge(outcomes)
}

// judge returns what is wrong with the outcomes, nil if nothing is.
func (p *plan) judge(outcomes []*outcome) error {
	wrong, unknown := 0, 0
	for _, o := range outcomes {
		wrong += o.wrong()
		unknown += len(o.unknowns)
	}
	switch {
	case wrong > 0:
		return fmt.Errorf("%w in %d places", errDisagree, wrong)
	case unknown > p.unknown:
		return fmt.Errorf("%w: %d lists are unknown, %d may be", errDisagree, unknown, p.unknown)
	}
	return nil
}
