package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// A repository is a small kernel under git: testdata/demo without its defect,
// and with more drivers.
type repository struct {
	t   *testing.T
	dir string
}

const (
	modfinalFile = "scripts/Makefile.modfinal"
	healthy      = "$(call if_changed_except,ld_ko,vmlinux)"
	defective    = "$(call if_changed_except,ld_ko,$(objtree)/vmlinux)"
)

// newRepository returns the kernel, committed, or skips the test without git.
func newRepository(t *testing.T) repository {
	t.Helper()
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("git is not installed")
	}
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	r := repository{t, filepath.Join(dir, "linux")}
	if err := os.CopyFS(r.dir, os.DirFS("../../testdata/demo")); err != nil {
		t.Fatal(err)
	}
	r.replace(modfinalFile, defective, healthy)
	r.git("init", "-q")
	r.commit()
	return r
}

// git runs git as a user does.
func (r repository) git(args ...string) string {
	r.t.Helper()
	command := exec.Command("git", append([]string{"-c", "user.name=A", "-c", "user.email=a@example.org"}, args...)...)
	command.Dir = r.dir
	command.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL=/dev/null", "GIT_CONFIG_NOSYSTEM=1")
	out, err := command.CombinedOutput()
	if err != nil {
		r.t.Fatalf("git %v: %v\n%s", args, err, out)
	}
	return string(out)
}

func (r repository) commit() {
	r.t.Helper()
	r.git("add", "-A")
	r.git("commit", "-q", "-m", "state")
}

func (r repository) read(name string) string {
	r.t.Helper()
	text, err := os.ReadFile(filepath.Join(r.dir, name))
	if err != nil {
		r.t.Fatal(err)
	}
	return string(text)
}

func (r repository) write(name, text string) {
	r.t.Helper()
	full := filepath.Join(r.dir, name)
	if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
		r.t.Fatal(err)
	}
	if err := os.WriteFile(full, []byte(text), 0o600); err != nil {
		r.t.Fatal(err)
	}
}

// replace replaces a text that a file has once.
func (r repository) replace(name, old, replacement string) {
	r.t.Helper()
	text := r.read(name)
	if strings.Count(text, old) != 1 {
		r.t.Fatalf("%s has %q %d times", name, old, strings.Count(text, old))
	}
	r.write(name, strings.Replace(text, old, replacement, 1))
}

func (r repository) remove(name string) {
	r.t.Helper()
	if err := os.RemoveAll(filepath.Join(r.dir, name)); err != nil {
		r.t.Fatal(err)
	}
}

// found runs check in the kernel and returns path, line and rule of each
// finding, and what it complains about.
func (r repository) found(args ...string) string {
	r.t.Helper()
	r.t.Chdir(r.dir)
	_, stdout, stderr := judge(r.t, append([]string{"check"}, args...)...)
	var keys []string
	for line := range strings.Lines(stdout) {
		if place, rest, ok := strings.Cut(line, ": "); ok && strings.HasSuffix(rest, "]\n") {
			parts := strings.Split(place, ":")
			keys = append(keys, parts[0]+":"+parts[1]+" "+strings.Trim(rest[strings.LastIndex(rest, "["):], "[]\n"))
		}
	}
	return strings.Join(keys, "\n") + stderr
}

// want fails unless check finds something.
func (r repository) want(expected string, args ...string) {
	r.t.Helper()
	if got := r.found(args...); got != expected {
		r.t.Errorf("%q: got\n%s\nwant\n%s", args, got, expected)
	}
}

// everyWay compares HEAD~1 with HEAD in all the ways there are.
func (r repository) everyWay(expected string) {
	r.t.Helper()
	mail := filepath.Join(r.t.TempDir(), "series.mbox")
	if err := os.WriteFile(mail, []byte(r.git("format-patch", "--stdout", "-M", "HEAD~1")), 0o600); err != nil {
		r.t.Fatal(err)
	}
	r.want(expected, "--since", "HEAD~1")
	r.want(expected, "--rev", "HEAD~1..HEAD")
	r.want(expected, "--rev", "HEAD~1..")
	r.want(expected, "--rev", "HEAD~1", "--patch", mail)
	r.git("checkout", "-q", "HEAD~1")
	r.want(expected, "--patch", mail)
}

func TestChangeFoundingDefect(t *testing.T) {
	r := newRepository(t)
	r.want("", ".")
	r.replace(modfinalFile, healthy, defective)
	r.want(modfinalFile+":18 unnormalized-path", "--since", "HEAD")
	r.want(modfinalFile+":18 unnormalized-path", "--since", "HEAD", "--changed-lines")
	r.want("", "--rev", "HEAD")
	r.commit()
	r.want("", "--since", "HEAD")
	r.want(modfinalFile+":18 unnormalized-path", "--rev", "HEAD")
	r.everyWay(modfinalFile + ":18 unnormalized-path")
}

// TestChangeMovedLines moves lines, among them one with a finding.
func TestChangeMovedLines(t *testing.T) {
	r := newRepository(t)
	r.replace(modfinalFile, healthy, defective)
	r.commit()
	r.write(modfinalFile, "# One.\n# Two.\n"+r.read(modfinalFile))
	r.write("drivers/new/empty", "")
	r.commit()
	r.want(modfinalFile+":20 unnormalized-path", ".")
	r.everyWay("")
}

// TestChangeDeletedSource deletes a source: the makefile that names it is not
// touched.
func TestChangeDeletedSource(t *testing.T) {
	r := newRepository(t)
	r.remove("drivers/hello/main.c")
	r.commit()
	r.want("", "--since", "HEAD~1", "--changed-lines")
	r.everyWay("drivers/hello/Makefile:3 missing-source")
}

// TestChangeKconfig takes a symbol away that a makefile goes by.
func TestChangeKconfig(t *testing.T) {
	r := newRepository(t)
	r.replace("Kconfig", "config HELLO_LOUD\n", "config HELLO_SHOUT\n")
	r.commit()
	r.everyWay("drivers/hello/Makefile:4 undefined-config")
}

// TestChangeRename moves a directory that has a finding.
func TestChangeRename(t *testing.T) {
	r := newRepository(t)
	r.remove("drivers/hello/main.c")
	r.commit()
	r.want("drivers/hello/Makefile:3 missing-source", ".")
	r.git("mv", "drivers/hello", "drivers/greet")
	r.replace("Kbuild", "drivers/hello/", "drivers/greet/")
	r.commit()
	r.want("drivers/greet/Makefile:3 missing-source", ".")
	r.everyWay("")
}

// TestChangeSecond adds a second finding of the same kind.
func TestChangeSecond(t *testing.T) {
	r := newRepository(t)
	r.remove("drivers/hello/main.c")
	r.commit()
	r.replace("drivers/hello/Makefile", "hello-y := main.o\n", "hello-y := main.o more.o\n")
	r.commit()
	r.want("drivers/hello/Makefile:3 missing-source\ndrivers/hello/Makefile:3 missing-source", ".")
	r.everyWay("drivers/hello/Makefile:3 missing-source")
}

// TestChangeNewTree compares with a revision that does not have the directory.
func TestChangeNewTree(t *testing.T) {
	r := newRepository(t)
	r.write("module/Kbuild", "obj-m := gone.o\n")
	r.want("module/Kbuild:1 unreachable-makefile", "--since", "HEAD", "module")
}

// TestChangeDirectory judges a part of a tree in a revision, from elsewhere and
// where the working tree does not have it.
func TestChangeDirectory(t *testing.T) {
	r := newRepository(t)
	r.remove("drivers/hello/main.c")
	r.commit()
	r.remove("drivers")
	want := "drivers/hello/Makefile:3 missing-source"
	r.want(want, "--rev", "HEAD", "drivers/hello", "drivers/sign/Makefile")
	r.want("", "--rev", "HEAD", "drivers/sign")
	r.want("kbuildlint: drivers/none: revision HEAD has no such file or directory\n", "--rev", "HEAD", "drivers/none")
	bare := filepath.Join(t.TempDir(), "linux.git")
	r.git("clone", "-q", "--bare", ".", bare)
	for _, name := range []string{bare, filepath.Join(bare, "drivers")} {
		if ended, stdout, stderr := judge(t, "--rev", "HEAD", name); ended != findings {
			t.Errorf("%s: status %d\n%s%s", name, ended, stdout, stderr)
		}
	}
}

// TestChangeMail reads the patch from standard input.
func TestChangeMail(t *testing.T) {
	r := newRepository(t)
	r.replace(modfinalFile, healthy, defective)
	r.write("logo.bin", "\x00\x01")
	r.commit()
	mail := r.git("format-patch", "--no-binary", "--stdout", "HEAD~1")
	r.git("checkout", "-q", "HEAD~1")
	var out, complaints bytes.Buffer
	p := systemProcess()
	p.stdin, p.stdout, p.stderr = strings.NewReader(mail), &out, &complaints
	ended := run([]string{"check", "--patch", "-", r.dir}, p, newEngine())
	if ended != findings || !strings.Contains(out.String(), "[unnormalized-path]") {
		t.Errorf("status %d\n%s", ended, &out)
	}
	if want := "kbuildlint: logo.bin: the patch of a binary file is passed over\n"; complaints.String() != want {
		t.Errorf("it notes %q, want %q", &complaints, want)
	}
}

// TestChangeUnread reads a repository that has lost a makefile: silence would
// look like health.
func TestChangeUnread(t *testing.T) {
	r := newRepository(t)
	hash := strings.TrimSpace(r.git("rev-parse", "HEAD:Kbuild"))
	r.remove(filepath.Join(".git", "objects", hash[:2], hash[2:]))
	t.Chdir(r.dir)
	ended, stdout, stderr := judge(t, "--rev", "HEAD")
	if ended != failed || !strings.Contains(stderr, "lacks its text") {
		t.Errorf("status %d\n%s%s", ended, stdout, stderr)
	}
}

// TestChangeMisuse checks flags that say nothing, or too much.
func TestChangeMisuse(t *testing.T) {
	r := newRepository(t)
	t.Chdir(r.dir)
	r.write("cut.patch", "--- a/Kbuild\n+++ b/Kbuild\n@@ -1 +1 @@\n-gone\n+new\n")
	for args, c := range map[string]struct {
		want    status
		message string
	}{
		"--since HEAD --rev HEAD":            {misuse, "--rev A..B"},
		"--since HEAD --patch cut.patch":     {misuse, "one is enough"},
		"--rev HEAD..HEAD --patch cut.patch": {misuse, "names two"},
		"--rev HEAD...HEAD":                  {misuse, "one revision, or two"},
		"--rev HEAD..HEAD..HEAD":             {misuse, "one revision, or two"},
		"--changed-lines":                    {misuse, "needs a change"},
		"--changed-lines --rev HEAD":         {misuse, "needs a change"},
		"--since absent":                     {misuse, "revision absent: Needed a single revision"},
		"--rev --output=x":                   {misuse, "does not begin with -"},
		"--since HEAD " + t.TempDir():        {misuse, "not a git repository"},
		"--patch cut.patch":                  {failed, "cut.patch: Kbuild: line 1: hunk 1 does not apply"},
		"--patch absent.patch":               {failed, "absent.patch: no such file"},
		"--patch drivers":                    {failed, "drivers: not a regular file"},
		"--patch Kbuild":                     {failed, "Kbuild: there is no patch in it"},
		"--patch cut.patch . " + t.TempDir(): {misuse, "the paths are in 2"},
	} {
		ended, stdout, stderr := judge(t, append([]string{"check"}, strings.Fields(args)...)...)
		if ended != c.want || !strings.Contains(stderr, c.message) {
			t.Errorf("%s: status %d, want %d and %q\n%s%s", args, ended, c.want, c.message, stdout, stderr)
		}
	}
}
