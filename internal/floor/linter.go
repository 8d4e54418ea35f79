package main

import (
	"errors"
	"fmt"
	"os/exec"
	"syscall"
	"time"
)

// A turn is one run of the linter.
type turn struct {
	wall time.Duration
	// peak is the largest resident size of the process, in KiB as Linux counts
	// it. The kernel counts this program's own size in until the exec, which
	// does no harm while this program is the smaller one.
	peak int64
}

// check runs the linter on a tree and discards what it prints. Findings are
// no error; a linter that could not do its work is one.
func check(linter, tree string) (turn, error) {
	command := exec.Command(linter, "check", tree)
	began := time.Now()
	err := command.Run()
	wall := time.Since(began)
	var exit *exec.ExitError
	if errors.As(err, &exit) && exit.ExitCode() == 1 {
		err = nil
	}
	if err != nil {
		return turn{}, fmt.Errorf("%s check %s: %w", linter, tree, err)
	}
	t := turn{wall: wall}
	if usage, ok := command.ProcessState.SysUsage().(*syscall.Rusage); ok {
		t.peak = usage.Maxrss
	}
	return t, nil
}
