package hostile

import (
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// secret is what stands in a file beside the tree.
const secret = "s3cr3t-w0rd"

var formats = []string{"text", "json", "sarif", "github", "checkstyle", "checkpatch", "rdjson"}

// TestNothingLeaks judges a tree that asks for what is outside of it, by each way
// that make has: nothing of it may be in any output.
func TestNothingLeaks(t *testing.T) {
	dir := plant(t)
	outside := filepath.Join(t.TempDir(), "outside")
	write(t, filepath.Join(outside, secret+".mk"), "obj-m += "+secret+".o\n"+secret+"\n")
	must(t, os.MkdirAll(filepath.Join(dir, "hostile"), 0o755))
	must(t, os.Symlink(outside, filepath.Join(dir, "hostile/dir")))
	must(t, os.Symlink(filepath.Join(outside, secret+".mk"), filepath.Join(dir, "hostile/file")))
	must(t, os.Symlink(filepath.Join(outside, secret+".mk"), filepath.Join(dir, "hostile/Kbuild.file")))
	write(t, filepath.Join(dir, "hostile/Makefile"), `
OUT := `+outside+`
include $(wildcard $(OUT)/*.mk) $(src)/file $(wildcard $(src)/dir/*) /etc/passwd
include $(wildcard ../../*/*/outside/*) $(src)/../../../../../../../etc/passwd
obj-m += $(file <$(src)/file) $(file </etc/passwd) $(notdir $(wildcard $(OUT)/* /etc/pass* $(src)/dir/*))
$(error $(file </etc/passwd) $(wildcard /etc/*) $(shell cat /etc/passwd))
`)
	for _, format := range formats {
		o := check(t, dir, "--format", format, "--severity", "info")
		o.survived(t)
		for _, word := range []string{secret, "root:", "/bin/sh", "/etc/hosts", "nologin"} {
			if strings.Contains(o.stdout+o.stderr, word) {
				t.Errorf("%s: %q is in the output:\n%s%s", format, word, o.stdout, o.stderr)
			}
		}
		if !strings.Contains(o.stdout, "nothere.o") {
			t.Errorf("%s: the rest is not judged:\n%s%s", format, o.stdout, o.stderr)
		}
	}
	for _, args := range [][]string{{"values", "hostile/Makefile"}, {"values", "hostile"}, {"why", "hostile/a.o"}} {
		o := finish(t, start(t, dir, append([]string{program}, args...)...))
		if strings.Contains(o.stdout+o.stderr, secret) {
			t.Errorf("%v: %s%s", args, o.stdout, o.stderr)
		}
	}
}

// marks are texts that mean something to who reads a report.
var marks = []string{
	"\x1b[31mred\x1b[0m", "\x1b]0;title\x07", "\u202eback", "\u200bzero", "\x9b31m", "bell\a", "\u2028",
	"::error file=x::command", "##[error]command", "##vso[task.complete]x", "]]><x a='b'>&amp;", `"},{"rule":"x`,
}

// TestMarks writes the marks into makefiles and the names of files: no format may
// pass them on.
func TestMarks(t *testing.T) {
	dir := plant(t)
	text := "obj-m += " + strings.Join(marks, ".o ") + ".o\n$(warning " + marks[0] + ")\n"
	write(t, filepath.Join(dir, "hostile/Makefile"), text)
	lists := "obj-m += hostile/ other/ $(subst $(src)/,,$(wildcard $(src)/hostile*/))\n"
	write(t, filepath.Join(dir, "Kbuild"), lists)
	for i, mark := range marks {
		name := strings.ReplaceAll(strings.ReplaceAll(mark, "/", "|"), " ", "_")
		write(t, filepath.Join(dir, "hostile"+strconv.Itoa(i)+name, "Makefile"), "obj-m += "+mark+".o\n")
	}
	for _, format := range formats {
		o := check(t, dir, "--format", format, "--color", "never")
		o.survived(t)
		for line := range strings.Lines(o.stdout + o.stderr) {
			checkLine(t, format, line)
		}
		if err := wellFormed(format, o.stdout); err != nil {
			t.Errorf("%s: %v", format, err)
		}
	}
}

// checkLine reports what a terminal or a CI system would act on.
func checkLine(t *testing.T, format, line string) {
	t.Helper()
	for _, bad := range []string{"\x1b", "\a", "\x9b", "\u202e", "\u2028", "##[", "##vso["} {
		if strings.Contains(line, bad) {
			t.Errorf("%s: %q has %q", format, line, bad)
		}
	}
	if strings.HasPrefix(strings.TrimSpace(line), "::") && format != "github" {
		t.Errorf("%s: %q is a command", format, line)
	}
}

// wellFormed returns what is wrong with the syntax of a report.
func wellFormed(format, text string) error {
	switch {
	case slices.Contains([]string{"json", "sarif", "rdjson"}, format):
		var value any
		return json.Unmarshal([]byte(text), &value)
	case format == "checkstyle":
		decoder := xml.NewDecoder(strings.NewReader(text))
		for {
			token, err := decoder.Token()
			if errors.Is(err, io.EOF) {
				return nil
			}
			if err != nil {
				return err
			}
			if begin, ok := token.(xml.StartElement); ok && begin.Name.Local == "x" {
				return errors.New("an element came from a makefile")
			}
		}
	}
	return nil
}
