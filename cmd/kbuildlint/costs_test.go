package main

import (
	"bytes"
	"strings"
	"testing"
)

// TestCostsAreWritten asks what a check takes: stages and rules are in a table
// on standard error, and the help says nothing of it.
func TestCostsAreWritten(t *testing.T) {
	dir := writeModule(t, map[string]string{"Kbuild": "obj-m := a.o\n"})
	var stdout, stderr bytes.Buffer
	p := systemProcess()
	p.stdout, p.stderr = &stdout, &stderr
	run([]string{"check", "--costs", "--only", "missing-source,duplicate-entry", dir}, p, newEngine())
	for _, stage := range []string{" times ", " (tree)\n", " (evaluate)\n", " missing-source\n", " duplicate-entry\n"} {
		if !strings.Contains(stderr.String(), stage) {
			t.Errorf("no %q in\n%s", stage, stderr.String())
		}
	}
	if strings.Contains(stdout.String(), "(tree)") || !strings.Contains(stdout.String(), "[missing-source]") {
		t.Errorf("the report is\n%s", stdout.String())
	}
	stdout.Reset()
	run([]string{"check", "--help"}, p, newEngine())
	if strings.Contains(stdout.String(), "--costs") {
		t.Error("the help has --costs")
	}
}
