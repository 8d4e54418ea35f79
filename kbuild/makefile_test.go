package kbuild

import (
	"runtime"
	"testing"
	"weak"

	"github.com/kbuildlint/kbuildlint/parser"
)

// TestForget checks that a makefile is gone once it is forgotten and nothing uses
// it, and that whoever asks for it again gets one with places in the same text.
func TestForget(t *testing.T) {
	tree := open(t, miniature(t, map[string]string{"drivers/Makefile": "obj-y += a.o\n"}), Options{})
	parse := func() *parser.File { return tree.folder.parse("drivers/Makefile") }
	before := parse()
	text, first := before.Source, weak.Make(before)
	before = nil //nolint:wastedassign // nothing is to use it
	tree.forget("drivers/Makefile")
	runtime.GC()
	if first.Value() != nil {
		t.Error("the syntax tree is still there")
	}
	if !tree.HasRead("drivers/Makefile") {
		t.Error("nobody seems to have read it")
	}
	again := parse()
	if again.Source != text {
		t.Errorf("got places in %p, want them in %p", again.Source, text)
	}
	if parse() != again {
		t.Error("it was parsed twice while it was used")
	}
	runtime.KeepAlive(again)
}
