package kbuild

import (
	"os/exec"
	"strings"
	"testing"
	"testing/fstest"
)

// TestPlainVariables compares the variables of a plain makefile with those that
// make itself prints.
func TestPlainVariables(t *testing.T) {
	version, err := exec.Command("make", "--version").Output()
	if err != nil || !strings.HasPrefix(string(version), "GNU Make 4.3") {
		t.Skip("GNU Make 4.3 is not here")
	}
	command := exec.Command("make", "-p", "-f", "/dev/null")
	command.Env = []string{"PATH=/usr/bin:/bin", "LC_ALL=C"}
	out, _ := command.Output() // it has no target, which is a failure
	left := len(plainVariables)
	lines := strings.Split(string(out), "\n")
	for i, line := range lines[:len(lines)-1] {
		name, text, found := strings.Cut(lines[i+1], " = ")
		if line != "# default" || !found || strings.HasPrefix(name, ".") || name == "MAKE" {
			continue
		}
		left--
		if got, known := plainVariables[name]; !known || got != text {
			t.Errorf("%s is %q, make has %q", name, got, text)
		}
	}
	if left != 0 {
		t.Errorf("make has %d variables less", left)
	}
}

// TestPlainDefaults sets variables that make has set already.
func TestPlainDefaults(t *testing.T) {
	const makefile = "CC ?= gcc\nCXX := clang++\nlist := $(CC) $(CXX) $(RM) $(origin CC)\n"
	tree, err := Open(fstest.MapFS{"Makefile": {Data: []byte(makefile)}}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	process := tree.Evaluate(tree.PlainUnits(".")[0], InTree, nil)
	texts, ok := tree.World.Alternatives(process.ValueOf("list"), process.Live())
	if !ok || len(texts) != 1 || texts[0].Text != "cc clang++ rm -f default" {
		t.Errorf("list is %v", texts)
	}
}
