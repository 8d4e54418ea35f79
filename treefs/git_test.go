package treefs

import (
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// git runs git as a user would, or skips the test without it.
func git(t *testing.T, dir string, args ...string) string {
	t.Helper()
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("git is not installed")
	}
	options := []string{"-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "protocol.file.allow=always"}
	command := exec.Command("git", append(options, args...)...)
	command.Dir = dir
	command.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL=/dev/null", "GIT_CONFIG_NOSYSTEM=1")
	out, err := command.CombinedOutput()
	if err != nil {
		t.Fatalf("git %v: %v\n%s", args, err, out)
	}
	return strings.TrimSpace(string(out))
}

// commit makes a directory a repository, if it is none, and commits all of it.
func commit(t *testing.T, dir string) {
	t.Helper()
	if _, err := os.Stat(filepath.Join(dir, ".git")); err != nil {
		git(t, dir, "init", "-q")
	}
	git(t, dir, "add", "-A")
	git(t, dir, "commit", "-q", "--allow-empty", "-m", "state")
}

// openRevision opens a revision until the test ends.
func openRevision(t *testing.T, dir, name string) (*Repository, *Revision) {
	t.Helper()
	repository, err := OpenRepository(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = repository.Close() })
	revision, err := repository.Revision(name)
	if err != nil {
		t.Fatal(err)
	}
	return repository, revision
}

// contents returns what stands at each path, links by where they lead.
func contents(t *testing.T, door fs.FS) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := fs.WalkDir(door, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		text := []byte(nil)
		switch {
		case name == ".git":
			return fs.SkipDir
		case d.Type().IsRegular():
			text, err = fs.ReadFile(door, name)
		case d.Type() == fs.ModeSymlink:
			var target string
			target, err = fs.ReadLink(door, name)
			text = []byte(target)
		}
		all[name] = d.Type().String() + " " + string(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func compareTrees(t *testing.T, got, want map[string]string) {
	t.Helper()
	for name, text := range want {
		if got[name] != text {
			t.Errorf("%s: got %.300q, want %.300q", name, got[name], text)
		}
	}
	for name := range got {
		if _, ok := want[name]; !ok {
			t.Errorf("%s should not be there", name)
		}
	}
}
