package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// newModule returns the module of docs/modules.md in a repository of its own,
// or skips the test without git.
func newModule(t *testing.T) repository {
	t.Helper()
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("git is not installed")
	}
	r := repository{t, t.TempDir()}
	if err := os.CopyFS(r.dir, os.DirFS("../../testdata/receiver-1.1")); err != nil {
		t.Fatal(err)
	}
	r.git("init", "-q")
	r.commit()
	return r
}

// shownHook returns the hook that docs/modules.md shows.
func shownHook(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile("../../docs/modules.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(text), "```sh\n")
	hook, _, found := strings.Cut(rest, "```")
	if !found {
		t.Fatal("the page shows no hook")
	}
	return hook
}

// buildProgram builds kbuildlint and puts it where a hook finds it.
func buildProgram(t *testing.T) {
	t.Helper()
	bin := t.TempDir()
	build := exec.Command("go", "build", "-o", filepath.Join(bin, "kbuildlint"), ".")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	t.Setenv("PATH", bin+string(os.PathListSeparator)+os.Getenv("PATH"))
}

// TestModuleHook installs the hook in the repository of a module: a commit that
// lists an object without a source is refused, and one that has the source passes.
func TestModuleHook(t *testing.T) {
	buildProgram(t)
	r := newModule(t)
	hook := filepath.Join(r.dir, ".git", "hooks", "pre-commit")
	if err := os.WriteFile(hook, []byte(shownHook(t)), 0o700); err != nil {
		t.Fatal(err)
	}
	r.replace("Makefile", "tuner.o", "tuner.o mixer.o")
	r.git("add", "-A")
	commit := exec.Command("git", "-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "-m", "state")
	commit.Dir = r.dir
	out, err := commit.CombinedOutput()
	if err == nil || !strings.Contains(string(out), "mixer.o has nothing to be made from") {
		t.Errorf("a list with an object without a source was not refused: %v\n%s", err, out)
	}
	r.write("mixer.c", "int receiver_mix(void) { return 0; }\n")
	r.commit()
}
