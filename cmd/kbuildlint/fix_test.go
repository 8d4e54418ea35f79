package main

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/kbuildlint/kbuildlint/lint"
)

// The makefile of a module that has main.o twice, and what repairs make of it.
const (
	doubled  = "obj-m := radio.o\nradio-y := main.o scan.o main.o\n"
	repaired = "obj-m := radio.o\nradio-y := main.o scan.o\n"
)

// newModules makes modules with a doubled word in a new directory and goes
// there.
func newModules(t *testing.T, names ...string) repository {
	t.Helper()
	r := repository{t, resolve(t.TempDir())}
	for _, name := range names {
		r.write(name+"/Makefile", doubled)
		r.write(name+"/main.c", "")
		r.write(name+"/scan.c", "")
	}
	t.Chdir(r.dir)
	return r
}

// has fails unless files have texts, given by path.
func (r repository) has(want map[string]string) {
	r.t.Helper()
	for name, text := range want {
		if got := r.read(name); got != text {
			r.t.Errorf("%s: got\n%s\nwant\n%s", name, got, text)
		}
	}
}

// ends fails unless the command ends with a status and complains so.
func ends(t *testing.T, want status, complaints string, args ...string) (stdout string) {
	t.Helper()
	got, stdout, stderr := judge(t, args...)
	if got != want || stderr != complaints {
		t.Errorf("%q: status %d, stderr %q; want %d, %q", args, got, stderr, want, complaints)
	}
	return stdout
}

func TestFix(t *testing.T) {
	r := newModules(t, "a", "b")
	if out := ends(t, clean, "kbuildlint: repaired findings: 1, files: 1\n", "a", "--fix"); out != "" {
		t.Errorf("it reports\n%s", out)
	}
	r.has(map[string]string{"a/Makefile": repaired, "b/Makefile": doubled})
	ends(t, clean, "", "a", "--fix")
	ends(t, clean, "kbuildlint: repaired findings: 1, files: 1\n", "check", "--fix", "b/Makefile", "a")
	r.has(map[string]string{"a/Makefile": repaired, "b/Makefile": repaired})
}

// TestFixLeavesTheRest has a finding without a safe repair beside one with.
func TestFixLeavesTheRest(t *testing.T) {
	r := newModules(t, "a")
	r.write("a/Makefile", doubled+"radio-y += scna.o\n")
	out := ends(t, findings, "kbuildlint: repaired findings: 1, files: 1\n", "--fix", "a", "--format", "json")
	if !strings.Contains(out, "missing-source") || strings.Contains(out, "duplicate-entry") {
		t.Errorf("it reports\n%s", out)
	}
	r.has(map[string]string{"a/Makefile": repaired + "radio-y += scna.o\n"})
}

// TestFixDiff prints what --fix does, for whoever stands beside the files, above
// them or elsewhere.
func TestFixDiff(t *testing.T) {
	r := newModules(t, "a", "b/c")
	diff := func(name string) string {
		return "--- a/" + name + "\n+++ b/" + name + "\n@@ -1,2 +1,2 @@\n" +
			" obj-m := radio.o\n-radio-y := main.o scan.o main.o\n+radio-y := main.o scan.o\n"
	}
	r.write("elsewhere/x", "")
	for _, c := range []struct{ dir, paths, want string }{
		{"", "a b/c", diff("a/Makefile") + diff("b/c/Makefile")},
		{"a", ".", diff("Makefile")},
		{"elsewhere", "../b/c", diff("Makefile")},
		{"", "elsewhere", ""},
	} {
		t.Chdir(filepath.Join(r.dir, c.dir))
		_, out, _ := judge(t, append(strings.Fields(c.paths), "--fix", "--diff")...)
		if out != c.want {
			t.Errorf("in %q: got\n%s\nwant\n%s", c.dir, out, c.want)
		}
	}
	t.Chdir(r.dir)
	ends(t, findings, "kbuildlint: findings that --fix repairs: 1, files: 1\n", "a", "--fix", "--diff")
	ends(t, clean, "", "elsewhere", "--fix", "--diff")
	r.has(map[string]string{"a/Makefile": doubled, "b/c/Makefile": doubled})
}

// TestFixFailures has files that can't be written beside one that can.
func TestFixFailures(t *testing.T) {
	r := newModules(t, "a", "b", "c")
	for name, mode := range map[string]os.FileMode{"a/Makefile": 0o444, "b": 0o555} {
		if err := os.Chmod(name, mode); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = os.Chmod(filepath.Join(r.dir, name), 0o755) })
	}
	want := "kbuildlint: repaired findings: 1, files: 1\n" +
		"kbuildlint: a/Makefile: left alone: it is read-only\n" +
		"kbuildlint: b/Makefile: left alone: its directory is read-only\n"
	out := ends(t, failed, want, "--fix", "a", "b", "c")
	for name, stays := range map[string]bool{"a/": true, "b/": true, "c/": false} {
		if strings.Contains(out, name+"Makefile:2:") != stays {
			t.Errorf("%s: reported %t, want %t, in\n%s", name, !stays, stays, out)
		}
	}
	r.has(map[string]string{"a/Makefile": doubled, "b/Makefile": doubled, "c/Makefile": repaired})
}

// TestFixOfChangedFile has a makefile that its author changes after it was judged:
// his text stays, whatever the repairs are made of.
func TestFixOfChangedFile(t *testing.T) {
	const his = doubled + "# A line of the author.\n"
	r := newModules(t, "a", "b")
	p, complaints := systemProcess(), &strings.Builder{}
	p.stdout, p.stderr = &strings.Builder{}, complaints
	e := newEngine()
	e.check = func(ctx context.Context, o checkOptions) (*lint.Report, error) {
		o.Fix.writing = &lockWith{before: func() { r.write("a/Makefile", his) }}
		return checkTrees(ctx, o)
	}
	if got := run([]string{"check", "--fix", "a", "b"}, p, e); got != failed {
		t.Errorf("status %d, want %d", got, failed)
	}
	want := "kbuildlint: repaired findings: 1, files: 1\n" +
		"kbuildlint: a/Makefile: left alone: it has changed since it was read\n"
	if complaints.String() != want {
		t.Errorf("stderr is\n%s\nwant\n%s", complaints, want)
	}
	r.has(map[string]string{"a/Makefile": his, "b/Makefile": repaired})
}

// A lockWith does something before it is locked.
type lockWith struct {
	sync.Mutex
	before func()
}

func (l *lockWith) Lock() {
	l.before()
	l.Mutex.Lock()
}

// TestFixLinks has a makefile that is a link to another one, and one that only
// a link leads to.
func TestFixLinks(t *testing.T) {
	r := newModules(t, "a", "b", "c")
	r.write("other/Makefile", doubled)
	r.remove("a/Makefile")
	for target, name := range map[string]string{"../other/Makefile": "a/Makefile", "c": "alias", "b/Makefile": "hard"} {
		link := os.Symlink
		if name == "hard" {
			link = os.Link
		}
		if err := link(target, name); err != nil {
			t.Fatal(err)
		}
	}
	ends(t, clean, "", "--fix", "a") // nothing is read outside of the module
	ends(t, clean, "kbuildlint: repaired findings: 1, files: 1\n", "--fix", "b")
	ends(t, clean, "kbuildlint: repaired findings: 1, files: 1\n", "--fix", "alias")
	r.has(map[string]string{"other/Makefile": doubled, "hard": doubled, "b/Makefile": repaired, "c/Makefile": repaired})
	if info, err := os.Lstat("a/Makefile"); err != nil || info.Mode()&os.ModeSymlink == 0 {
		t.Errorf("the link is gone: %v, %v", info, err)
	}
}

// TestFixSince repairs what a change introduced, and nothing else.
func TestFixSince(t *testing.T) {
	r := newRepository(t)
	old := "obj-y := radio.o\nradio-y := a.o a.o\n"
	for _, name := range []string{"old", "new"} {
		r.write("drivers/"+name+"/Makefile", strings.Replace(old, "a.o a.o", "a.o", 1))
		r.write("drivers/"+name+"/a.c", "")
	}
	r.write("Kbuild", r.read("Kbuild")+"obj-y += drivers/old/ drivers/new/\n")
	r.write("drivers/old/Makefile", old)
	r.commit()
	r.write("drivers/new/Makefile", old)
	t.Chdir(r.dir)
	ends(t, clean, "kbuildlint: repaired findings: 1, files: 1\n", "--fix", "--since", "HEAD")
	once := strings.Replace(old, "a.o a.o", "a.o", 1)
	r.has(map[string]string{"drivers/old/Makefile": old, "drivers/new/Makefile": once})
	if got := r.git("status", "--porcelain"); got != "" {
		t.Errorf("the repair of the change leaves\n%s", got)
	}
	ends(t, clean, "kbuildlint: repaired findings: 1, files: 1\n", "--fix", ".")
}

// TestFixRefused has flags that don't go with each other.
func TestFixRefused(t *testing.T) {
	for args, want := range map[string]string{
		"--diff":                     "--diff belongs to --fix",
		"--fix --rev HEAD":           "--fix writes files, --rev judges what is in git: check the revision out first",
		"--fix --rev A..B --diff":    "--fix writes files, --rev judges what is in git: check the revision out first",
		"--fix --patch -":            "--fix writes files, --patch judges what is in no file: apply the patch first",
		"--fix --diff --format json": "--diff prints a diff and no report: --format has no place beside it",
	} {
		ends(t, misuse, "kbuildlint: "+want+"\nTry 'kbuildlint check --help'.\n",
			append([]string{"check"}, strings.Fields(args)...)...)
	}
}

// TestFixInterrupted has an interrupt before a file is written.
func TestFixInterrupted(t *testing.T) {
	r := newModules(t, "a")
	s := &session{process: systemProcess()}
	flags := fixFlags{fix: true}
	repairs := flags.repairs(s)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	err := repairs.replace(ctx, nil, lint.ChangedFile{Path: "a/Makefile"})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want %v", err, context.Canceled)
	}
	r.has(map[string]string{"a/Makefile": doubled})
}
