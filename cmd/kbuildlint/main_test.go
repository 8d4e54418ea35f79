package main

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/kbuildlint/kbuildlint/config"
	"github.com/kbuildlint/kbuildlint/lint"
	"github.com/kbuildlint/kbuildlint/report"
)

var update = flag.Bool("update", false, "rewrite what scripts and documents expect")

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"kbuildlint": func() { os.Exit(int(run(os.Args[1:], systemProcess(), fakeEngine()))) },
		"expect":     expect,
		"closed":     closed,
		"terminal":   terminal,
	})
}

func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		UpdateScripts:       *update,
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup: func(env *testscript.Env) error {
			env.Setenv("ESC", "\x1b")
			return nil
		},
	})
}

// expect runs a command that must end with a status: expect STATUS COMMAND...
func expect() {
	want, err := strconv.Atoi(os.Args[1])
	if err != nil {
		panic(err)
	}
	c := exec.Command(os.Args[2], os.Args[3:]...)
	c.Stdin, c.Stdout, c.Stderr = os.Stdin, os.Stdout, os.Stderr
	if got := exitStatus(c.Run()); got != want {
		fmt.Fprintf(os.Stderr, "exit status %d, want %d\n", got, want)
		os.Exit(1)
	}
}

// closed runs a command whose output nobody reads any more: closed COMMAND...
func closed() {
	reader, writer, err := os.Pipe()
	if err != nil {
		panic(err)
	}
	if err := reader.Close(); err != nil {
		panic(err)
	}
	c := exec.Command(os.Args[1], os.Args[2:]...)
	c.Stdin, c.Stdout, c.Stderr = os.Stdin, writer, os.Stderr
	os.Exit(exitStatus(c.Run()))
}

// terminal runs a command that writes to the terminal: terminal COMMAND...
func terminal() {
	tty, err := os.OpenFile("/dev/tty", os.O_RDWR, 0)
	if err != nil {
		panic(err)
	}
	c := exec.Command(os.Args[1], os.Args[2:]...)
	c.Stdout, c.Stderr = tty, os.Stderr
	os.Exit(exitStatus(c.Run()))
}

// exitStatus returns the status that a command ended with, -1 after a signal.
func exitStatus(err error) int {
	var exit *exec.ExitError
	switch {
	case err == nil:
		return 0
	case errors.As(err, &exit):
		return exit.ExitCode()
	}
	panic(err)
}

// fakeEngine returns an engine that finds what report.json and values.json in
// the directory say, and leaves what it was asked in asked.txt.
func fakeEngine() engine {
	all := fakeRules()
	check := func(ctx context.Context, o checkOptions) (*lint.Report, error) {
		return fakeCheck(ctx, o, (&config.File{}).Plan(all, o.Forced, ".").Rules)
	}
	return engine{check: check, values: fakeValues, why: answerWhy, rules: all}
}

func fakeCheck(ctx context.Context, o checkOptions, rules []*lint.Rule) (*lint.Report, error) {
	severity := cmp.Or(o.Severity, lint.Warning)
	asked := fmt.Sprintf("paths: %q\nkernel: %q\nkernel-dir: %q\nrules: %s\nseverity: %s\n",
		o.Paths, o.Kernel, o.KernelDir, strings.Join(lint.RuleNames(rules), " "), severity)
	if err := os.WriteFile("asked.txt", []byte(asked), 0o600); err != nil {
		return nil, err
	}
	if err := misbehave(ctx, o.Kernel); err != nil {
		return nil, err
	}
	outcome := &lint.Report{Rules: rules}
	if err := load("report.json", outcome); err != nil {
		return nil, err
	}
	outcome.Diagnostics = slices.DeleteFunc(outcome.Diagnostics, func(d lint.Diagnostic) bool {
		return d.Severity < severity
	})
	outcome.Failures = append(outcome.Failures, missing(o.Paths)...)
	return outcome, nil
}

// misbehave does what an engine does when things go wrong, by the name that
// was given for the kernel.
func misbehave(ctx context.Context, kernel string) error {
	switch kernel {
	case "bad":
		return fmt.Errorf("unknown kernel version %q", kernel)
	case "panic":
		panic("out of cheese")
	case "polite", "stubborn":
		self, err := os.FindProcess(os.Getpid())
		if err != nil {
			return err
		}
		if err := self.Signal(os.Interrupt); err != nil {
			return err
		}
		if kernel == "stubborn" {
			select {}
		}
		<-ctx.Done()
		return ctx.Err()
	}
	return nil
}

func fakeValues(_ context.Context, o valuesOptions) (*valuesReport, error) {
	asked := fmt.Sprintf("paths: %q\nvariables: %q\nkernel: %q\nkernel-dir: %q\n",
		o.Paths, o.Variables, o.Kernel, o.KernelDir)
	if o.Config != nil {
		asked += fmt.Sprintf("config: %q\n", *o.Config)
	}
	if err := os.WriteFile("asked.txt", []byte(asked), 0o600); err != nil {
		return nil, err
	}
	return &valuesReport{
		Root: ".",
		Values: report.Values{"Makefile": {"obj-y": {Flavor: "recursive", Content: report.Words{
			{Text: "a.o", When: "CONFIG_A=y", Path: "Makefile", Line: 1, Column: 10},
		}}}},
		Failures: missing(o.Paths),
	}, nil
}

// load reads a value from a file, if there is one.
func load(path string, value any) error {
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	return json.Unmarshal(text, value)
}

// missing returns a failure for each path that does not exist.
func missing(paths []string) []lint.Failure {
	var failures []lint.Failure
	for _, path := range paths {
		if _, err := os.Stat(path); err != nil {
			failures = append(failures, lint.Failure{Path: path, Message: "no such file or directory"})
		}
	}
	return failures
}

func fakeRules() []*lint.Rule {
	return []*lint.Rule{
		{
			Name:  "unnormalized-path",
			Title: "a name that GNU Make has changed is compared as it was written",
			Why: "GNU Make drops a leading `./` from the names of targets and\n" +
				"prerequisites, but not from the words that are compared with them.\n\n" +
				"- this line stays\n- and this one\n",
			Repair:   "Compare with both spellings.",
			Groups:   []string{"paths"},
			Severity: lint.Error,
			Since:    "0.1.0",
			Bad:      lint.Example{Files: "-- Makefile --\nall: ./x\n\techo $(filter-out ./x,$^)\n"},
			Good:     lint.Example{Files: "-- Makefile --\nall: ./x\n\techo $(filter-out x,$^)\n"},
		},
		{
			Name:     "missing-source",
			Title:    "an object has no source",
			Severity: lint.Warning,
			Groups:   []string{"objects", "paths"},
		},
		{
			Name:     "minphony",
			Title:    "all and clean are not phony",
			Severity: lint.Info,
			OptIn:    true,
			Groups:   []string{"generic"},
		},
	}
}
