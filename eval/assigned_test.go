package eval

import (
	"slices"
	"testing"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/parser"
	"github.com/kbuildlint/kbuildlint/source"
)

// TestValueAssigned looks at single assignments to one variable.
func TestValueAssigned(t *testing.T) {
	world := NewWorld()
	p := NewProcess(Options{World: world, Symbols: func(string) Symbol { return Symbol{Type: Bool} }})
	p.Run(parser.Parse(source.NewFile("Makefile", "dir = late\n"+
		"flags := -Dfirst\n"+
		"ifdef CONFIG_A\nflags += -I$(dir)\nendif\n"+
		"$(eval flags += -Dthird)\n"+
		"dir = src\n")))
	var got []string
	for _, a := range p.Assignments {
		if a.Name != "flags" {
			continue
		}
		for _, word := range world.Words(p.ValueAssigned(a)) {
			if word.When != a.When {
				t.Errorf("%s holds in %s", word.Text, world.Space.Format(word.When))
			}
			got = append(got, word.Text)
		}
	}
	if want := []string{"-Dfirst", "-Isrc", "-Dthird"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// TestAnyOutcome forgets what a shell tells, and no symbol.
func TestAnyOutcome(t *testing.T) {
	world := NewWorld()
	p := NewProcess(Options{World: world, Symbols: func(string) Symbol { return Symbol{Type: Bool} }})
	p.Run(parser.Parse(source.NewFile("Makefile", "ifdef CONFIG_A\nifneq ($(shell probe),)\nx := 1\nendif\nendif\n")))
	when := p.Assignments[0].When
	some := world.AnyOutcome(when)
	if some == when || world.AnyOutcome(some) != some || some == cond.True {
		t.Errorf("%s becomes %s", world.Space.Format(when), world.Space.Format(some))
	}
	if text := world.Space.Format(some); text != "CONFIG_A=y" {
		t.Errorf("got %s, want CONFIG_A=y", text)
	}
}

// TestValueBefore looks at what a list has before each assignment to it.
func TestValueBefore(t *testing.T) {
	world := NewWorld()
	p := NewProcess(Options{World: world, Symbols: func(string) Symbol { return Symbol{Type: Bool} }})
	p.Run(parser.Parse(source.NewFile("Makefile", "word := early\nlist := $(word)\nword := late\n"+
		"ifdef CONFIG_A\nlist += $(word)\nendif\nlist := last\n"+
		"lazy = $(word)\nlazy += more\nlazy = last\n")))
	var got []string
	for _, a := range p.Assignments {
		if a.Name == "word" {
			continue
		}
		line := a.Name + ":"
		for _, word := range world.Words(p.ValueBefore(a)) {
			line += " " + word.Text
			if word.When != cond.True {
				line += " if " + world.Space.Format(word.When)
			}
		}
		got = append(got, line)
	}
	want := []string{
		"list:", "list: early", "list: early late if CONFIG_A=y", "lazy:", "lazy: late", "lazy: late more",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
