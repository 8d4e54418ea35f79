package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/kbuildlint/kbuildlint/config"
	"github.com/kbuildlint/kbuildlint/kbuild"
)

// gone is a kernel with one finding, where a source is missing.
const gone = "drivers/hello/Makefile:3 missing-source"

// newGone returns the kernel, without that commit if there is to be none.
func newGone(t *testing.T) repository {
	t.Helper()
	r := newRepository(t)
	r.remove("drivers/hello/main.c")
	return r
}

// TestConfigKeys checks what a file at the root of the tree does, and that flags
// win.
func TestConfigKeys(t *testing.T) {
	r := newGone(t)
	newer := "kernel 99.0 is newer than all that are known here, it is judged as " + kbuild.Newest.String() + "\n"
	for _, c := range []struct{ text, flags, want string }{
		{"", "", gone},
		{"disable = ['missing-source']", "", ""},
		{"disable = ['missing-source']", "--no-config", gone},
		{"disable = ['missing-source']", "--enable missing-source", gone},
		{"disable = ['missing-source']", "--only missing-source", gone},
		{"disable = ['missing-source']", "drivers/hello/Makefile", ""},
		{"enable = ['missing-source']", "--disable references", ""},
		{"enable = ['missing-source']", "--only duplicate-entry", ""},
		{"severities.missing-source = 'info'", "", ""},
		{"severities.missing-source = 'info'", "--severity info --disable lists", gone},
		{"severity = 'info'\nseverities.missing-source = 'info'", "--disable lists", gone},
		{"severity = 'info'\nseverities.missing-source = 'info'", "--severity warning", ""},
		{"severity = 'error'\nseverities.missing-source = 'warning'", "", ""},
		{"[paths.'drivers/hello']\ndisable = ['missing-source']", "", ""},
		{"[paths.'drivers/sign']\ndisable = ['missing-source']", "", gone},
		{"[paths.'drivers/*']\ndisable = ['missing-source']", "--enable missing-source", gone},
		{"disable = ['missing-source']\n[paths.drivers]\nenable = ['missing-source']", "", gone},
		{"disable = ['missing-source']\n[paths.scripts]\nenable = ['missing-source']", "", ""},
		{"kernel = '99.0'", "", gone + "kbuildlint: " + newer},
		{"kernel = '99.0'", "--kernel 6.12", gone},
	} {
		r.write(config.FileName, c.text)
		r.want(c.want, strings.Fields(c.flags)...)
	}
}

// TestConfigIsFound looks for the file around trees: a module in a repository
// with several, one without a repository, and a file elsewhere.
func TestConfigIsFound(t *testing.T) {
	const silent, want = "disable = ['missing-source']\n", "a/Kbuild:1 missing-source"
	r := repository{t, resolve(t.TempDir())}
	r.write("repo/a/Kbuild", "obj-m := gone.o\n")
	r.write("repo/b/config.toml", "[paths.'Kbuild']\ndisable = ['missing-source']\n")
	r.dir = filepath.Join(r.dir, "repo")
	r.want(want, "a")
	r.write(config.FileName, silent)
	r.want("", "a") // the user stands beside the file
	r.want(want, "--no-config", "a")
	r.want("", "--config", "b/config.toml", "a")
	r.write(config.FileName, "[paths.'a']\ndisable = ['missing-source']\n")
	r.want("", "a")
	r.write(config.FileName, "[paths.'Kbuild']\ndisable = ['missing-source']\n")
	r.want(want, "a")
	r.write("a/"+config.FileName, "")
	r.write(config.FileName, silent)
	r.want(want, "a") // the nearest file counts
}

// TestConfigAbove stands elsewhere: the file is looked for in the repository and
// not above it.
func TestConfigAbove(t *testing.T) {
	r := repository{t, resolve(t.TempDir())}
	r.write("repo/a/Kbuild", "obj-m := gone.o\n")
	r.write(config.FileName, "disable = ['missing-source']\n")
	module := filepath.Join(r.dir, "repo", "a")
	elsewhere := t.TempDir()
	silent := func() bool {
		t.Chdir(elsewhere)
		ended, _, _ := judge(t, module)
		return ended == clean
	}
	if silent() {
		t.Error("it counts without a repository")
	}
	r.write("repo/.git", "gitdir: nowhere\n")
	if silent() {
		t.Error("it counts above the repository")
	}
	r.write("repo/"+config.FileName, "disable = ['missing-source']\n")
	if !silent() {
		t.Error("it does not count at the root of the repository")
	}
}

// TestConfigOfChange changes the file: that of the state after counts.
func TestConfigOfChange(t *testing.T) {
	with, without := newGone(t), newRepository(t)
	with.write(config.FileName, "disable = ['missing-source']\n")
	with.commit()
	with.want("", "--rev", "HEAD")
	with.want(gone, "--rev", "HEAD", "--no-config")
	with.everyWay("")
	r := without
	r.write(config.FileName, "disable = ['missing-source']\n")
	r.commit()
	r.remove(config.FileName)
	r.remove("drivers/hello/main.c")
	r.commit()
	r.everyWay(gone)
}

// TestConfigOfRevision has a file above the tree, in the revision only.
func TestConfigOfRevision(t *testing.T) {
	r := newRepository(t)
	r.write("module/Kbuild", "obj-m := gone.o\n")
	r.remove("Makefile") // it is no kernel any more
	r.write(config.FileName, "[paths.module]\ndisable = ['missing-source']\n")
	r.commit()
	r.remove(config.FileName)
	r.want("", "--rev", "HEAD", "module")
	r.want("module/Kbuild:1 missing-source", "module")
}

// TestConfigMistakes checks the messages and the status.
func TestConfigMistakes(t *testing.T) {
	r := newGone(t)
	r.write(config.FileName, "enabel = []\nkernel = 6.12\n")
	r.write("other.toml", "[")
	if err := os.Symlink("/etc/passwd", filepath.Join(r.dir, "scripts", config.FileName)); err != nil {
		t.Fatal(err)
	}
	t.Chdir(r.dir)
	for args, want := range map[string]string{
		"": "kbuildlint: .kbuildlint.toml:1:1: unknown key \"enabel\"; did you mean enable?\n" +
			"kbuildlint: .kbuildlint.toml:2:10: kernel is a number, a truth value or a date, " +
			"it has to be a string, such as \"6.12\"\n",
		"--config other.toml":             "kbuildlint: other.toml:1:1: this is no TOML: ",
		"--config absent.toml":            "kbuildlint: --config: absent.toml: no such file or directory\n",
		"--config scripts":                "kbuildlint: --config: scripts: not a regular file\n",
		"--config other.toml --no-config": "kbuildlint: --config names a file, and --no-config says ",
	} {
		ended, stdout, stderr := judge(t, append([]string{"check"}, strings.Fields(args)...)...)
		if ended != misuse || stdout != "" || !strings.HasPrefix(stderr, want) {
			t.Errorf("%q: status %d, %s%s; want %s", args, ended, stdout, stderr, want)
		}
	}
}

// TestConfigLeadsOut has a link in the place of the file: nothing outside of the
// tree is read.
func TestConfigLeadsOut(t *testing.T) {
	module := t.TempDir()
	secret := filepath.Join(t.TempDir(), "secret")
	if err := os.WriteFile(secret, []byte("token = 1\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(secret, filepath.Join(module, config.FileName)); err != nil {
		t.Fatal(err)
	}
	ended, stdout, stderr := judge(t, module)
	if ended != misuse || strings.Contains(stderr, "token") || !strings.Contains(stderr, config.FileName) {
		t.Errorf("status %d\n%s%s", ended, stdout, stderr)
	}
}
