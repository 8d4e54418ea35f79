package main

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kbuildlint/kbuildlint/config"
	"github.com/kbuildlint/kbuildlint/rules"
)

// The marks in the README around the output of demoCommand.
const (
	demoCommand = "kbuildlint check testdata/demo"
	demoBegin   = "<!-- begin demo -->\n"
	demoEnd     = "<!-- end demo -->"
)

// TestDocuments runs each command that a document shows, at the root of the
// repository, and compares the output with the one that stands there.
func TestDocuments(t *testing.T) {
	t.Chdir("../..")
	t.Setenv("NO_COLOR", "1")
	documents := map[string]func(*testing.T, string) string{
		"docs/usage.md":   rerunConsoles,
		"docs/formats.md": rerunConsoles,
		"docs/modules.md": rerunConsoles,
		"README.md":       rerunDemo,
	}
	for path, rerun := range documents {
		t.Run(path, func(t *testing.T) {
			text, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			printed := rerun(t, string(text))
			if *update {
				if err := os.WriteFile(path, []byte(printed), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if printed != string(text) {
				difference := cmp.Diff(string(text), printed)
				t.Errorf("it shows what the commands don't print (-shown +printed):\n%s", difference)
			}
		})
	}
}

// TestFormatsAreDocumented looks for each format in the help and in the table of
// the documentation.
func TestFormatsAreDocumented(t *testing.T) {
	text, err := os.ReadFile("../../docs/usage.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, known := range formats() {
		if !strings.Contains(checkDetails, known.name) || !strings.Contains(string(text), "| `"+known.name+"` |") {
			t.Errorf("%s is missing in the help, or in the table of formats", known.name)
		}
	}
}

// TestConfigIsDocumented reads the configuration files that the documentation
// shows.
func TestConfigIsDocumented(t *testing.T) {
	text, err := os.ReadFile("../../docs/usage.md")
	if err != nil {
		t.Fatal(err)
	}
	blocks := strings.Split(string(text), "```toml\n")
	for _, block := range blocks[1:] {
		shown, _, _ := strings.Cut(block, "```")
		if _, err := config.Read("docs/usage.md", shown, rules.All); err != nil {
			t.Error(err)
		}
	}
	if len(blocks) == 1 {
		t.Error("no file is shown")
	}
}

// rerunDemo returns the README with the output of the demo.
func rerunDemo(t *testing.T, text string) string {
	before, rest, found := strings.Cut(text, demoBegin)
	_, after, ended := strings.Cut(rest, demoEnd)
	if !found || !ended {
		t.Fatalf("no %q and %q", demoBegin, demoEnd)
	}
	return before + demoBegin + "```text\n" + output(demoCommand) + "```\n" + demoEnd + after
}

// rerunConsoles returns a document with the output of the commands in its
// console blocks, where a command follows a dollar sign.
func rerunConsoles(t *testing.T, text string) string {
	parts := strings.Split(text, "```console\n")
	for i, part := range parts[1:] {
		block, after, found := strings.Cut(part, "```")
		if !found {
			t.Fatalf("block %d does not end", i+1)
		}
		parts[i+1] = rerunBlock(block) + "```" + after
	}
	return strings.Join(parts, "```console\n")
}

// rerunBlock returns the commands of a block with their output.
func rerunBlock(block string) string {
	var out strings.Builder
	for line := range strings.Lines(block) {
		if strings.HasPrefix(line, "$ ") {
			out.WriteString(line + output(strings.TrimSpace(line[2:])))
		}
	}
	return out.String()
}

// output returns what a command prints: kbuildlint, or cat with a file. The
// reader's copy of the repository is elsewhere than ours.
func output(line string) string {
	if name, ok := strings.CutPrefix(line, "cat "); ok {
		text, err := os.ReadFile(name)
		if err != nil {
			return err.Error()
		}
		return string(text)
	}
	p := systemProcess()
	var out bytes.Buffer
	p.stdout, p.stderr = &out, &out
	run(strings.Fields(line)[1:], p, newEngine())
	here, err := p.getwd()
	if err != nil {
		return err.Error()
	}
	return strings.ReplaceAll(out.String(), here, "/home/you/kbuildlint")
}
