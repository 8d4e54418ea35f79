package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/kbuildlint/kbuildlint/config"
)

// written is what a run says that writes a baseline.
func written(name string, added, removed string) string {
	return "kbuildlint: " + name + ": added " + added + ", removed " + removed + "\n"
}

// TestBaselineLife writes a baseline, keeps to it, and prunes it.
func TestBaselineLife(t *testing.T) {
	r := newGone(t)
	r.want(written("known", "1", "0"), "--baseline", "known", "--write-baseline")
	text := r.read("known")
	r.want("", "--baseline", "known")
	r.replace("drivers/hello/Makefile", "hello-y := main.o\n", "# Moved.\n\nhello-y := main.o more.o\n")
	r.want("drivers/hello/Makefile:5 missing-source", "--baseline", "known")
	r.want(written("known", "1", "0"), "--baseline", "known", "--write-baseline")
	r.want("", "--baseline", "known")
	r.write("known", strings.Replace(r.read("known"), "drivers/hello", "# Why it is so.\ndrivers/hello", 1))
	r.write("drivers/hello/more.c", "")
	r.want("kbuildlint: known:6: no longer found: drivers/hello/Makefile: more.o has nothing to be made from: "+
		"drivers/hello has no more.c, and no rule makes it [missing-source]\n", "--baseline", "known")
	r.want(written("known", "0", "1"), "--baseline", "known", "--prune-baseline")
	if got := strings.Replace(r.read("known"), "# Why it is so.\n", "", 1); got != text {
		t.Errorf("the baseline is\n%s\nwant\n%s", got, text)
	}
}

// TestBaselineOfPart writes what a part of the tree and of the rules has: the
// rest stays as it was.
func TestBaselineOfPart(t *testing.T) {
	r := newGone(t)
	r.want(written("known", "1", "0"), "--baseline", "known", "--write-baseline")
	r.write("drivers/hello/main.c", "")
	text := r.read("known")
	for _, part := range []string{"drivers/sign", "--only=duplicate-entry", "--disable=missing-source"} {
		r.want(written("known", "0", "0"), "--baseline", "known", "--write-baseline", part)
		r.want(written("known", "0", "0"), "--baseline", "known", "--prune-baseline", part)
	}
	if got := r.read("known"); got != text {
		t.Errorf("the baseline is\n%s\nwant\n%s", got, text)
	}
	r.want(written("known", "0", "1"), "--baseline", "known", "--write-baseline", "drivers/hello")
}

// TestBaselineMany tells of a few entries, and counts the others.
func TestBaselineMany(t *testing.T) {
	r := newRepository(t)
	r.replace("drivers/hello/Makefile", "hello-y := main.o\n", "hello-y := aa.o bb.o cc.o dd.o ee.o ff.o gg.o\n")
	r.found("--baseline", "known", "--write-baseline", "--only", "missing-source")
	r.replace("drivers/hello/Makefile", "aa.o bb.o cc.o dd.o ee.o ff.o gg.o", "main.o")
	lines := strings.Split(r.found("--baseline", "known"), "\n")
	if len(lines) != 7 || lines[5] != "kbuildlint: known: and 2 more; --prune-baseline removes them" {
		t.Errorf("got %q", lines)
	}
}

// TestBaselineOfConfig has the name in the configuration file.
func TestBaselineOfConfig(t *testing.T) {
	r := newGone(t)
	r.write(config.FileName, "baseline = 'scripts/known'\n")
	r.want("kbuildlint: there is no baseline scripts/known: --write-baseline makes it\n" +
		"Try 'kbuildlint check --help'.\n")
	r.want(written("scripts/known", "1", "0"), "--write-baseline")
	r.want("", ".")
	r.want(gone, "--no-config")
	r.commit()
	r.remove("scripts/known") // that of the revision counts
	r.want("", "--rev", "HEAD")
	r.git("checkout", "-q", "scripts/known")
	r.remove("drivers/hello/loud.c")
	r.commit()
	r.everyWay("drivers/hello/Makefile:4 missing-source")
}

// TestBaselineOfSeveral has a baseline in a directory around two modules, and one
// elsewhere, where paths can't tell them apart.
func TestBaselineOfSeveral(t *testing.T) {
	r := repository{t, resolve(t.TempDir())}
	for _, module := range []string{"a", "b"} {
		r.write(module+"/Kbuild", "obj-m := gone.o\n")
	}
	r.want(written("known", "2", "0"), "--baseline", "known", "--write-baseline", "a", "b")
	r.want("", "--baseline", "known", "b", "a")
	r.want("", "--baseline", "known", "a")
	r.write("a/gone.c", "")
	r.want(written("known", "0", "1"), "--baseline", "known", "--prune-baseline", "a", "b")
	if text := r.read("known"); strings.Contains(text, "\na/") || !strings.Contains(text, "\nb/Kbuild\t") {
		t.Errorf("the baseline is\n%s", text)
	}
	r.write("c/empty", "")
	r.want(written("c/known", "1", "0"), "--baseline", "c/known", "--write-baseline", "b")
	r.want("", "--baseline", "c/known", "b")
}

// TestBaselineMistakes checks the messages and the status.
func TestBaselineMistakes(t *testing.T) {
	r := newGone(t)
	r.write("broken", "# kbuildlint baseline 1\nx\n")
	t.Chdir(r.dir)
	makefile, elsewhere := r.read("Makefile"), t.TempDir()
	if err := os.Mkdir(filepath.Join(elsewhere, "a"), 0o755); err != nil {
		t.Fatal(err)
	}
	for _, c := range [][2]string{
		{"--write-baseline", "no baseline is named: --baseline FILE does"},
		{"--prune-baseline", "no baseline is named: --baseline FILE does"},
		{"--baseline absent", "there is no baseline absent: --write-baseline makes it"},
		{"--baseline absent --prune-baseline", "there is no baseline absent: --write-baseline makes it"},
		{"--baseline nowhere/known", "--baseline: open tree: "},
		{"--baseline Makefile --write-baseline", "Makefile: this is no baseline"},
		{"--baseline broken", "broken: line 2: it has 1 fields"},
		{"--baseline x --write-baseline --prune-baseline", "one at a time"},
		{"--baseline x --write-baseline --since HEAD", "and not of a change"},
		{"--baseline x --prune-baseline --rev HEAD..HEAD", "and not of a change"},
		{"--baseline x --write-baseline --fix", "write the baseline afterwards"},
		{"--write-baseline --rev HEAD", "name the file with --baseline"},
		{"--baseline " + elsewhere + "/a/x --write-baseline . " + elsewhere, "belongs to one tree"},
	} {
		ended, stdout, stderr := judge(t, append([]string{"check"}, strings.Fields(c[0])...)...)
		if ended != misuse || stdout != "" || !strings.Contains(stderr, c[1]) {
			t.Errorf("%q: status %d, %s%s; want %s", c[0], ended, stdout, stderr, c[1])
		}
	}
	if r.read("Makefile") != makefile {
		t.Error("a makefile was written")
	}
}

// TestBaselineIsLeftAlone does not write what it could not judge, nor through a
// link.
func TestBaselineIsLeftAlone(t *testing.T) {
	r := newGone(t)
	r.want("kbuildlint: absent: no such file or directory\n"+
		"kbuildlint: known: left alone, for not all that is known could be judged\n",
		"--baseline", "known", "--write-baseline", ".", "absent")
	if _, err := os.Lstat(filepath.Join(r.dir, "known")); err == nil {
		t.Error("it was written")
	}
	outside := filepath.Join(t.TempDir(), "known")
	if err := os.Symlink(outside, filepath.Join(r.dir, "known")); err != nil {
		t.Fatal(err)
	}
	r.found("--baseline", "known", "--write-baseline")
	if _, err := os.Lstat(outside); err == nil {
		t.Error("it was written through a link")
	}
}
