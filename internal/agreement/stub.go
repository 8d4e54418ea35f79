package main

import (
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
	"syscall"
)

// stubArgument is the first argument with which the program is the compiler of
// a build. The object for every source and the real compiler follow, then what
// a compiler is given.
const stubArgument = "stub-compiler"

// compiledFor names directories whose objects are really compiled, with the
// reason: what a build makes of them there, empty ones would not survive.
var compiledFor = map[string]string{
	"arch/x86/entry/vdso/":      "vdso2c reads the linked image",
	"arch/x86/realmode/rm/":     "pasyms.h lists the symbols of the objects",
	"arch/x86/boot/":            "zoffset.h and voffset.h list symbols",
	"arch/x86/purgatory/":       "the linked object may have no undefined symbol",
	"arch/arm64/kernel/vdso/":   "vdso-offsets.h lists symbols of the linked image",
	"arch/arm64/kernel/vdso32/": "vdso32-offsets.h lists symbols of the linked image",
	"scripts/":                  "mk_elfconfig reads scripts/mod/empty.o",
}

// A compilation is what a compiler is asked for, as far as a stub needs it.
type compilation struct {
	source, object, dependencies string
	// kernel says that the source is one of the kernel, not a probe.
	kernel bool
}

// parseCompilation reads the arguments of a compiler. It reports false for what
// does not make one object of one source.
func parseCompilation(args []string) (compilation, bool) {
	c := compilation{}
	compiles := false
	for i := 0; i < len(args); i++ {
		arg := args[i]
		dependencies, writesThem := strings.CutPrefix(arg, "-Wp,-MMD,")
		switch {
		case arg == "-c":
			compiles = true
		case arg == "-D__KERNEL__":
			c.kernel = true
		case writesThem:
			c.dependencies = dependencies
		case arg == "-o" && i+1 < len(args):
			i++
			c.object = args[i]
		case slices.Contains(takeValue, arg):
			i++
		case !strings.HasPrefix(arg, "-"):
			c.source = arg
		}
	}
	return c, compiles && c.source != "" && strings.HasSuffix(c.object, ".o")
}

// takeValue are options whose value is an argument of its own.
var takeValue = []string{"-include", "-imacros", "-isystem", "-idirafter", "-I", "-D", "-U", "-x", "-T", "--param"}

// isStubbed reports whether an empty object will do.
func (c compilation) isStubbed() bool {
	if !c.kernel || c.dependencies == "" {
		return false
	}
	for dir := range compiledFor {
		if strings.HasPrefix(c.object, dir) {
			return false
		}
	}
	return true
}

// runCompiler acts as the compiler and returns the exit status: it writes an
// empty object where one will do, and is the real compiler elsewhere.
func runCompiler(args []string) int {
	if len(args) < 2 {
		fmt.Fprintln(os.Stderr, "agreement:", stubArgument, "takes an object and a compiler")
		return 2
	}
	c, ok := parseCompilation(args[2:])
	var err error
	if ok && c.isStubbed() {
		err = c.write(args[0])
	} else {
		err = become(args[1], args[1:])
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "agreement:", err)
		return 1
	}
	return 0
}

// write writes the object, and the dependencies that kbuild expects with it.
func (c compilation) write(object string) error {
	if _, err := os.Stat(c.source); err != nil {
		return err
	}
	text, err := os.ReadFile(object)
	if err != nil {
		return err
	}
	if err := os.WriteFile(c.object, text, 0o644); err != nil {
		return err
	}
	return os.WriteFile(c.dependencies, []byte(c.object+": "+c.source+"\n"), 0o644)
}

// become replaces the process by a command.
func become(name string, args []string) error {
	path, err := exec.LookPath(name)
	if err != nil {
		return err
	}
	return syscall.Exec(path, args, os.Environ())
}
