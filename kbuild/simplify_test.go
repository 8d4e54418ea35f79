package kbuild

import (
	"testing"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/eval"
	"github.com/kbuildlint/kbuildlint/source"
)

// TestWatch checks that comparisons of the top makefile are told as those of a
// directory are.
func TestWatch(t *testing.T) {
	tree := open(t, with(kernel612, map[string]string{"drivers/Makefile": "kept := $(filter a%,ab cd)\n"}), Options{})
	for name, want := range map[string]string{
		"Makefile": "Makefile:5:1", "drivers": "drivers/Makefile:1:9", "scripts/Makefile.build": "",
	} {
		unit, err := tree.UnitOf(name)
		if err != nil {
			t.Fatal(err)
		}
		first := ""
		tree.Evaluate(unit, InTree, func(event *eval.Event) {
			if place, own := tree.Resolve(event.Place); own && first == "" {
				first = place.String()
			}
		})
		if first != want {
			t.Errorf("%s: the first comparison is at %q, want %q", name, first, want)
		}
	}
}

func TestSameInAllBuilds(t *testing.T) {
	for text, want := range map[string]bool{
		"obj-$(CONFIG_FAST) += a.o\n":               true,
		"flags := $(FROM_ARCH) $(obj)\n":            true,
		"later = $(src)\n":                          true,
		"X := $(src)/a\n":                           false,
		"include $(srctree)/scripts/Makefile.lib\n": false,
		"X := $(VPATH)\n":                           false,
		"X := $(CURDIR)\n":                          false,
		"ifdef building_out_of_srctree\nendif\n":    false,
		"X := $(KBUILD_CFLAGS)\n":                   false,
		"later = $(src)\nX := $(later)\n":           false,
		"$(src)/a: b\n":                             false,
	} {
		tree := open(t, with(kernel612, map[string]string{"drivers/Makefile": text}), Options{})
		unit, err := tree.UnitOf("drivers")
		if err != nil {
			t.Fatal(err)
		}
		if got := tree.SameInAllBuilds(unit, tree.Evaluate(unit, InTree, nil)); got != want {
			t.Errorf("%q: got %v, want %v", text, got, want)
		}
	}
	module := open(t, map[string]string{"Makefile": "obj-m := a.o\n"}, Options{})
	unit, err := module.UnitOf(".")
	if err != nil {
		t.Fatal(err)
	}
	if module.SameInAllBuilds(unit, module.Evaluate(unit, Module, nil)) {
		t.Error("a module is the same in all builds though obj differs")
	}
	kernel := open(t, kernel612, Options{})
	top, err := kernel.UnitOf("Makefile")
	if err != nil {
		t.Fatal(err)
	}
	if kernel.SameInAllBuilds(top, kernel.Evaluate(top, InTree, nil)) {
		t.Error("the top makefile is the same in all builds")
	}
}

// TestSimplify takes away what only a build tells, and what holds in every build
// that gets as far as the directory.
func TestSimplify(t *testing.T) {
	tree := open(t, with(kernel612, map[string]string{
		"arch/arm/Makefile": "FROM_ARCH := arm\nifdef CONFIG_FAST\n$(error arm is slow)\nendif\n",
		"drivers/Makefile":  "ifndef CONFIG_DRIVER\n$(error no driver)\nendif\n",
	}), Options{})
	unit, err := tree.UnitOf("drivers")
	if err != nil {
		t.Fatal(err)
	}
	process := tree.Evaluate(unit, InTree, nil)
	space := tree.World.Space
	is := func(symbol string, kind eval.SymbolType, value string) cond.Cond {
		return space.Is(tree.World.SymbolDomain(symbol, kind), value)
	}
	arm := space.Is(tree.archDomain(), "arm")
	fast, module := is("CONFIG_FAST", eval.Bool, "y"), is("CONFIG_DRIVER", eval.Tristate, "m")
	set := space.Not(is("CONFIG_DRIVER", eval.Tristate, ""))
	goals := tree.World.Goals().Pieces[0].When
	for want, when := range map[string]cond.Cond{
		"":                       set,
		"CONFIG_DRIVER=m":        module,
		"never":                  space.Not(set),
		"CONFIG_FAST=y":          fast,
		"SRCARCH is arm":         arm,
		"CONFIG_FAST is not set": space.Not(fast),
	} {
		if got := space.Format(tree.Simplify(when, InTree, process)); got != want {
			t.Errorf("%s: got %q, want %q", space.Format(when), got, want)
		}
	}
	if got := tree.Simplify(space.And(arm, fast), InTree, process); got != cond.False {
		t.Errorf("the top makefile ends there, got %q", space.Format(got))
	}
	if got := tree.Simplify(space.And(goals, module), InTree, process); got != module {
		t.Errorf("goals are of the moment, got %q", space.Format(got))
	}
}

// TestResolve checks which places are in files of the tree.
func TestResolve(t *testing.T) {
	kernel := open(t, map[string]string{"Kbuild": "obj-m := a.o\nX = b\n$(eval Y := $(X))\n"}, Options{})
	process := evaluate(t, kernel, ".", Module)
	for name, want := range map[string]string{"obj-m": "Kbuild:1:10", "Y": "Kbuild:3:13"} {
		words := kernel.World.Words(process.ValueOf(name))
		if len(words) != 1 {
			t.Fatalf("%s has the words %v", name, words)
		}
		place, own := kernel.Resolve(words[0].Place)
		if !own || place.Path() != "Kbuild" {
			t.Errorf("%s: got %v, %v; want %s", name, place, own, want)
		}
	}
	for name, place := range map[string]source.Place{
		"nowhere":         {},
		"the same path":   {File: source.NewFile("Kbuild", "obj-m := a.o\n")},
		"what make knows": process.ValueOf("obj").Pieces[0].Place,
	} {
		if got, own := kernel.Resolve(place); own {
			t.Errorf("%s is in the tree: %v", name, got)
		}
	}
}
