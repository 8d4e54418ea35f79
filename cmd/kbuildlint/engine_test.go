package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// judge runs a command on real trees and returns its status and what it prints.
func judge(t *testing.T, args ...string) (ended status, stdout, stderr string) {
	t.Helper()
	p := systemProcess()
	var out, complaints bytes.Buffer
	p.stdout, p.stderr = &out, &complaints
	ended = run(args, p, newEngine())
	return ended, out.String(), complaints.String()
}

// TestRealTrees checks the exit status where the engine reads real trees.
func TestRealTrees(t *testing.T) {
	const demo, parts, module = "../../testdata/demo", "../../testdata/why", "../../testdata/module"
	empty := t.TempDir()
	cases := []struct {
		args []string
		want status
	}{
		{[]string{"check", demo}, findings},
		{[]string{"check", demo + "/scripts/Makefile.modfinal"}, findings},
		{[]string{demo + "/scripts"}, findings},
		{[]string{"check", demo + "/drivers"}, clean},
		{[]string{"check", demo + "/drivers/sign/Makefile"}, clean},
		{[]string{"check", demo, "--disable", "unnormalized-path"}, clean},
		{[]string{"check", empty}, clean},
		{[]string{"check", demo + "/nothing"}, failed},
		{[]string{"check", demo, demo + "/nothing"}, failed},
		{[]string{"check", demo, "--kernel", "six"}, misuse},
		{[]string{"check", empty, "--kernel-dir", empty}, misuse},
		{[]string{"check", empty, "--kernel-dir", demo}, clean},
		{[]string{"values", demo + "/drivers/hello"}, clean},
		{[]string{"values", demo + "/nothing"}, failed},
		{[]string{"why", parts + "/drivers/net/debug.c"}, clean},
		{[]string{"why", parts + "/drivers/net/card.c"}, findings},
		{[]string{"why", parts + "/drivers/net/card.o"}, clean},
		{[]string{"why", parts + "/drivers/net/nothing.c"}, failed},
		{[]string{"why", parts + "/nowhere/a.c"}, failed},
		{[]string{"why", "CONFIG_CARD", parts}, clean},
		{[]string{"why", "CONFIG_CRAD", parts}, findings},
		{[]string{"why", "CONFIG_CARD", parts + "/nowhere"}, failed},
		{[]string{"why"}, misuse},
		{[]string{"compat", module}, findings},
		{[]string{"compat", module, "--format", "json"}, findings},
		{[]string{"compat", module, "--kernel", "5.10,5.15"}, findings},
		{[]string{"compat", module, "--kernel", "5.10,5.15", "--severity", "error"}, clean},
		{[]string{"compat", module, "--disable", "versions"}, clean},
		{[]string{"compat", module, "--disable", "version"}, misuse},
		{[]string{"compat", module, "--kernel", "six"}, misuse},
		{[]string{"compat", demo}, misuse},
		{[]string{"compat", empty}, clean},
		{[]string{"compat", empty, empty}, misuse},
		{[]string{"compat", module + "/nothing"}, failed},
		{[]string{"why", parts, parts}, misuse},
		{[]string{"why", "CONFIG_CARD", parts, parts}, misuse},
		{[]string{"why", parts, "--kernel", "six"}, misuse},
	}
	for _, c := range cases {
		t.Run(strings.Join(c.args, " "), func(t *testing.T) {
			if ended, stdout, stderr := judge(t, c.args...); ended != c.want {
				t.Errorf("status %d, want %d\n%s%s", ended, c.want, stdout, stderr)
			}
		})
	}
}

// TestSeveralTrees judges a kernel and a module in one run.
func TestSeveralTrees(t *testing.T) {
	module := t.TempDir()
	makefile := "obj-m := a.o\n$(obj)/b: $(obj)/c $(obj)/d\n\tcat $(filter-out $(obj)/d,$^) > $@\n"
	if err := os.WriteFile(filepath.Join(module, "Kbuild"), []byte(makefile), 0o600); err != nil {
		t.Fatal(err)
	}
	args := []string{"check", "--only", "unnormalized-path", "--format", "json", "../../testdata/demo", module}
	ended, stdout, stderr := judge(t, args...)
	var got struct {
		Trees       []struct{ Dialect, Kernel string }
		Diagnostics []struct {
			Path string
			Tree int
		}
	}
	if err := json.Unmarshal([]byte(stdout), &got); err != nil || ended != findings {
		t.Fatalf("status %d, %v\n%s%s", ended, err, stdout, stderr)
	}
	if len(got.Trees) != 2 || len(got.Diagnostics) != 2 {
		t.Fatalf("trees are %+v with findings %+v, want one in each of two", got.Trees, got.Diagnostics)
	}
	dialects := map[string]string{"Kbuild": "module", "scripts/Makefile.modfinal": "linux"}
	for _, found := range got.Diagnostics {
		if dialect := got.Trees[found.Tree].Dialect; dialect != dialects[found.Path] {
			t.Errorf("%s is in a tree of the dialect %s", found.Path, dialect)
		}
	}
}
