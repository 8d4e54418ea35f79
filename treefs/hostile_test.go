package treefs

import (
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// A trap is a program that leaves a mark when it is started.
type trap struct{ program, mark string }

func newTrap(t *testing.T) trap {
	t.Helper()
	dir := t.TempDir()
	made := trap{filepath.Join(dir, "trap.sh"), filepath.Join(dir, "mark")}
	write(t, made.program, "#!/bin/sh\necho \"$0 $*\" >>"+made.mark+"\nexit 1\n")
	if err := os.Chmod(made.program, 0o755); err != nil {
		t.Fatal(err)
	}
	return made
}

// wasSprung reports whether the program was started, and sets it up again.
func (tr trap) wasSprung(t *testing.T) bool {
	t.Helper()
	err := os.Remove(tr.mark)
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	return err == nil
}

// asUser runs git as a careless user would, whatever comes of it.
func asUser(dir string, args ...string) {
	command := exec.Command("git", args...)
	command.Dir = dir
	_ = command.Run()
}

// setTraps makes everything in a repository's configuration that git may start
// a trap.
func setTraps(t *testing.T, dir, program string) {
	t.Helper()
	for _, key := range []string{
		"core.fsmonitor", "core.pager", "core.editor", "core.askpass", "core.sshCommand", "core.gitProxy",
		"core.alternateRefsCommand", "pager.ls-tree", "pager.rev-parse", "pager.cat-file", "diff.external",
		"diff.trap.textconv", "diff.trap.command", "filter.trap.clean", "filter.trap.smudge",
		"filter.trap.process", "credential.helper", "gpg.program", "uploadpack.packObjectsHook",
	} {
		git(t, dir, "config", key, program)
	}
	for _, name := range []string{"ls-tree", "cat-file", "rev-parse"} {
		git(t, dir, "config", "alias."+name, "!"+program)
	}
	for _, key := range []string{"protocol.allow", "protocol.ext.allow", "protocol.file.allow"} {
		git(t, dir, "config", key, "always")
	}
	hooks := t.TempDir()
	for _, hook := range []string{"post-index-change", "post-checkout", "reference-transaction", "pre-auto-gc"} {
		if err := os.Symlink(program, filepath.Join(hooks, hook)); err != nil {
			t.Fatal(err)
		}
	}
	git(t, dir, "config", "core.hooksPath", hooks)
}

// TestHostileConfiguration reads a repository whose configuration is full of
// programs. That they are there shows when a user's git starts one.
func TestHostileConfiguration(t *testing.T) {
	dir := writeTree(t)
	write(t, filepath.Join(dir, ".gitattributes"), "* filter=trap diff=trap\n")
	commit(t, dir)
	tr := newTrap(t)
	setTraps(t, dir, tr.program)
	write(t, filepath.Join(dir, "a.c"), "changed")
	if asUser(dir, "status"); !tr.wasSprung(t) {
		t.Fatal("the trap does not work")
	}
	repository, revision := openRevision(t, dir, "HEAD")
	if text, err := fs.ReadFile(revision, "a.c"); string(text) != "2" {
		t.Errorf("a.c: %q, %v; want what was committed", text, err)
	}
	contents(t, revision)
	if err := repository.Close(); err != nil {
		t.Error(err)
	}
	if tr.wasSprung(t) {
		t.Error("a program was started")
	}
}

// TestPartialClone reads a clone that lacks the texts of files, and would start
// a program to fetch them.
func TestPartialClone(t *testing.T) {
	for _, filter := range []string{"blob:none", "tree:0"} {
		t.Run(filter, func(t *testing.T) {
			origin := writeTree(t)
			commit(t, origin)
			git(t, origin, "config", "uploadpack.allowFilter", "true")
			clone := filepath.Join(t.TempDir(), "clone")
			git(t, origin, "clone", "-q", "--no-checkout", "--filter="+filter, "file://"+origin, clone)
			tr := newTrap(t)
			setTraps(t, clone, tr.program)
			for _, remote := range []string{"ext::" + tr.program + " %S", "ssh://host.invalid/x"} {
				git(t, clone, "config", "remote.origin.url", remote)
				git(t, clone, "config", "remote.origin.uploadpack", tr.program)
				if asUser(clone, "cat-file", "-p", "HEAD:a.c"); !tr.wasSprung(t) {
					t.Fatalf("%s: the trap does not work", remote)
				}
				if err := readClone(t, clone); err == nil {
					t.Error("what is not there was read without an error")
				}
				if tr.wasSprung(t) {
					t.Errorf("%s: a program was started", remote)
				}
			}
		})
	}
}

// readClone reads a file of a clone and returns what was wrong.
func readClone(t *testing.T, dir string) error {
	t.Helper()
	repository, err := OpenRepository(dir)
	if err != nil {
		t.Fatal(err)
	}
	revision, err := repository.Revision("HEAD")
	if err != nil {
		return err
	}
	if text, err := fs.ReadFile(revision, "a.c"); err == nil {
		t.Errorf("a.c: %q", text)
	}
	return repository.Close()
}

// TestEnvironment checks that variables of the caller's do not redirect git.
func TestEnvironment(t *testing.T) {
	dir, other := writeTree(t), t.TempDir()
	commit(t, dir)
	write(t, filepath.Join(other, "other"), "")
	commit(t, other)
	tr := newTrap(t)
	for name, value := range map[string]string{
		"GIT_DIR": filepath.Join(other, ".git"), "GIT_WORK_TREE": other, "GIT_INDEX_FILE": filepath.Join(other, "x"),
		"GIT_OBJECT_DIRECTORY": filepath.Join(other, ".git", "objects"), "GIT_PREFIX": "other/",
		"GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "core.fsmonitor", "GIT_CONFIG_VALUE_0": tr.program,
		"GIT_CONFIG_PARAMETERS": "'core.fsmonitor'='" + tr.program + "'", "GIT_PAGER": tr.program,
		"GIT_SSH_COMMAND": tr.program, "GIT_EXTERNAL_DIFF": tr.program, "GIT_TRACE": filepath.Join(other, "trace"),
		"GIT_NAMESPACE": "x", "GIT_LITERAL_PATHSPECS": "1", "GIT_NO_LAZY_FETCH": "0",
	} {
		t.Setenv(name, value)
	}
	_, revision := openRevision(t, dir, "HEAD")
	if text, err := fs.ReadFile(revision, "a.c"); string(text) != "2" {
		t.Errorf("a.c: %q, %v", text, err)
	}
	if _, err := os.Stat(filepath.Join(other, "trace")); err == nil {
		t.Error("git was told to leave a trace")
	}
	if tr.wasSprung(t) {
		t.Error("a program was started")
	}
}

// TestCommands puts a program before git that writes down how it is called.
func TestCommands(t *testing.T) {
	real, err := exec.LookPath("git")
	if err != nil {
		t.Skip("git is not installed")
	}
	dir, bin := writeTree(t), t.TempDir()
	commit(t, dir)
	log := filepath.Join(bin, "log")
	write(t, filepath.Join(bin, "git"), "#!/bin/sh\necho \"$GIT_NO_LAZY_FETCH $*\" >>"+log+"\nexec "+real+" \"$@\"\n")
	if err := os.Chmod(filepath.Join(bin, "git"), 0o755); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", bin+string(os.PathListSeparator)+os.Getenv("PATH"))
	_, revision := openRevision(t, dir, "HEAD")
	contents(t, revision)
	text, err := os.ReadFile(log)
	if err != nil {
		t.Fatal(err)
	}
	tree := git(t, dir, "rev-parse", "HEAD^{tree}")
	options := "1 " + strings.Join(gitOptions, " ") + " "
	want := []string{
		options + "rev-parse --show-prefix",
		options + "rev-parse --verify --end-of-options HEAD^{tree}",
		options + "ls-tree -r -z --full-tree --end-of-options " + tree,
		options + "cat-file --batch",
	}
	if got := strings.Split(strings.TrimSpace(string(text)), "\n"); !slices.Equal(got, want) {
		t.Errorf("git was called\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}
