package eval

import (
	"slices"
	"strings"
	"testing"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/parser"
	"github.com/kbuildlint/kbuildlint/source"
)

// TestBranches compares what is kept of branches with what a makefile tests:
// when make comes there, when it executes the arm, and the tests that are
// decided already.
func TestBranches(t *testing.T) {
	const makefile = `
radio := $(CONFIG_RADIO)
ifdef CONFIG_RADIO
ifeq ($(radio),)
$(error no)
endif
ifneq ($(strip $(radio)),)
endif
ifeq ($(CONFIG_LOUD),y)
$(error loud)
endif
else ifdef radio
else
endif
`
	world := NewWorld()
	p := NewProcess(Options{World: world, Symbols: func(string) Symbol { return Symbol{Type: Bool} }})
	p.Run(parser.Parse(source.NewFile("Makefile", makefile)))
	var got []string
	for _, branch := range p.Branches {
		text := strings.TrimSpace(branch.Place.Text()) + ": " + world.Space.Format(branch.Taken)
		if branch.Test != cond.True {
			text += "; test " + world.Space.Format(branch.Test)
		}
		if branch.Sides != nil {
			text += "; filled " + world.Space.Format(world.NonEmpty(branch.Sides[0]))
		}
		if branch.Stops {
			text += "; stops"
		}
		got = append(got, text)
	}
	want := []string{
		"ifeq ($(radio),): never; test CONFIG_RADIO is not set; filled CONFIG_RADIO=y",
		"ifneq ($(strip $(radio)),): CONFIG_RADIO=y; filled ",
		"ifeq ($(CONFIG_LOUD),y): CONFIG_LOUD=y and CONFIG_RADIO=y; filled CONFIG_LOUD=y; stops",
		"ifdef CONFIG_RADIO: CONFIG_RADIO=y",
		"else ifdef radio: never; test CONFIG_RADIO=y",
		"else: CONFIG_RADIO is not set",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}
