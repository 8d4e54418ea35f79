package kbuild

import (
	"testing"
	"testing/fstest"
)

func TestListsAnywhere(t *testing.T) {
	tree, err := Open(fstest.MapFS{
		"Kbuild":          {Data: []byte("obj-m := a.o # b.o\nifdef NEVER\nobj-m += c.o\nendif\n")},
		"src/Makefile.in": {Data: []byte("d.ko: d.c\n\techo e.ko\n")},
	}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	for word, want := range map[string]bool{"a.o": true, "b.o": false, "c.o": true, "d.ko": true, "e.ko": false} {
		if got := tree.ListsAnywhere("x", word); got != want {
			t.Errorf("ListsAnywhere(%s) is %v, want %v", word, got, want)
		}
	}
}
