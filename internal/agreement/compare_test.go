package main

import (
	"slices"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

// smallKernel is a kernel whose top makefile goes to one directory, and this to
// others.
var smallKernel = map[string]string{
	"Makefile": `VERSION = 6
PATCHLEVEL = 12
srctree := $(if $(filter /kernel,$(CURDIR)),.,..)
objtree := .
SRCARCH := $(ARCH)
export srctree objtree SRCARCH
PHONY := __all
__all:
include $(srctree)/scripts/Kbuild.include
include include/config/auto.conf
include $(srctree)/arch/$(SRCARCH)/Makefile
__all: drivers
PHONY += drivers
drivers:
	$(Q)$(MAKE) $(build)=drivers need-builtin=1 need-modorder=1
.PHONY: $(PHONY)
`,
	"arch/x86/Makefile":      "",
	"scripts/Kbuild.include": "build := -f $(srctree)/scripts/Makefile.build obj\n",
	"scripts/Makefile.lib":   "",
	"scripts/Makefile.build": `src := $(if $(VPATH),$(VPATH)/)$(obj)
obj-y :=
obj-m :=
targets :=
-include include/config/auto.conf
include $(srctree)/scripts/Kbuild.include
include $(kbuild-file)
include $(srctree)/scripts/Makefile.lib
`,
	"drivers/Makefile": `obj-y += plain.o pair.o net/
obj-$(CONFIG_MODULE) += module.o sound/
pair-y := one.o two.o
module-y := part.o
targets += $(src)/table $(shell ls)
hostprogs := tool
tool-objs := main.o rest.o
always-y := tool extra.o
`,
	"drivers/net/Makefile":   "obj-$(CONFIG_NET) += net.o\n",
	"drivers/sound/Makefile": "obj-m += sound.o\nlib-y += lib.o\n",
	"drivers/Kconfig":        "config MODULE\n\ttristate\nconfig NET\n\tbool\n",
}

// mapFS returns a tree of files.
func mapFS(files map[string]string) fstest.MapFS {
	tree := fstest.MapFS{}
	for name, text := range files {
		tree[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return tree
}

// compareSmall compares the small kernel with visits in one configuration.
func compareSmall(t *testing.T, symbols string, visits ...*visit) (*comparison, *subject) {
	t.Helper()
	b := &build{version: "6.12.0", configuration: configuration{"x86_64", "defconfig"}}
	s := newSubject(b, symbols, visits)
	c, err := newComparison(mapFS(smallKernel), []*subject{s})
	if err != nil {
		t.Fatal(err)
	}
	c.descend()
	return c, s
}

// smallVisits are what make has in the small kernel with CONFIG_MODULE=m.
func smallVisits() []*visit {
	return []*visit{
		{Dir: "drivers", Builtin: "1", Modules: "1", Variables: map[string]string{
			"obj-y": "plain.o pair.o net/", "obj-m": " module.o  sound/", "pair-y": "one.o two.o", "module-y": "part.o",
			"targets": "{source}/drivers/table a b", "hostprogs": "tool", "tool-objs": "main.o rest.o",
			"always-y": "tool extra.o", "lib-m": "", "ccflags-y": "-Wall",
		}},
		{Dir: "drivers/net", Builtin: "1", Modules: "1", Variables: map[string]string{"obj-": "net.o", "obj-y": ""}},
		{Dir: "drivers/sound", Modules: "1", Variables: map[string]string{"obj-m": "sound.o", "lib-y": "lib.o"}},
	}
}

// TestAgreement compares a kernel with what make has there, to the word.
func TestAgreement(t *testing.T) {
	_, s := compareSmall(t, "CONFIG_MODULE=m\n", smallVisits()...)
	o := s.outcome
	if o.wrong() != 0 {
		t.Errorf("disagreement: %+v", o)
	}
	if o.visited != 3 || o.predicted != 3 || o.lists != 10 || o.words != 15 {
		t.Errorf("got %d and %d directories, %d lists, %d words", o.visited, o.predicted, o.lists, o.words)
	}
	want := []unknown{{place{"drivers", "", "targets"}, "$(shell ls)"}}
	if !slices.Equal(o.unknowns, want) {
		t.Errorf("unknown: got %+v, want %+v", o.unknowns, want)
	}
}

// TestDisagreement changes what make has, one thing a time, and wants the
// difference to be found.
func TestDisagreement(t *testing.T) {
	set := func(name, value string) func([]*visit) []*visit {
		return func(visits []*visit) []*visit {
			visits[0].Variables[name] = value
			return visits
		}
	}
	at := func(variable string) place { return place{"drivers", "", variable} }
	for name, c := range map[string]struct {
		change func([]*visit) []*visit
		want   outcome
	}{
		"another order": {set("pair-y", "two.o one.o"), outcome{disagreements: []disagreement{
			{at("pair-y"), []string{"one.o", "two.o"}, []string{"two.o", "one.o"}},
		}}},
		"a word twice": {set("obj-m", "module.o sound/ sound/"), outcome{disagreements: []disagreement{
			{at("obj-m"), []string{"module.o", "sound/"}, []string{"module.o", "sound/", "sound/"}},
		}}},
		"only make has it": {set("new-objs", "new.o"), outcome{disagreements: []disagreement{
			{at("new-objs"), []string{}, []string{"new.o"}},
		}}},
		"only the analyzer has it": {set("module-y", ""), outcome{disagreements: []disagreement{
			{at("module-y"), []string{"part.o"}, []string{}},
		}}},
		"asked for modules": {func(visits []*visit) []*visit {
			visits[1].Modules = ""
			return visits
		}, outcome{disagreements: []disagreement{
			{place{"drivers/net", "", "need-modorder"}, []string{"true"}, []string{"false"}},
		}}},
		"not visited": {
			func(visits []*visit) []*visit { return visits[:2] },
			outcome{surplus: []string{"drivers/sound"}},
		},
		"not predicted": {func(visits []*visit) []*visit {
			return append(visits, &visit{Dir: "lib"}, &visit{Dir: "drivers/./net"})
		}, outcome{missing: []string{"lib"}}},
	} {
		_, s := compareSmall(t, "CONFIG_MODULE=m\n", c.change(smallVisits())...)
		got := outcome{missing: s.outcome.missing, surplus: s.outcome.surplus, disagreements: s.outcome.disagreements}
		if diff := diffOutcomes(c.want, got); diff != "" {
			t.Errorf("%s: -want +got\n%s", name, diff)
		}
	}
}

// diffOutcomes returns how two outcomes differ.
func diffOutcomes(want, got outcome) string {
	return cmp.Diff(want, got, cmp.AllowUnexported(outcome{}, disagreement{}, place{}, unknown{}, objectOutcome{}),
		cmp.Transformer("empty", func(names []string) []string { return append([]string{}, names...) }))
}

// TestForecast wants the objects that each configuration builds.
func TestForecast(t *testing.T) {
	for symbols, want := range map[string][]string{
		"CONFIG_MODULE=m\nCONFIG_NET=y\n": {
			"drivers/extra.o", "drivers/module.o", "drivers/net/net.o", "drivers/one.o", "drivers/part.o",
			"drivers/plain.o", "drivers/sound/lib.o", "drivers/sound/sound.o", "drivers/two.o",
		},
		"CONFIG_MODULE=y\n": {
			"drivers/extra.o", "drivers/one.o", "drivers/part.o", "drivers/plain.o", "drivers/sound/lib.o",
			"drivers/sound/sound.o", "drivers/two.o",
		},
		"": {"drivers/extra.o", "drivers/one.o", "drivers/plain.o", "drivers/two.o"},
	} {
		c, s := compareSmall(t, symbols, smallVisits()...)
		certain, possible := c.objects(s)
		if got := without(certain, map[string]bool{}); !slices.Equal(got, want) {
			t.Errorf("%q\n got %q\nwant %q", symbols, got, want)
		}
		for _, name := range []string{"drivers/main.o", "drivers/rest.o"} {
			if !possible[name] {
				t.Errorf("%q: %s of a host program is not possible", symbols, name)
			}
		}
	}
}
