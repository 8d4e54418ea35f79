// Command floor measures the least time that reading a kernel tree can take:
// it reads every makefile and Kconfig file, lists every directory, and does
// nothing with them. The linter's speed is judged as a multiple of it.
//
//	go run ./internal/floor TREE
//	go run ./internal/floor --linter BINARY TREE
//
// The files are those that
//
//	find TREE -type f \( -name 'Makefile*' -o -name 'Kbuild*' -o -name 'Kconfig*' \)
//
// prints. With --linter it also runs "BINARY check TREE", in turns with the
// floor, and prints the medians and their ratio. One turn of each comes first
// and does not count, so that both find the tree in the page cache.
package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/spf13/pflag"
)

// errUsage means that the command line makes no sense.
var errUsage = errors.New("usage: floor [--linter BINARY] [--rounds N] TREE")

func main() {
	err := run(os.Args[1:], os.Stdout)
	switch {
	case err == nil, errors.Is(err, pflag.ErrHelp):
	case errors.Is(err, errUsage):
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	default:
		fmt.Fprintln(os.Stderr, "floor:", err)
		os.Exit(1)
	}
}

// run carries out a command line and prints the figures to out.
func run(args []string, out io.Writer) error {
	flags := pflag.NewFlagSet("floor", pflag.ContinueOnError)
	linter := flags.String("linter", "", "run this linter on the tree too, in turns with the floor")
	rounds := flags.Int("rounds", 5, "how many turns count")
	if err := flags.Parse(args); err != nil {
		return fmt.Errorf("%w\n%w", err, errUsage)
	}
	if flags.NArg() != 1 || *rounds < 1 {
		return errUsage
	}
	return measure(out, flags.Arg(0), *linter, *rounds)
}

// measure takes turns between the floor and the linter, and prints what came
// of it. An empty linter leaves the floor alone.
func measure(out io.Writer, tree, linter string, rounds int) error {
	var floor, checked []time.Duration
	var seen listing
	var peak int64
	for range rounds + 1 {
		began := time.Now()
		var err error
		if seen, err = read(tree); err != nil {
			return err
		}
		floor = append(floor, time.Since(began))
		if linter == "" {
			continue
		}
		turn, err := check(linter, tree)
		if err != nil {
			return err
		}
		checked = append(checked, turn.wall)
		peak = max(peak, turn.peak)
	}
	f := figures{files: len(seen.Files), dirs: len(seen.Dirs), bytes: seen.Bytes, floor: newSpread(floor[1:])}
	if linter != "" {
		f.linter, f.peak = newSpread(checked[1:]), peak
	}
	return f.print(out)
}
