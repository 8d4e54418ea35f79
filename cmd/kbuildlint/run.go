package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"
)

// A status is what the program tells its caller when it ends.
type status int

// The exit statuses are part of the contract with scripts.
const (
	clean       status = 0
	findings    status = 1
	misuse      status = 2
	failed      status = 3
	interrupted status = 128 + status(syscall.SIGINT)
)

// A process is what the operating system gives the program.
type process struct {
	stdin          io.Reader
	stdout, stderr io.Writer
	getenv         func(string) string
	getwd          func() (string, error)
}

// systemProcess returns the process that this program really is.
func systemProcess() process {
	return process{stdin: os.Stdin, stdout: os.Stdout, stderr: os.Stderr, getenv: os.Getenv, getwd: os.Getwd}
}

// A usageError is a mistake in how the program was called.
type usageError struct {
	command string
	message string
}

func (e *usageError) Error() string { return e.message }

// run executes a command line. It returns at once on an interrupt, whatever the
// command is doing, unless it is replacing a file: there is nothing else to clean
// up.
func run(args []string, p process, e engine) status {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	// With somebody listening, Go answers a write to a closed pipe with an error
	// instead of ending the program with a signal.
	signal.Notify(make(chan os.Signal, 1), syscall.SIGPIPE)

	done := make(chan status, 1)
	s := &session{process: p, engine: e}
	go func() { done <- runToEnd(ctx, args, s) }()
	select {
	case result := <-done:
		return result
	case <-ctx.Done():
		s.writing.Lock()
		return interrupted
	}
}

// runToEnd executes a command line and reports its error. A panic must not end
// the program with the status of Go's runtime, 2, which means wrong usage here.
func runToEnd(ctx context.Context, args []string, s *session) (result status) {
	defer func() {
		if reason := recover(); reason != nil {
			s.complain("internal error, please report it: %v\n%s", reason, debug.Stack())
			result = failed
		}
	}()
	result, err := dispatch(ctx, args, s)
	if err != nil {
		return s.fail(ctx, err)
	}
	return result
}

// fail reports an error and returns the status that belongs to it.
func (s *session) fail(ctx context.Context, err error) status {
	var usage *usageError
	switch {
	case ctx.Err() != nil:
		return interrupted
	case errors.Is(err, syscall.EPIPE):
		// Who closed our output knows, and doesn't want to read more.
		return failed
	case errors.As(err, &usage):
		s.complain("%s", usage.message)
		_, _ = fmt.Fprintf(s.stderr, "Try '%s --help'.\n", commandLine(usage.command))
		return misuse
	default:
		s.complain("%v", err)
		return failed
	}
}

// commandLine returns how a command is called.
func commandLine(command string) string {
	if command == "" {
		return program
	}
	return program + " " + command
}
