package lint_test

import (
	"context"
	"io/fs"
	"os"
	"testing"
	"testing/fstest"

	"github.com/kbuildlint/kbuildlint/lint"
	"github.com/kbuildlint/kbuildlint/rules"
)

// An unread tree lists its files, knows their texts and can't be read.
type unread struct {
	fstest.MapFS

	t *testing.T
}

func (u unread) HasText(name string, text []byte) bool {
	return string(u.MapFS[name].Data) == string(text)
}

func (u unread) ReadFile(name string) ([]byte, error) {
	u.t.Errorf("%s is read of the state before", name)
	return u.MapFS.ReadFile(name)
}

// TestUnchangedIsNotJudged checks that nothing is judged twice where all that
// counts is the same.
func TestUnchangedIsNotJudged(t *testing.T) {
	files := func() fstest.MapFS {
		return fstest.MapFS{"Kbuild": {Data: []byte("obj-m := a.o absent/\n")}, "b.c": {Data: []byte("old")}}
	}
	after := files()
	after["b.c"].Data = []byte("new")
	after[".git/config"] = &fstest.MapFile{}
	request := lint.Request{FS: after, Root: ".", Paths: []string{"."}, Rules: defaultRules()}
	if whole, err := lint.Check(t.Context(), request); err != nil || len(whole.Diagnostics) != 2 {
		t.Fatalf("%v, %v; want two findings", whole, err)
	}
	report, err := lint.CheckChange(t.Context(), request, unread{files(), t})
	if err != nil || len(report.Diagnostics) > 0 {
		t.Errorf("%v, %v; want nothing new", report, err)
	}
}

// TestCheckChangeStops checks that an interrupt ends both judgements.
func TestCheckChangeStops(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	stop()
	tree := fstest.MapFS{"Kbuild": {Data: []byte("obj-m := a.o\n")}}
	request := lint.Request{FS: tree, Root: ".", Paths: []string{"."}, Rules: rules.All}
	if _, err := lint.CheckChange(ctx, request, fstest.MapFS{}); err == nil {
		t.Error("it went on")
	}
}

// TestChangeOfOneOfSeveral changes a makefile that another one includes, where no
// text says so: what the process says elsewhere may be another thing.
func TestChangeOfOneOfSeveral(t *testing.T) {
	kernel := func(stem string) fstest.MapFS {
		return planted(t, map[string]string{
			drivers:                      "include $(patsubst %,$(src)/parts/%/Makefile,on$(empty)e tw$(empty)o)\n",
			"drivers/parts/one/Makefile": "stem := " + stem + "\n",
			"drivers/parts/two/Makefile": "obj-y += $(stem).o\n",
			"drivers/bravo.c":            "",
		})
	}
	request := lint.Request{FS: kernel("charlie"), Root: ".", Paths: []string{"."}, Rules: defaultRules()}
	found, err := lint.CheckChange(t.Context(), request, kernel("bravo"))
	if err != nil || len(found.Diagnostics) != 1 {
		t.Fatalf("%s, %v; want one finding", outcome(found), err)
	}
	if d := found.Diagnostics[0]; d.Path != "drivers/parts/two/Makefile" || d.Rule != "missing-source" {
		t.Errorf("got %+v", d)
	}
}

// planted returns the kernel in miniature with other files, in directories of its
// own too.
func planted(t *testing.T, files map[string]string) fstest.MapFS {
	t.Helper()
	tree := fstest.MapFS{}
	kernel := os.DirFS("../testdata/kernel")
	err := fs.WalkDir(kernel, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := fs.ReadFile(kernel, name)
		tree[name] = &fstest.MapFile{Data: text}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range files {
		tree[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return tree
}
