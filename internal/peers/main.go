// Command peers compares kbuildlint with what else looks at the makefiles of a
// kernel (see scripts/peers, which calls it):
//
//	peers KERNEL TOOLS SMALL-KERNEL
//
// It measures what each tool costs on KERNEL, and asks each for the defects of a
// tree that it makes: the descriptions in testdata, each in a directory of its
// own, laid over SMALL-KERNEL. A description is a txtar archive called after a
// rule. It begins with the line that the rule reports, and what is wrong there.
//
// TOOLS is the script that calls the tools. The program kbuildlint is the one
// that is found in PATH.
package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
)

// errUsage means that the command line makes no sense.
var errUsage = errors.New("usage: peers KERNEL TOOLS SMALL-KERNEL")

func main() {
	if err := run(os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "peers:", err)
		os.Exit(1)
	}
}

// run carries out a command line and prints the tables to out.
func run(args []string, out io.Writer) error {
	if len(args) != 3 {
		return errUsage
	}
	work, err := os.MkdirTemp("", "peers")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(work) }()
	tree := filepath.Join(work, "seeded")
	defects, err := seed(tree, args[2])
	if err != nil {
		return err
	}
	tools, err := filepath.Abs(args[1])
	if err != nil {
		return err
	}
	onKernel := caller{tools: tools, kernel: args[0], tree: args[0], out: filepath.Join(work, "kernel.out")}
	onSeeded := caller{tools: tools, kernel: args[0], tree: tree, out: filepath.Join(work, "seeded.out")}
	rows, err := compare(&onKernel, &onSeeded, defects)
	if err != nil {
		return err
	}
	return printRows(out, rows, defects)
}

// compare measures each tool and asks it for the defects.
func compare(onKernel, onSeeded *caller, defects []defect) ([]row, error) {
	for _, c := range []*caller{onKernel, onSeeded} {
		if err := c.prepare(); err != nil {
			return nil, err
		}
	}
	var rows []row
	for _, p := range peers {
		spent, err := onKernel.measure(p.name)
		if err != nil {
			return nil, err
		}
		r := row{peer: p, cost: spent}
		if p.names != nil {
			said, err := onSeeded.call(p.onSeeded, dirsOf(defects)...)
			if err != nil {
				return nil, err
			}
			if strings.Contains(said, dirOf(sound)+"/") {
				return nil, fmt.Errorf("%s: nothing is wrong in %s:\n%s", p.name, dirOf(sound), said)
			}
			r.said = said
		}
		rows = append(rows, r)
	}
	return rows, nil
}
