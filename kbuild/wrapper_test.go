package kbuild

import (
	"testing"
	"testing/fstest"

	"github.com/kbuildlint/kbuildlint/eval"
)

// twoParts is an external module with a makefile that kbuild and people read.
var twoParts = fstest.MapFS{
	"Makefile": {Data: []byte(`ifneq ($(KERNELRELEASE),)
obj-m := radio.o
part := kbuild
else
part := author $(CURDIR) $(PWD)
KDIR ?= /boot/build
endif
`)},
	"below/Kbuild": {Data: []byte("obj-m := tuner.o\n")},
}

func TestWrapper(t *testing.T) {
	tree, err := Open(twoParts, Options{})
	if err != nil {
		t.Fatal(err)
	}
	given := func(text string) *eval.Value {
		return &eval.Value{Pieces: []eval.Piece{{Text: text}}}
	}
	tests := []struct {
		given          map[string]*eval.Value
		variable, want string
	}{
		{nil, "part", "author /module /module"},
		{nil, "KDIR", "/boot/build"},
		{map[string]*eval.Value{"KDIR": given("/opt/build")}, "KDIR", "/opt/build"},
		{map[string]*eval.Value{"KERNELRELEASE": given("6.12")}, "part", "kbuild"},
	}
	for _, test := range tests {
		p := tree.Wrapper(".", test.given)
		got, _, _ := tree.World.At(p.ValueOf(test.variable), &eval.Configuration{})
		if got != test.want {
			t.Errorf("given %v, %s is %q, want %q", test.given, test.variable, got, test.want)
		}
	}
	if tree.Wrapper("below", nil) != nil {
		t.Error("a directory without a Makefile has a wrapper")
	}
}
