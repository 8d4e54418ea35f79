package treefs

import (
	"encoding/base64"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
)

// rewrite changes a tree in all the ways that git can tell.
func rewrite(t *testing.T, dir string) {
	t.Helper()
	lines := strings.Repeat("line\n", 20)
	write(t, filepath.Join(dir, "Makefile"), "obj-y := a.o\n"+lines+"obj-y += b.o\n"+lines+"obj-y += c.o\n"+lines)
	write(t, filepath.Join(dir, "old", "moved.c"), lines+"moved\n")
	write(t, filepath.Join(dir, "old", "binary"), "\x00\x01")
	commit(t, dir)
	write(t, filepath.Join(dir, "Makefile"), "obj-y := A.o\n"+lines+lines+"obj-y += c.o\nobj-y += d.o\n"+lines)
	write(t, filepath.Join(dir, "new", "deep", "Kbuild"), "obj-m := n.o\n")
	write(t, filepath.Join(dir, "new", "empty"), "")
	write(t, filepath.Join(dir, "no newline"), "x")
	write(t, filepath.Join(dir, "new", "moved.c"), lines+"moved and changed\n")
	link(t, "new/deep", filepath.Join(dir, "fresh"))
	for _, name := range []string{"old", "a/b", "a/down", "alias"} {
		if err := os.RemoveAll(filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Chmod(filepath.Join(dir, "a.c"), 0o755); err != nil {
		t.Fatal(err)
	}
	commit(t, dir)
}

// TestPatchIsWhatGitMakes applies the mail of git to the revision before, and
// compares with the one after.
func TestPatchIsWhatGitMakes(t *testing.T) {
	dir := writeTree(t)
	commit(t, dir)
	rewrite(t, dir)
	for title, args := range map[string][]string{
		"series": {"format-patch", "--stdout", "HEAD~2"},
		"diff":   {"diff", "HEAD~2", "HEAD"},
		"copies": {"diff", "-M", "-C", "--find-copies-harder", "HEAD~2", "HEAD"},
		"plain":  {"diff", "--no-renames", "--unified=0", "HEAD~2", "HEAD"},
	} {
		t.Run(title, func(t *testing.T) {
			mail := git(t, dir, args...) + "\n"
			_, before := openRevision(t, dir, "HEAD~2")
			patched, err := Patch(before, strings.NewReader(mail))
			if err != nil {
				t.Fatal(err)
			}
			_, after := openRevision(t, dir, "HEAD")
			compareTrees(t, contents(t, patched), contents(t, after))
			if err := fstest.TestFS(patched, "new/deep/Kbuild", "a-b/x"); err != nil {
				t.Error(err)
			}
			for name := range contents(t, after) {
				got, _ := patched.Stat(name)
				if want, err := after.Stat(name); err == nil && (got == nil || got.Mode() != want.Mode()) {
					t.Errorf("%s: %v, want %v", name, got, want)
				}
			}
		})
	}
}

// TestPatchDrift checks that a hunk is looked for as far away as the one before
// was: the same lines stand nearer, too.
func TestPatchDrift(t *testing.T) {
	alike := "x\nsame\ny\n"
	base := fstest.MapFS{"f": {Data: []byte("1\n2\n3\n4\nfirst\n" + alike + "a\n" + alike)}}
	mail := "--- a/f\n+++ b/f\n@@ -1 +1 @@\n-first\n+FIRST\n@@ -6,3 +6,3 @@\n x\n-same\n+SAME\n y\n"
	patched, err := Patch(base, strings.NewReader(mail))
	if err != nil {
		t.Fatal(err)
	}
	want := "1\n2\n3\n4\nFIRST\n" + alike + "a\nx\nSAME\ny\n"
	if text, err := fs.ReadFile(patched, "f"); string(text) != want {
		t.Errorf("got %q, %v; want %q", text, err, want)
	}
}

// patchText applies a mail to one small tree and returns a file of it.
func patchText(mail, name string) (string, error) {
	patched, err := Patch(smallTree(), strings.NewReader(mail))
	if err != nil {
		return "", err
	}
	text, err := fs.ReadFile(patched, name)
	return string(text), err
}

func smallTree() fs.FS {
	return fstest.MapFS{
		"drivers/Makefile": {Data: []byte("one\ntwo\nthree\nfour\nfive\nsix\nseven\n")},
		"drivers/a.c":      {Data: []byte("int a;\n")},
		"link":             {Data: []byte("drivers"), Mode: fs.ModeSymlink},
	}
}

const (
	hunk   = "@@ -1,3 +1,3 @@\n one\n-two\n+TWO\n three\n"
	change = "--- a/drivers/Makefile\n+++ b/drivers/Makefile\n" + hunk
	header = "From: A <a@example.org>\nSubject: [PATCH] drivers: change\n"
	result = "one\nTWO\nthree\nfour\nfive\nsix\nseven\n"
)

func TestPatchForms(t *testing.T) {
	encoded := strings.ReplaceAll(change, "=", "=3D")
	encoded = strings.Replace(encoded, "+TWO", "+T=\nWO", 1)
	for title, mail := range map[string]string{
		"plain":      change,
		"no prefix":  strings.NewReplacer("a/drivers", "drivers", "b/drivers", "drivers").Replace(change),
		"two trees":  strings.NewReplacer("a/", "linux.orig/", "b/", "linux/").Replace(change),
		"timestamps": strings.ReplaceAll(change, "Makefile\n", "Makefile\t2024-01-01 10:00:00 +0100\n"),
		"git":        "diff --git a/drivers/Makefile b/drivers/Makefile\nindex 1..2 100644\n" + change,
		"mail":       header + "\nWhy.\n---\n drivers/Makefile | 2 +-\n\n" + change + "-- \n2.39\n",
		"returns":    strings.ReplaceAll(header+"\nWhy.\n---\n"+change, "\n", "\r\n"),
		"quoted":     header + "Content-Transfer-Encoding: quoted-printable\n\n" + encoded,
		"base64": header + "Content-Transfer-Encoding: BASE64\n\n" +
			base64.StdEncoding.EncodeToString([]byte("Why.\n"+change)) + "\n",
		"signed": header + "Content-Type: multipart/signed; micalg=pgp-sha512;\n boundary=\"==b\"\n\n--==b\n" +
			"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n" + encoded +
			"\n--==b\nContent-Type: application/pgp-signature\n\n" + change + "\n--==b--\n",
		"attached": "From 1234 Mon Sep 17 00:00:00 2001\n" + header + mixed + "b\n\n--b\n" + mixed + "c\n\n" +
			"--c\n\nWhy.\n--c\nContent-Type: text/html\n\n" + change + "\n--c--\n--b\n" +
			"Content-Type: text/x-patch\nContent-Transfer-Encoding: base64\n\n" +
			base64.StdEncoding.EncodeToString([]byte(change)) + "\n--b--\n",
		"series": "From 1234 Mon Sep 17 00:00:00 2001\n" + header + "\nFrom here on.\n---\n" +
			strings.ReplaceAll(change, "TWO", "2") + "-- \n2.39\n\nFrom 1235 Mon Sep 17 00:00:00 2001\n" + header +
			"\n---\n" + strings.ReplaceAll(change, "-two\n", "-2\n"),
	} {
		t.Run(title, func(t *testing.T) {
			if got, err := patchText(mail, "drivers/Makefile"); err != nil || got != result {
				t.Errorf("got %q, %v", got, err)
			}
		})
	}
}

// mixed begins the header of a mail with parts.
const mixed = "Content-Type: multipart/mixed; boundary="

// nested returns the rest of a mail with a part in a part, and so on.
func nested(levels int) string {
	if levels == 0 {
		return "\n" + change
	}
	edge := strings.Repeat("b", levels)
	return mixed + edge + "\n\n--" + edge + "\n" + nested(levels-1) + "\n--" + edge + "--\n"
}

// TestPatchMoved checks hunks that are not where they say.
func TestPatchMoved(t *testing.T) {
	head := "--- a/drivers/Makefile\n+++ b/drivers/Makefile\n"
	for title, c := range map[string]struct{ hunks, want string }{
		"later":  {"@@ -1,3 +1,3 @@\n four\n-five\n+5\n six\n", "one\ntwo\nthree\nfour\n5\nsix\nseven\n"},
		"before": {"@@ -90,3 +1,3 @@\n two\n-three\n+3\n four\n", "one\ntwo\n3\nfour\nfive\nsix\nseven\n"},
		"drift": {
			"@@ -10,2 +10,1 @@\n-one\n two\n@@ -15,2 +10,2 @@\n six\n-seven\n+7\n",
			"two\nthree\nfour\nfive\nsix\n7\n",
		},
		"end": {"@@ -1,2 +1,3 @@\n six\n seven\n+8\n", "one\ntwo\nthree\nfour\nfive\nsix\nseven\n8\n"},
	} {
		if got, err := patchText(head+c.hunks, "drivers/Makefile"); err != nil || got != c.want {
			t.Errorf("%s: got %q, %v; want %q", title, got, err, c.want)
		}
	}
}

func TestPatchRefused(t *testing.T) {
	git := "diff --git a/drivers/a.c b/drivers/a.c\n"
	for title, c := range map[string]struct{ mail, want string }{
		"nothing":   {"hello\n", "no patch"},
		"mismatch":  {strings.ReplaceAll(change, "-two", "-2"), "drivers/Makefile: line 1: hunk 1 does not apply"},
		"no file":   {strings.ReplaceAll(change, "Makefile", "Kbuild"), "drivers/Kbuild: file does not exist"},
		"outside":   {git + strings.ReplaceAll(change, "drivers/", "../"), "path escapes"},
		"absolute":  {"--- /etc/hosts\n+++ /etc/hosts\n" + hunk, "etc: file does not exist"},
		"through":   {strings.ReplaceAll(change, "drivers/", "link/"), "link is no directory"},
		"exists":    {git + "new file mode 100644\n--- /dev/null\n+++ b/drivers/a.c\n@@ -0,0 +1 @@\n+x\n", "exists"},
		"left over": {git + "deleted file mode 100644\n--- a/drivers/a.c\n+++ /dev/null\n@@ -1 +0,0 @@\n-b\n", "apply"},
		"cut": {
			"From 12 Mon Sep 17 00:00:00 2001\n" + header + "\n" + change +
				"\nFrom 12 Mon Sep 17 00:00:00 2001\n" + header + "\n" + strings.ReplaceAll(change, "-two", "?two"),
			"line 21: invalid line",
		},
		"encoding": {header + "Content-Transfer-Encoding: base64\n\n!!!\n", "line 1: the mail from there: "},
		"cut part": {header + mixed + "b\n\n--b\n\n" + change, "line 1: the mail from there: its encoding is broken"},
		"nested":   {header + nested(maxNested+1), "more than 8 levels of parts"},
		"too much": {strings.Repeat("x", maxMail+1), "64 MB"},
		"grown": {
			"--- a/drivers/a.c\n+++ b/drivers/a.c\n@@ -1 +1,2 @@\n int a;\n+" + strings.Repeat("x", maxFile) + "\n",
			"drivers/a.c: larger than 16 MB",
		},
	} {
		_, err := patchText(c.mail, ".")
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %v, want %s", title, err, c.want)
		}
	}
}

// TestPatchBinary checks that the name of a binary file comes, and a note.
func TestPatchBinary(t *testing.T) {
	mail := "diff --git a/logo.bin b/logo.bin\nnew file mode 100644\nindex 000..123\n" +
		"Binary files /dev/null and b/logo.bin differ\n"
	patched, err := Patch(smallTree(), strings.NewReader(mail))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := patched.Stat("logo.bin"); err != nil || len(patched.Notes()) != 1 {
		t.Errorf("%v, notes %q", err, patched.Notes())
	}
}

// TestPatchHardPlace checks that looking for a hunk comes to an end.
func TestPatchHardPlace(t *testing.T) {
	context := strings.Repeat(" x\n", 10_000)
	base := fstest.MapFS{"f": {Data: []byte(strings.Repeat("x\n", 200_000))}}
	mail := "--- a/f\n+++ b/f\n@@ -1,20001 +1,20000 @@\n" + context + "-y\n" + context
	_, err := Patch(base, strings.NewReader(mail))
	if err == nil || !strings.Contains(err.Error(), "too hard to find") {
		t.Errorf("got %v", err)
	}
}

// TestPatchDirectory applies a patch to a directory, whose links stay inside.
func TestPatchDirectory(t *testing.T) {
	dir := writeTree(t)
	write(t, filepath.Join(filepath.Dir(dir), "secret"), "secret")
	link(t, "../secret", filepath.Join(dir, "out"))
	base, err := OpenDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	patched, err := Patch(base, strings.NewReader("--- a/a/b/c/d\n+++ b/a/b/c/d\n@@ -1 +1 @@\n-5\n"+
		"\\ No newline at end of file\n+6\n"))
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{"alias/c/d": "6\n", "a/down": "6\n", "a.c": "2", "out": ""} {
		if text, err := fs.ReadFile(patched, name); string(text) != want {
			t.Errorf("%s: got %q, %v; want %q", name, text, err, want)
		}
	}
}
