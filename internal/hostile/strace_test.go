package hostile

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// empty is what every program is compared with.
const empty = "package main\n\nfunc main() {}\n"

// trace runs a program under strace and returns the calls that start processes,
// reach for the network or name a file.
func trace(t *testing.T, dir string, args ...string) []string {
	t.Helper()
	log := filepath.Join(t.TempDir(), "strace")
	full := append([]string{
		"strace", "-f", "-qq", "-s", "4096", "-o", log, "-e",
		"trace=process,network,openat,openat2,open,creat,unlinkat,renameat,renameat2,mkdirat,linkat,symlinkat",
	}, args...)
	command := start(t, dir, full...)
	finish(t, command)
	text, err := os.ReadFile(log)
	must(t, err)
	return strings.Split(strings.TrimSpace(string(text)), "\n")
}

var (
	call = regexp.MustCompile(`^\d+ +(?:<\.\.\. )?(\w+)`)
	// opened is the path of a file that was opened from the root or the
	// directory of the process; those of openat2 are below a directory.
	opened = regexp.MustCompile(`open(?:at)?\((?:AT_FDCWD, )?"([^"]*)"`)
	// beneath is what openat2 is to be told.
	beneath = regexp.MustCompile(`openat2\(.*RESOLVE_BENEATH`)
)

// TestTrace judges a hostile tree under strace: it makes the calls of an empty
// program, and opens what is below the tree.
func TestTrace(t *testing.T) {
	if _, err := exec.LookPath("strace"); err != nil {
		t.Skip("strace is not installed: which files are opened is not tested")
	}
	bin := t.TempDir()
	write(t, filepath.Join(bin, "main.go"), empty)
	build := exec.Command("go", "build", "-o", filepath.Join(bin, "empty"), filepath.Join(bin, "main.go"))
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	dir := plant(t)
	setOutsideTraps(t, dir)
	known := trace(t, dir, filepath.Join(bin, "empty"))
	for _, line := range trace(t, dir, program, "check", "--no-config") {
		checkCall(t, dir, line, known)
	}
}

// setOutsideTraps makes a tree that asks for files outside and for processes.
func setOutsideTraps(t *testing.T, dir string) {
	t.Helper()
	must(t, os.MkdirAll(filepath.Join(dir, "hostile"), 0o755))
	must(t, os.Symlink("/etc", filepath.Join(dir, "hostile/etc")))
	must(t, os.Symlink("/etc/passwd", filepath.Join(dir, "hostile/Kconfig")))
	write(t, filepath.Join(dir, "hostile/Makefile"), `
include /etc/passwd $(src)/etc/group $(src)/../../../../etc/hosts
X := $(shell touch made) $(file <$(src)/etc/passwd) $(file >made) $(wildcard /etc/* $(src)/etc/*)
Y != id
load evil.so
obj-m += absent.o
`)
}

// processCalls are those that make threads or end them, as every Go program does.
var processCalls = []string{"exit", "exit_group", "tgkill", "rt_sigreturn"}

// checkCall reports a call that an empty program would not make.
func checkCall(t *testing.T, dir, line string, known []string) {
	t.Helper()
	found := call.FindStringSubmatch(line)
	if found == nil || strings.Contains(line, "+++") || strings.Contains(line, "---") {
		return
	}
	path := opened.FindStringSubmatch(line)
	switch name := found[1]; {
	case path != nil:
		full := path[1]
		if !filepath.IsAbs(full) {
			full = filepath.Join(dir, full)
		}
		isKnown := slices.ContainsFunc(known, func(k string) bool { return strings.Contains(k, `"`+path[1]+`"`) })
		if !isBelow(dir, full) && !isKnown {
			t.Errorf("opened outside of the tree: %s", line)
		}
	case name == "openat":
		if strings.Contains(line, `"/`) || strings.Contains(line, `".."`) {
			t.Errorf("opened outside of the tree: %s", line)
		}
	case name == "openat2":
		if !beneath.MatchString(line) && !strings.Contains(line, "resumed") {
			t.Errorf("opened from anywhere: %s", line)
		}
	case name == "execve" && strings.Contains(line, program):
	case strings.HasPrefix(name, "clone"):
		if !strings.Contains(line, "CLONE_THREAD") && !strings.Contains(line, "resumed") {
			t.Errorf("a process was started: %s", line)
		}
	case name == "execve" || !slices.Contains(processCalls, name):
		t.Errorf("no empty program does this: %s", line)
	}
}

// isBelow reports whether a path is a directory or in it.
func isBelow(dir, path string) bool { return path == dir || strings.HasPrefix(path, dir+"/") }
