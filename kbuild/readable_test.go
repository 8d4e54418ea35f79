package kbuild

import (
	"testing"

	"github.com/kbuildlint/kbuildlint/eval"
)

func TestReadable(t *testing.T) {
	tree := open(t, with(kernel612, map[string]string{
		"drivers/Makefile": "library := $(abspath $(obj)/lib.a)\n",
	}), Options{})
	for _, build := range []Build{InTree, Separate} {
		library := tree.World.Words(evaluate(t, tree, "drivers", build).ValueOf("library"))
		if got, want := tree.Readable(eval.MadeName(library[0].Text)), "drivers/lib.a"; got != want {
			t.Errorf("%s: %q is %s, want %s", build, library[0].Text, got, want)
		}
	}
	for _, name := range []string{"drivers/lib.a", "/usr/lib/lib.a", "/kernels/lib.a"} {
		if got := tree.Readable(eval.MadeName(name)); got != name {
			t.Errorf("%s is %s", name, got)
		}
	}
}
