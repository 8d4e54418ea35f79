package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"syscall"
	"time"
)

// A caller calls tools on one tree.
type caller struct {
	// tools is the script that calls them, kernel has their own scripts.
	tools, kernel string
	tree          string
	// out is the directory that they may write to.
	out string
}

// A cost is what a process and those that it started took.
type cost struct {
	wall, processor time.Duration
	// peak is the largest resident size of any of them, in KiB as Linux counts it.
	peak int64
}

// command returns a call of a tool.
func (c *caller) command(tool string, args ...string) *exec.Cmd {
	command := exec.Command(c.tools, append([]string{tool, c.kernel}, args...)...)
	command.Dir = c.tree
	command.Env = append(os.Environ(), "OUT="+c.out, "LC_ALL=C.UTF-8")
	return command
}

// prepare writes what the tools need.
func (c *caller) prepare() error {
	if err := os.Mkdir(c.out, 0o755); err != nil {
		return err
	}
	_, err := c.call("prepare")
	return err
}

// call returns what a tool says.
func (c *caller) call(tool string, args ...string) (string, error) {
	command := c.command(tool, args...)
	var complaint bytes.Buffer
	command.Stderr = &complaint
	said, err := command.Output()
	if err != nil {
		return "", fmt.Errorf("%s: %w\n%s", tool, err, complaint.String())
	}
	return string(said), nil
}

// enough is how long a tool is measured: one that is quick runs several times,
// so that what the machine does otherwise does not count.
const enough = 10 * time.Second

// measure returns the least that a tool takes.
func (c *caller) measure(tool string) (cost, error) {
	least, err := c.once(tool)
	for spent := least.wall; err == nil && spent < enough; {
		var next cost
		next, err = c.once(tool)
		spent += next.wall
		least = cost{
			min(least.wall, next.wall), min(least.processor, next.processor), min(least.peak, next.peak),
		}
	}
	return least, err
}

// once returns what a tool takes in one run.
func (c *caller) once(tool string) (cost, error) {
	command := c.command(tool)
	began := time.Now()
	err := command.Run()
	wall := time.Since(began)
	if err != nil {
		return cost{}, fmt.Errorf("%s: %w", tool, err)
	}
	state := command.ProcessState
	usage, ok := state.SysUsage().(*syscall.Rusage)
	if !ok {
		return cost{}, errors.New("the system does not say what memory a process takes")
	}
	return cost{wall, state.UserTime() + state.SystemTime(), usage.Maxrss}, nil
}
