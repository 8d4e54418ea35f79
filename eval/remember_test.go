package eval

import (
	"slices"
	"testing"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/parser"
	"github.com/kbuildlint/kbuildlint/source"
)

// recipes returns the first lines of the recipes of a makefile's rules, and
// tells watch what expanding them compares.
func recipes(makefile string, watch func(*Event)) []string {
	p := NewProcess(Options{World: NewWorld(), Dir: "/dir", Files: memoryFiles{}})
	p.Run(parser.Parse(source.NewFile("Makefile", makefile)))
	p.Watch(watch)
	var lines []string
	for _, rule := range p.Rules {
		for _, binding := range p.RecipeBindings(rule) {
			text, _, _ := p.world.At(p.ExpandRecipe(binding)[0].Value, &Configuration{})
			lines = append(lines, text)
		}
	}
	return lines
}

// TestRemembered expands variables again where they are something else: for
// another target, in a call, in a loop, after an assignment, under another
// condition.
func TestRemembered(t *testing.T) {
	tests := []struct {
		name, makefile string
		want           []string
	}{
		{"targets", "v = <$@>\na b: ; $v $v\n", []string{" <a> <a>", " <b> <b>"}},
		{"arguments", "v = <$1>\nf = $v\na: ; $v $(call f,x) $(call f,y) $v\n", []string{" <> <x> <y> <>"}},
		{"arguments inside", "g = [$1]\nv = $(call g,$@)\nf = $v\na: ; $(call f,x) $v\n", []string{" [a] [a]"}},
		{"numbers", "3 := three\nv = <$3>\nf = $v\na: ; $v $(call f,x,y,z) $v\n", []string{" <three> <z> <three>"}},
		{"loops", "v = <$x>\na: ; $v $(foreach x,p q,$v) $v\n", []string{" <> <p> <q> <>"}},
		{"loops inside", "v = $(foreach x,p q,$w)\nw = <$x>\na: ; $w $v $w $v\n", []string{" <> <p> <q> <> <p> <q>"}},
		{"assignments", "v = <$g>\na b: ; $v$(eval g := 2)$v\n", []string{" <><2>", " <><2>"}},
		{"target variables", "v = <$g>\na: g := 1\na b: ; $v $v\n", []string{" <1> <1>", " <> <>"}},
		{"changing", "v = <$(MAKEFILE_LIST)>\na: ; $v $v\n", []string{" <Makefile> <Makefile>"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := recipes(test.makefile, nil); !slices.Equal(got, test.want) {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

// TestRememberedEvents holds that a comparison is told once for each recipe
// and condition, however often its variable is expanded.
func TestRememberedEvents(t *testing.T) {
	counts := map[MadeName]int{}
	conditions := map[cond.Cond]bool{}
	recipes("v = $(filter a,b)\nc = $(if $(shell x),$v)\na b: ; $v $v $c $c\n", func(event *Event) {
		counts[event.Binding.Target]++
		conditions[event.When] = true
	})
	if counts["a"] != 2 || counts["b"] != 2 || len(conditions) != 2 {
		t.Errorf("told %v in %d conditions, want 2 for each target in 2 conditions", counts, len(conditions))
	}
}
