package treefs

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
)

// writeTree writes a tree whose names sort in another way than git sorts them.
func writeTree(t *testing.T) string {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		"Makefile": "obj-y := a.o\n", "a/x": "1", "a.c": "2", "a-b/x": "", "a0": "4", "a/b/c/d": "5",
		"with space/ü\ttab": "6", "..odd": "7",
	} {
		write(t, filepath.Join(dir, name), text)
	}
	if err := os.Chmod(filepath.Join(dir, "a0"), 0o755); err != nil {
		t.Fatal(err)
	}
	link(t, "b/c/d", filepath.Join(dir, "a", "down"))
	link(t, "a/b", filepath.Join(dir, "alias"))
	return dir
}

func TestRevision(t *testing.T) {
	dir := writeTree(t)
	commit(t, dir)
	_, revision := openRevision(t, dir, "HEAD")
	door, err := OpenDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	compareTrees(t, contents(t, revision), contents(t, door))
	if err := fstest.TestFS(revision, "Makefile", "a/b/c/d", "a/down", "with space/ü\ttab"); err != nil {
		t.Error(err)
	}
	info, err := revision.Stat("a0")
	if err != nil || info.Mode() != 0o755 {
		t.Errorf("a0: %v, %v; want a program", info, err)
	}
}

// TestRevisionLinks compares where links lead with the door to the directory.
func TestRevisionLinks(t *testing.T) {
	dir := writeTree(t)
	for name, target := range map[string]string{
		"out": "../secret", "absolute": "/etc/passwd", "above": "..", "loop": "loop", "crooked": "a/../../x",
		"dangling": "nowhere", "chain": "alias", "file": "Makefile", "a/up": "../Makefile",
	} {
		link(t, target, filepath.Join(dir, name))
	}
	write(t, filepath.Join(filepath.Dir(dir), "secret"), "secret")
	commit(t, dir)
	_, revision := openRevision(t, dir, "HEAD")
	door, err := OpenDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{
		"out", "absolute", "above", "above/secret", "loop", "crooked", "dangling", "chain", "chain/c/d", "file",
		"file/x", "Makefile/x", "a/up", "../secret", "/etc/passwd", "alias/../Makefile", "absent/x",
	} {
		want, errWant := fs.ReadFile(door, name)
		got, err := fs.ReadFile(revision, name)
		if string(got) != string(want) || (err == nil) != (errWant == nil) {
			t.Errorf("read %s: got %q, %v; want %q, %v", name, got, err, want, errWant)
		}
		infoWant, errWant := fs.Stat(door, name)
		info, err := fs.Stat(revision, name)
		if (err == nil) != (errWant == nil) || err == nil && info.Mode().Type() != infoWant.Mode().Type() {
			t.Errorf("stat %s: got %v, %v; want %v, %v", name, info, err, infoWant, errWant)
		}
		listWant, _ := fs.ReadDir(door, name)
		if list, _ := fs.ReadDir(revision, name); len(list) != len(listWant) {
			t.Errorf("list %s: got %v, want %v", name, list, listWant)
		}
	}
}

// TestRevisionSub checks that no link leads out of a part of a revision.
func TestRevisionSub(t *testing.T) {
	dir := writeTree(t)
	link(t, "../Makefile", filepath.Join(dir, "a", "up"))
	commit(t, dir)
	repository, revision := openRevision(t, filepath.Join(dir, "a", "b"), "HEAD")
	if repository.Prefix != "a/b" {
		t.Errorf("prefix %q, want a/b", repository.Prefix)
	}
	sub, err := fs.Sub(revision, "a")
	if err != nil {
		t.Fatal(err)
	}
	if text, err := fs.ReadFile(sub, "b/c/d"); string(text) != "5" {
		t.Errorf("b/c/d: %q, %v", text, err)
	}
	if text, err := fs.ReadFile(sub, "up"); err == nil {
		t.Errorf("up leads out of the directory: %q", text)
	}
}

func TestRevisionBare(t *testing.T) {
	dir := writeTree(t)
	commit(t, dir)
	bare := filepath.Join(t.TempDir(), "bare.git")
	git(t, dir, "clone", "-q", "--bare", dir, bare)
	repository, revision := openRevision(t, bare, "HEAD")
	if repository.Prefix != "." {
		t.Errorf("prefix %q", repository.Prefix)
	}
	_, want := openRevision(t, dir, "HEAD")
	compareTrees(t, contents(t, revision), contents(t, want))
}

func TestRevisionSubmodule(t *testing.T) {
	dir := writeTree(t)
	commit(t, dir)
	git(t, dir, "update-index", "--add", "--cacheinfo", "160000,"+git(t, dir, "rev-parse", "HEAD")+",lib/module")
	tree := git(t, dir, "write-tree")
	_, revision := openRevision(t, dir, tree)
	if list, err := fs.ReadDir(revision, "lib/module"); err != nil || len(list) > 0 {
		t.Errorf("it lists %v, %v", list, err)
	}
	if info, err := fs.Stat(revision, "lib/module"); err != nil || !info.IsDir() {
		t.Errorf("%v, %v; want a directory", info, err)
	}
}

func TestRevisionNames(t *testing.T) {
	dir := writeTree(t)
	commit(t, dir)
	git(t, dir, "tag", "v1")
	repository, err := OpenRepository(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"HEAD", "v1", "HEAD^{tree}", "@", git(t, dir, "rev-parse", "HEAD")} {
		if _, err := repository.Revision(name); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, name := range []string{
		"", "-h", "--output=x", "--git-dir=/", "HEAD..HEAD", "HEAD\nHEAD", "absent", "HEAD:Makefile",
		strings.Repeat("x", 2000),
	} {
		if _, err := repository.Revision(name); err == nil {
			t.Errorf("%q was opened", name)
		}
	}
	if _, err := repository.Revision("-h"); err == nil || !strings.Contains(err.Error(), "does not begin with -") {
		t.Errorf("-h: %v; git should not see it", err)
	}
	if _, err := OpenRepository(t.TempDir()); err == nil || !strings.Contains(err.Error(), "not a git repository") {
		t.Errorf("no repository: %v", err)
	}
}

func TestRevisionLargeFile(t *testing.T) {
	dir := writeTree(t)
	write(t, filepath.Join(dir, "large"), strings.Repeat("#", maxFile+1))
	write(t, filepath.Join(dir, "most"), strings.Repeat("#", maxFile))
	commit(t, dir)
	repository, revision := openRevision(t, dir, "HEAD")
	if text, err := fs.ReadFile(revision, "most"); len(text) != maxFile || err != nil || repository.Err() != nil {
		t.Errorf("most: %d bytes, %v, %v", len(text), err, repository.Err())
	}
	if _, err := fs.ReadFile(revision, "large"); err == nil {
		t.Error("large was read")
	}
	if text, err := fs.ReadFile(revision, "a.c"); string(text) != "2" {
		t.Errorf("after it: %q, %v", text, err)
	}
	if err := repository.Close(); err == nil || !strings.Contains(err.Error(), "16 MB") {
		t.Errorf("close: %v", err)
	}
}

// TestRevisionTogether reads from several goroutines, which the race detector
// looks at.
func TestRevisionTogether(t *testing.T) {
	dir := writeTree(t)
	commit(t, dir)
	_, revision := openRevision(t, dir, "HEAD")
	want := contents(t, revision)
	_, revision = openRevision(t, dir, "HEAD")
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() { compareTrees(t, contents(t, revision), want) })
	}
	group.Wait()
}

// TestListingOfAttacker checks that no name of a listing leads elsewhere.
func TestListingOfAttacker(t *testing.T) {
	hash := strings.Repeat("0", 40)
	var text strings.Builder
	for _, name := range []string{"../up", "..", "/etc/x", "a/../b", "a//b", "./c", "ok", "ok", "ok/under", "", "."} {
		text.WriteString("100644 blob " + hash + "\t" + name + "\x00")
	}
	listing, err := readListing(text.String(), &blobs{})
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for dir, entries := range listing.dirs {
		for _, e := range entries {
			names = append(names, dir+" "+e.name)
		}
	}
	slices.Sort(names)
	if got := strings.Join(names, "; "); got != ". ok; ok under" {
		t.Errorf("got %s", got)
	}
	for _, broken := range []string{"100644 blob x\tname\x00", "100644\x00"} {
		if _, err := readListing(broken, &blobs{}); err == nil {
			t.Errorf("%q was read", broken)
		}
	}
}
