package kbuild_test

import (
	"slices"
	"testing"
	"testing/fstest"

	"github.com/kbuildlint/kbuildlint/kbuild"
)

// TestMakefilesOf reads a module whose makefiles include each other, and one
// that has nothing to do with kbuild.
func TestMakefilesOf(t *testing.T) {
	files := fstest.MapFS{
		"Kbuild":       {Data: []byte("include $(src)/d/more.mk\n-include absent.mk\n")},
		"d/more.mk":    {Data: []byte("include $(src)/d/last.mk\n")},
		"d/last.mk":    {Data: []byte("x := y\n")},
		"d/own.mk":     {Data: []byte("include last.mk\n")},
		"d/unread.mk":  {Data: []byte("x := y\n")},
		"scripts/none": {},
	}
	tree, err := kbuild.Open(files, kbuild.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		unit *kbuild.Unit
		want []string
	}{
		{tree.Units()[0], []string{"Kbuild", "d/more.mk", "d/last.mk"}},
		{
			&kbuild.Unit{Makefile: "d/own.mk", Role: kbuild.PlainRole, Builds: []kbuild.Build{kbuild.InTree}},
			[]string{"d/own.mk", "d/last.mk"},
		},
	} {
		build := c.unit.Builds[0]
		var got []string
		for _, file := range tree.MakefilesOf(c.unit, build, tree.Evaluate(c.unit, build, nil)) {
			got = append(got, file.Source.Path)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: got %q, want %q", c.unit.Makefile, got, c.want)
		}
	}
	if tree.Makefile("d/more.mk") == nil || tree.Makefile("d/unread.mk") != nil {
		t.Error("what has been read is not what a process has read")
	}
}
