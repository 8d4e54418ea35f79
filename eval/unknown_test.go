package eval

import (
	"testing"

	"github.com/kbuildlint/kbuildlint/parser"
	"github.com/kbuildlint/kbuildlint/source"
)

// TestShell checks that an unknown knows the command that prints it, behind
// variables too.
func TestShell(t *testing.T) {
	world := NewWorld()
	p := NewProcess(Options{World: world})
	text := "clock := date +%s\nnow = $(shell $(clock))\nuser = $(USER)\n"
	p.Run(parser.Parse(source.NewFile("Makefile", text)))
	for name, want := range map[string]string{"now": "date +%s", "clock": "", "user": ""} {
		got := ""
		if unknown := world.UnknownIn(p.ValueOf(name)); unknown != nil {
			got = unknown.Shell
		}
		if got != want {
			t.Errorf("%s: the command is %q, want %q", name, got, want)
		}
	}
}
