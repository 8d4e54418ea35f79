package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// bufferFiles are a kernel with one driver, whose makefile names a file that is
// gone.
var bufferFiles = map[string]string{
	"Makefile": "VERSION = 6\nPATCHLEVEL = 12\ninclude scripts/Kbuild.include\n" +
		"build-dir:\n\t$(MAKE) $(build)=. need-builtin=1\n",
	"scripts/Kbuild.include": "build := -f $(srctree)/scripts/Makefile.build obj\n",
	"Kbuild":                 "obj-y += drivers/\n",
	"drivers/Makefile":       "obj-y := there.o gone.o\n",
	"drivers/there.c":        "",
	"drivers/new/there.c":    "",
}

// TestBuffer holds that the text on standard input is judged as a file of its
// tree, whatever is on the disk.
func TestBuffer(t *testing.T) {
	dir := t.TempDir()
	for name, text := range bufferFiles {
		full := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(full, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	makefile := filepath.Join(dir, "drivers/Makefile")
	as := func(name string) []string { return []string{"--stdin", filepath.Join(dir, name)} }
	with := func(more ...string) []string { return append(as("drivers/Makefile"), more...) }
	for name, c := range map[string]struct {
		stdin  string
		args   []string
		status status
		want   string
	}{
		"changed":     {"obj-y := lost.o\n", with(), findings, ":1:10: error: lost.o has nothing"},
		"mended":      {"obj-y := there.o\n", with(), clean, ""},
		"bytes":       {"x := äö\nobj-y := $(x:äö=) lost.o\n", with(), findings, ":2:21: error: lost.o"},
		"new":         {"obj-y := lost.o\n", as("drivers/new/Makefile"), findings, "unreachable"},
		"nowhere":     {"", as("none/Makefile"), failed, "none: no such file or directory"},
		"a PATH":      {"", with(dir), misuse, "--stdin FILE says what is judged"},
		"a change":    {"", with("--since", "HEAD"), misuse, "--stdin judges one text as it is"},
		"a repair":    {"", with("--fix"), misuse, "--fix writes files"},
		"too long":    {strings.Repeat("#", maxBuffer+1), with(), misuse, "more than 16 MB"},
		"on the disk": {"", []string{makefile}, findings, "gone.o has nothing"},
	} {
		t.Run(name, func(t *testing.T) {
			var out bytes.Buffer
			p := systemProcess()
			p.stdin, p.stdout, p.stderr = strings.NewReader(c.stdin), &out, &out
			if got := run(append([]string{"check"}, c.args...), p, newEngine()); got != c.status {
				t.Errorf("status %d, want %d", got, c.status)
			}
			if !strings.Contains(out.String(), c.want) || c.want == "" && out.Len() > 0 {
				t.Errorf("got %q, want %q in it", out.String(), c.want)
			}
		})
	}
	if text, err := os.ReadFile(makefile); err != nil || string(text) != bufferFiles["drivers/Makefile"] {
		t.Errorf("the file is now %q, %v", text, err)
	}
}
