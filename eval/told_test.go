package eval

import (
	"slices"
	"strings"
	"testing"

	"github.com/kbuildlint/kbuildlint/parser"
	"github.com/kbuildlint/kbuildlint/source"
)

// TestTold reads a makefile whose references to symbols, names and calls are
// told: each with the text of its place.
func TestTold(t *testing.T) {
	const makefile = `CONFIG_OWN := y
obj-$(CONFIG_ONE)$(CONFIG_OWN) := a.o
ifdef CONFIG_TWO
endif
name := FOUR
later = $(CONFIG_THREE) $(CONFIG_$(name))
now := $(later)
list-$(CONFIG_TEXT) := x
told = $(1)
quiet = $(1)
called := $(call told,a) $(call quiet,b) $(call nobody,c) $(call $(if ,,told), d)
never = $(CONFIG_NEVER) $(call told,never)
`
	world := NewWorld()
	var got []string
	p := NewProcess(Options{
		World: world, Calls: map[string]bool{"told": true},
		Symbols: func(name string) Symbol {
			if name == "CONFIG_TEXT" {
				return Symbol{Type: Text}
			}
			return Symbol{Type: Bool}
		},
		Watch: func(event *Event) {
			switch {
			case event.Symbol != "":
				got = append(got, event.Symbol+" at "+event.Place.Text())
			case event.Function == NameEvent:
				stem, unknown := world.EndsUnknown(world.Words(event.Args[0])[0].Text)
				got = append(got, "name "+stem+"+"+unknown.Symbol+" at "+event.Place.Text())
			case event.Function == CallEvent:
				got = append(got, "call "+world.Words(event.Args[0])[0].Text+" at "+event.Place.Text())
			}
		},
	})
	p.Run(parser.Parse(source.NewFile("Makefile", makefile)))
	want := []string{
		"CONFIG_ONE at $(CONFIG_ONE)",
		"CONFIG_TWO at CONFIG_TWO",
		"CONFIG_THREE at $(CONFIG_THREE)",
		"CONFIG_FOUR at $(CONFIG_$(name))",
		"CONFIG_TEXT at $(CONFIG_TEXT)",
		"name list-+CONFIG_TEXT at list-$(CONFIG_TEXT)",
		"call told at $(call told,a)",
		"call nobody at $(call nobody,c)",
		"call told at $(call $(if ,,told), d)",
	}
	if !slices.Equal(got, want) {
		t.Errorf("told:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// TestToldConditions compares what is told of conditions, and kept of branches,
// with what a makefile tests.
func TestToldConditions(t *testing.T) {
	const makefile = `
ifdef CONFIG_ONE
one := $(if CONFIG_TWO,two) $(if $(CONFIG_TWO),two) $(or ,,$(CONFIG_TWO))
else ifeq ($(CONFIG_TWO),y)
ifdef $(CONFIG_THREE)
endif
ifndef CONFIG_$(E)FOUR
endif
else
macro := $(IS_ENABLED(CONFIG_TWO)
$(error no)
endif
`
	world := NewWorld()
	var got []string
	p := NewProcess(Options{
		World: world, Symbols: func(string) Symbol { return Symbol{Type: Bool} },
		Watch: func(event *Event) {
			switch event.Function {
			case ConditionEvent:
				got = append(got, "condition "+event.Place.Text())
			case "":
				if !strings.HasPrefix(event.Symbol, "CONFIG_") {
					got = append(got, event.Symbol)
				}
			}
		},
	})
	p.Run(parser.Parse(source.NewFile("Makefile", makefile)))
	for _, branch := range p.Branches {
		got = append(got, strings.TrimSpace(branch.Place.Text())+
			" if "+world.Space.Format(branch.When)+": "+world.Space.Format(branch.Taken))
		if branch.Stops {
			got = append(got, "stops")
		}
	}
	want := []string{
		"condition CONFIG_TWO",
		"condition $(CONFIG_THREE)",
		"IS_ENABLED(CONFIG_TWO",
		"ifdef CONFIG_ONE if : CONFIG_ONE=y",
		"ifdef $(CONFIG_THREE) if CONFIG_ONE is not set and CONFIG_TWO=y: never",
		"ifndef CONFIG_$(E)FOUR if CONFIG_ONE is not set and CONFIG_TWO=y: " +
			"CONFIG_FOUR is not set and CONFIG_ONE is not set and CONFIG_TWO=y",
		"else ifeq ($(CONFIG_TWO),y) if CONFIG_ONE is not set: CONFIG_ONE is not set and CONFIG_TWO=y",
		"else if CONFIG_ONE is not set and CONFIG_TWO is not set: " +
			"CONFIG_ONE is not set and CONFIG_TWO is not set",
		"stops",
	}
	if !slices.Equal(got, want) {
		t.Errorf("told:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}
