package eval

import (
	"strings"
	"testing"

	"github.com/kbuildlint/kbuildlint/parser"
	"github.com/kbuildlint/kbuildlint/source"
)

// TestMeant has one error of each cause, each in a configuration of its own:
// only what the makefile asks for is meant to end make.
func TestMeant(t *testing.T) {
	const makefile = `ifeq ($(CONFIG_A),y)
$(error asked for)
endif
ifeq ($(CONFIG_B),y)
stray words
endif
ifeq ($(CONFIG_C),y)
x := $(subst a,b)
endif
ifeq ($(CONFIG_D),y)
$(none) := 1
endif
`
	file := parser.Parse(source.NewFile("Makefile", makefile))
	p := NewProcess(Options{World: NewWorld(), Symbols: func(string) Symbol { return Symbol{Type: Bool} }})
	p.Run(file)
	var causes []Cause
	for _, problem := range p.Problems {
		causes = append(causes, problem.Cause)
	}
	want := []Cause{CauseMessage, CauseSyntax, CauseSyntax, CauseValue}
	if len(causes) != len(want) {
		t.Fatalf("got causes %v, want %v", causes, want)
	}
	for i := range want {
		if causes[i] != want[i] {
			t.Errorf("problem %d has the cause %d, want %d", i, causes[i], want[i])
		}
	}
	if text := p.space.Format(p.Meant()); text != "CONFIG_A is not set" {
		t.Errorf("meant is %q", text)
	}
	if text := p.space.Format(p.Live()); !strings.Contains(text, "CONFIG_B is not set") {
		t.Errorf("live is %q", text)
	}
	if read := p.Inclusions(); len(read) != 1 || read[0].File != file {
		t.Errorf("got %v, want the makefile itself", read)
	}
}
