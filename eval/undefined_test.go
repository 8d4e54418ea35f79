package eval

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/kbuildlint/kbuildlint/parser"
	"github.com/kbuildlint/kbuildlint/source"
)

// TestUndefined reads references to variables that nothing defines: the first
// place counts. Parameters are none, and neither is what some configuration
// defines.
func TestUndefined(t *testing.T) {
	const makefile = `ifdef CONFIG_ONE
sometimes := 1
here := $(first) $(CONFIG_ONE)
endif
later = $(first) $(never) $(inner:.c=.o)
f = $(1) $(2) $(foreach n,a,$(n)$(told))
called := $(call f,a)
read := $(sometimes) $(later)
`
	p := NewProcess(Options{
		World:   NewWorld(),
		Symbols: func(string) Symbol { return Symbol{Type: Bool} },
	})
	p.Run(parser.Parse(source.NewFile("Makefile", makefile)))
	var got []string
	for _, name := range slices.Sorted(maps.Keys(p.Undefined())) {
		reference := p.Undefined()[name]
		line := name + " at " + reference.Place.String()
		if when := p.world.Space.Format(reference.When); when != "" {
			line += " when " + when
		}
		got = append(got, line)
	}
	want := []string{
		"2 at Makefile:6:10", "first at Makefile:3:9 when CONFIG_ONE=y", "inner at Makefile:5:27",
		"never at Makefile:5:18", "told at Makefile:6:33",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}
