package main

import (
	"errors"
	"fmt"
	"os/exec"
	"runtime"
	"slices"
	"strings"
)

// A tool is a command that building a kernel calls.
type tool struct {
	command string
	// origin is the Debian package that has it.
	origin string
}

// hostTools configure a kernel and walk through it.
var hostTools = []tool{
	{"make", "make"},
	{"gcc", "build-essential"},
	{"ld", "binutils"},
	{"flex", "flex"},
	{"bison", "bison"},
	{"bc", "bc"},
	{"mktemp", "coreutils"},
}

// objectTools are needed where something is built.
var objectTools = []tool{{"perl", "perl"}, {"awk", "mawk"}, {"cpio", "cpio"}}

// hostHeaders and objectHeaders are what the programs include that a kernel is
// configured and built with. gcc is asked for them.
var hostHeaders = []tool{{"stdio.h", "libc6-dev"}}

var objectHeaders = []tool{{"libelf.h", "libelf-dev"}, {"openssl/opensslv.h", "libssl-dev"}}

// crossPrefixes are the compilers for architectures, by the value of ARCH.
var crossPrefixes = map[string]string{"arm64": "aarch64-linux-gnu-"}

// nativeArchs are the values of ARCH that the compiler of a machine serves, by
// the name Go has for the machine.
var nativeArchs = map[string][]string{"amd64": {"x86_64", "x86", "i386", "um"}, "arm64": {"arm64"}}

// crossPrefix returns what CROSS_COMPILE is to be, and false for an
// architecture without a known compiler.
func (c configuration) crossPrefix() (string, bool) {
	if slices.Contains(nativeArchs[runtime.GOARCH], c.arch) {
		return "", true
	}
	prefix, ok := crossPrefixes[c.arch]
	return prefix, ok
}

// checkHost returns an error that names everything this host lacks.
func (p *plan) checkHost() error {
	wanted := slices.Clone(hostTools)
	if p.objects {
		wanted = append(wanted, objectTools...)
	}
	for _, k := range p.kernels {
		for _, c := range k.configurations {
			prefix, ok := c.crossPrefix()
			if !ok {
				return fmt.Errorf("%s: no compiler is known for this architecture\n%w", c, errUsage)
			}
			if prefix != "" {
				wanted = append(wanted, tool{prefix + "gcc", "gcc-" + strings.TrimSuffix(prefix, "-")})
			}
		}
	}
	missing := missingCommands(wanted)
	if len(missing) == 0 {
		headers := hostHeaders
		if p.objects {
			headers = append(slices.Clone(headers), objectHeaders...)
		}
		missing = missingHeaders(headers)
	}
	slices.Sort(missing)
	missing = slices.Compact(missing)
	if len(missing) > 0 {
		return errors.New("missing: " + strings.Join(missing, ", "))
	}
	return nil
}

// missingCommands returns the commands that are not to be found.
func missingCommands(wanted []tool) []string {
	var missing []string
	for _, t := range wanted {
		if _, err := exec.LookPath(t.command); err != nil {
			missing = append(missing, fmt.Sprintf("%s (Debian package %s)", t.command, t.origin))
		}
	}
	return missing
}

// missingHeaders returns the headers that the compiler does not find.
func missingHeaders(wanted []tool) []string {
	var missing []string
	for _, t := range wanted {
		command := exec.Command("gcc", "-E", "-o", "/dev/null", "-x", "c", "-")
		command.Stdin = strings.NewReader("#include <" + t.command + ">\n")
		if command.Run() != nil {
			missing = append(missing, fmt.Sprintf("%s (Debian package %s)", t.command, t.origin))
		}
	}
	return missing
}
