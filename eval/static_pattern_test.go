package eval

import (
	"strings"
	"testing"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/parser"
	"github.com/kbuildlint/kbuildlint/source"
)

// TestFits asks which targets match the pattern of their rule.
func TestFits(t *testing.T) {
	const makefile = "./a.o b.c d/e.o: ./%.o: %.c\nf.o: f.c\n"
	p := NewProcess(Options{World: NewWorld()})
	p.Run(parser.Parse(source.NewFile("Makefile", makefile)))
	var fitting []string
	for _, rule := range p.Rules {
		for i := range rule.Targets {
			if rule.Fits(&rule.Targets[i]) {
				fitting = append(fitting, string(rule.Targets[i].Made))
			}
		}
	}
	if got := strings.Join(fitting, " "); got != "a.o d/e.o f.o" {
		t.Errorf("fitting are %q", got)
	}
}

// TestBareExports finds the export that names no variable.
func TestBareExports(t *testing.T) {
	const makefile = "export X\nunexport\nexport $(none)\nifdef CONFIG_A\nexport # all\nendif\n"
	p := NewProcess(Options{World: NewWorld(), Symbols: func(string) Symbol { return Symbol{Type: Bool} }})
	p.Run(parser.Parse(source.NewFile("Makefile", makefile)))
	exports := p.BareExports()
	if len(exports) != 1 || exports[0].When == cond.True || exports[0].Place.Start().Line != 5 {
		t.Errorf("got %v", exports)
	}
}
