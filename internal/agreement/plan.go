package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"

	"github.com/spf13/pflag"
)

// A plan is what the command line asks for.
type plan struct {
	work    string
	jobs    int
	unknown int
	objects bool
	kernels []*kernel
}

// A kernel is a source tree with the configurations to look at.
type kernel struct {
	dir            string
	configurations []configuration
}

// A configuration is what make is asked to configure a kernel with.
type configuration struct {
	// arch is the value of ARCH, goal one of the goals that make a
	// configuration, such as defconfig.
	arch, goal string
}

// String returns the configuration as it is written on the command line.
func (c configuration) String() string { return c.arch + "/" + c.goal }

// configurationForm is how a configuration is written.
var configurationForm = regexp.MustCompile(`^([a-z0-9_]+)/([a-z0-9_.-]*config)$`)

// parseArgs reads a command line.
func parseArgs(args []string) (*plan, error) {
	p := &plan{}
	flags := pflag.NewFlagSet("agreement", pflag.ContinueOnError)
	flags.StringVar(&p.work, "work", defaultWork(), "write everything below this `DIR`")
	flags.IntVar(&p.jobs, "jobs", runtime.NumCPU(), "how many jobs make may run at once")
	flags.IntVar(&p.unknown, "unknown", 30, "how many lists may be unknown over all configurations")
	flags.BoolVar(&p.objects, "objects", false, "compare object files too, with a build that compiles next to nothing")
	if err := flags.Parse(args); err != nil {
		return nil, fmt.Errorf("%w\n%w", err, errUsage)
	}
	if p.jobs < 1 || p.unknown < 0 || p.work == "" {
		return nil, errUsage
	}
	work, err := filepath.Abs(p.work)
	if err != nil {
		return nil, fmt.Errorf("--work: %w", err)
	}
	if strings.ContainsAny(work, oddBytes) {
		return nil, fmt.Errorf("--work %s: make can't build in a directory of this name\n%w", work, errUsage)
	}
	p.work = work
	return p, p.addKernels(flags.Args())
}

// addKernels reads kernels, each with its configurations behind it.
func (p *plan) addKernels(args []string) error {
	for _, arg := range args {
		match := configurationForm.FindStringSubmatch(arg)
		switch last := len(p.kernels) - 1; {
		case match == nil:
			dir, err := sourceDir(arg)
			if err != nil {
				return err
			}
			p.kernels = append(p.kernels, &kernel{dir: dir})
		case last < 0:
			return fmt.Errorf("%s stands before any KERNEL-DIR\n%w", arg, errUsage)
		default:
			p.kernels[last].configurations = append(p.kernels[last].configurations, configuration{match[1], match[2]})
		}
	}
	for _, k := range p.kernels {
		if len(k.configurations) == 0 {
			return fmt.Errorf("%s has no configuration such as x86_64/defconfig\n%w", k.dir, errUsage)
		}
	}
	if len(p.kernels) == 0 {
		return errUsage
	}
	return nil
}

// oddBytes mean something to make wherever they stand in a name.
const oddBytes = " \t:%#$"

// sourceDir returns the absolute path of a kernel's sources, as make finds it.
func sourceDir(name string) (string, error) {
	dir, err := filepath.Abs(name)
	if err == nil {
		dir, err = filepath.EvalSymlinks(dir)
	}
	if err == nil {
		_, err = os.Stat(filepath.Join(dir, "scripts", "Makefile.build"))
	}
	switch {
	case err != nil:
		return "", fmt.Errorf("%s is no kernel tree and no configuration: %w\n%w", name, err, errUsage)
	case strings.ContainsAny(dir, oddBytes):
		return "", fmt.Errorf("%s: make can't build in a directory of this name\n%w", dir, errUsage)
	}
	return dir, nil
}

// defaultWork returns the directory for everything that is written, "" if the
// user has no cache.
func defaultWork() string {
	cache, err := os.UserCacheDir()
	if err != nil {
		return ""
	}
	return filepath.Join(cache, "kbuildlint", "agreement")
}
