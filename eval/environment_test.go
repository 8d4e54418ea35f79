package eval

import (
	"testing"

	"github.com/kbuildlint/kbuildlint/parser"
	"github.com/kbuildlint/kbuildlint/source"
)

// TestEnvironment compares what a sub-make inherits of a makefile whose caller has
// PWD and HOME in the environment: GNU Make passes both on, as they are then.
func TestEnvironment(t *testing.T) {
	p := NewProcess(Options{World: NewWorld()})
	p.Define("PWD", "/caller", OriginEnvironment)
	p.DefineRecursive("HOME", "/home", OriginEnvironment)
	p.Define("M", "/module", OriginCommandLine)
	p.Run(parser.Parse(source.NewFile("Makefile", "PWD := /here\nown := x\nexport given := y\nunexport HOME\n")))
	got := map[string]string{}
	for name, variable := range p.Environment() {
		text := ""
		for _, piece := range variable.Value.Pieces {
			text += piece.Text
		}
		got[name] = text
	}
	if got["PWD"] != "/here" || got["given"] != "y" || len(got) != 2 {
		t.Errorf("got %v", got)
	}
}
