package treefs

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/aymanbagabas/go-udiff"
)

// FuzzPatch applies any text to a small tree: what comes of it is an error, or
// a tree that can be read from end to end.
func FuzzPatch(f *testing.F) {
	for _, mail := range []string{
		change, header + "\n---\n" + change + "-- \n2.45\n",
		"diff --git a/link b/link\ndeleted file mode 120000\n--- a/link\n+++ /dev/null\n@@ -1 +0,0 @@\n-drivers\n" +
			"\\ No newline at end of file\n",
		"diff --git a/drivers/a.c b/lib/b.c\nsimilarity index 100%\nrename from drivers/a.c\nrename to lib/b.c\n",
		"--- /dev/null\n+++ b/../outside\n@@ -0,0 +1 @@\n+x\n",
		"@@ -1,3 +1,999999999 @@\n",
	} {
		f.Add(mail)
	}
	f.Fuzz(func(t *testing.T, mail string) {
		patched, err := Patch(smallTree(), strings.NewReader(mail))
		if err != nil {
			return
		}
		for name := range contents(t, patched) {
			if !fs.ValidPath(name) {
				t.Errorf("the tree has %q", name)
			}
		}
	})
}

// FuzzPatchOfChange applies the difference of two texts to the first: the second
// comes of it.
func FuzzPatchOfChange(f *testing.F) {
	f.Add("one\ntwo\nthree\n", "one\nTWO\nthree\n")
	f.Add("a\na\na\na\na\na\na\n", "a\na\na\nb\na\na\na\na")
	f.Add("no end", "no end\n")
	f.Add("x\r\ny\r\n", "y\r\n")
	f.Fuzz(func(t *testing.T, before, after string) {
		mail := udiff.Unified("a/f", "b/f", before, after)
		if mail == "" || before == "" || after == "" || strings.ContainsAny(before+after, "\x00") {
			return // nothing changes, a file comes or goes, or git takes it for binary
		}
		patched, err := Patch(fstest.MapFS{"f": {Data: []byte(before)}}, strings.NewReader(mail))
		if err != nil {
			t.Fatalf("%v\n%s", err, mail)
		}
		if text, err := fs.ReadFile(patched, "f"); string(text) != after {
			t.Errorf("got %q, %v; want %q\n%s", text, err, after, mail)
		}
	})
}
