package eval

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/parser"
	"github.com/kbuildlint/kbuildlint/source"
)

// TestAssignments reads assignments under written and computed names: each is
// kept with the place of its name and its configurations.
func TestAssignments(t *testing.T) {
	const makefile = `plain := 1
ifdef CONFIG_ONE
part-$(CONFIG_TWO) += x.o
endif
$(foreach n,a b,$(eval $(n).o := y))
target: only = here
never = $(eval later := 1)
`
	p := NewProcess(Options{
		World:   NewWorld(),
		Symbols: func(string) Symbol { return Symbol{Type: Bool} },
	})
	p.Run(parser.Parse(source.NewFile("Makefile", makefile)))
	var got []string
	for _, a := range p.Assignments {
		line := a.Name + " at " + a.Place.Written().Text()
		if a.When != cond.True {
			line += " when " + p.world.Space.Format(a.When)
		}
		got = append(got, line)
	}
	slices.Sort(got)
	want := []string{
		"a.o at a",
		"b.o at b",
		"never at never",
		"part- at part-$(CONFIG_TWO) when CONFIG_ONE=y and CONFIG_TWO is not set",
		"part-y at part-$(CONFIG_TWO) when CONFIG_ONE=y and CONFIG_TWO=y",
		"plain at plain",
	}
	if difference := cmp.Diff(want, got); difference != "" {
		t.Errorf("(-want +got):\n%s", difference)
	}
}
