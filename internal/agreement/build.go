package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// A build is one kernel in one configuration, with the directory of its files.
type build struct {
	kernel        string
	configuration configuration
	prefix        string
	version       string
	dir           string
	jobs          int
}

// newBuild prepares the directory of a build.
func (p *plan) newBuild(ctx context.Context, k *kernel, c configuration) (*build, error) {
	prefix, _ := c.crossPrefix()
	b := &build{kernel: k.dir, configuration: c, prefix: prefix, jobs: p.jobs}
	version, err := b.output(ctx, "make", "-s", "-f", filepath.Join(k.dir, "Makefile"), "-C", k.dir, "kernelversion")
	if err != nil {
		return nil, fmt.Errorf("%s: %w", k.dir, err)
	}
	b.version = version
	name := filepath.Base(k.dir) + "-" + version
	b.dir = filepath.Join(p.work, name, c.arch+"-"+c.goal)
	if err := os.MkdirAll(b.dir, 0o755); err != nil {
		return nil, fmt.Errorf("%s: %w", c, err)
	}
	return b, nil
}

// path returns the name of a file or directory of the build.
func (b *build) path(names ...string) string {
	return filepath.Join(append([]string{b.dir}, names...)...)
}

// String names the build for people.
func (b *build) String() string { return b.version + " " + b.configuration.String() }

// autoConf is the makefile that a configured directory has its symbols in.
const autoConf = "include/config/auto.conf"

// configure makes the kernel configure a directory of the build, unless that
// was done before.
func (b *build) configure(ctx context.Context, name string) error {
	dir := b.path(name)
	if _, err := os.Stat(filepath.Join(dir, autoConf)); err == nil {
		return nil
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("%s: %w", b, err)
	}
	for _, goal := range []string{b.configuration.goal, "syncconfig"} {
		if err := b.make(ctx, dir, nil, "-s", goal); err != nil {
			return fmt.Errorf("%s: configure: %w", b, err)
		}
	}
	return nil
}

// make runs the real make in a directory for objects. What it prints goes into
// a log beside that directory; an error tells its end.
func (b *build) make(ctx context.Context, dir string, environment []string, args ...string) error {
	name := dir + ".log"
	log, err := os.Create(name)
	if err != nil {
		return err
	}
	defer log.Close() //nolint:errcheck // a log that is cut off harms nobody
	command := exec.CommandContext(ctx, "make", append(b.arguments(), args...)...)
	command.Dir = dir
	command.Env = append(b.environment(), environment...)
	command.Stdout, command.Stderr = log, log
	if err := command.Run(); err != nil {
		return fmt.Errorf("make %s: %w; the log is %s, which ends\n%s", strings.Join(args, " "), err, name, tail(name))
	}
	return nil
}

// arguments are what every make is given. The kernel finds the directory for
// objects by itself, for it is where make runs.
func (b *build) arguments() []string {
	return []string{
		"--no-print-directory", "-f", filepath.Join(b.kernel, "Makefile"), fmt.Sprintf("-j%d", b.jobs),
		"ARCH=" + b.configuration.arch, "CROSS_COMPILE=" + b.prefix,
	}
}

// kept are the variables of the environment that a build is given: any other
// could change what make computes.
var kept = []string{"PATH", "HOME", "TMPDIR"}

// environment returns the environment of every process that a build starts.
func (b *build) environment() []string {
	environment := []string{"LC_ALL=C"}
	for _, name := range kept {
		if value, ok := os.LookupEnv(name); ok {
			environment = append(environment, name+"="+value)
		}
	}
	return environment
}

// output returns what a command prints, without the line end.
func (b *build) output(ctx context.Context, name string, args ...string) (string, error) {
	command := exec.CommandContext(ctx, name, args...)
	command.Env = b.environment()
	text, err := command.Output()
	if exit, ok := errors.AsType[*exec.ExitError](err); ok {
		return "", fmt.Errorf("%s: %w: %s", name, err, exit.Stderr)
	}
	return strings.TrimSpace(string(text)), err
}

// tail returns the last lines of a file, as far as it can be read.
func tail(name string) string {
	const most = 20
	text, err := os.ReadFile(name)
	if err != nil {
		return err.Error()
	}
	lines := strings.Split(strings.TrimRight(string(text), "\n"), "\n")
	return strings.Join(lines[max(0, len(lines)-most):], "\n")
}
