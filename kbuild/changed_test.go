package kbuild

import (
	"slices"
	"testing"

	"github.com/kbuildlint/kbuildlint/eval"
)

func TestHas(t *testing.T) {
	old := ChangedName{Until: Version{6, 1}}
	young := ChangedName{Since: Version{6, 1}, Stable: Version{5, 13}}
	both := ChangedName{Since: Version{5, 9}, Until: Version{6, 1}}
	for _, c := range []struct {
		name    *ChangedName
		version Version
		want    bool
	}{
		{&old, Version{6, 0}, true},
		{&old, Version{6, 1}, false},
		{&old, Version{7, 0}, false},
		{&young, Version{5, 10}, false},
		{&young, Version{5, 15}, true},
		{&young, Version{7, 0}, true},
		{&both, Version{5, 8}, false},
		{&both, Version{5, 9}, true},
		{&both, Version{6, 1}, false},
	} {
		if got := c.name.Has(c.version); got != c.want {
			t.Errorf("%+v: %s has it: %v", *c.name, c.version, got)
		}
	}
}

// TestIsTested looks at references that only ask whether there is a value.
func TestIsTested(t *testing.T) {
	const text = "obj-m := a.o\n" +
		"x := $(or $(srcroot),a)\n" +
		"y := $(if $(srcroot),$(srcroot))\n" +
		"z := $(srcroot)\n" +
		"ifneq ($(srcroot),)\nendif\n" +
		"ifeq ($(srcroot),b)\nendif\n"
	tree := open(t, map[string]string{"Kbuild": text}, Options{Kernel: Version{6, 12}})
	unit := tree.Units()[0]
	var places []string
	var process *eval.Process
	var events []*eval.Event
	process = tree.Evaluate(unit, Module, func(event *eval.Event) { events = append(events, event) })
	for _, event := range events {
		if event.Function == eval.MissingEvent {
			use := map[bool]string{true: " tested", false: " used"}[tree.IsTested(process, event.Place)]
			places = append(places, event.Place.Written().String()+use)
		}
	}
	want := []string{
		"Kbuild:2:11 tested", "Kbuild:3:11 tested", "Kbuild:4:6 used", "Kbuild:5:8 tested", "Kbuild:7:7 used",
	}
	if !slices.Equal(places, want) {
		t.Errorf("got %q, want %q", places, want)
	}
}
