package kbuild

import (
	"slices"
	"strings"
	"testing"
)

// whyFiles are a kernel whose directories are asked for built-in objects and
// modules, as those of 6.12 are.
var whyFiles = map[string]string{
	"Makefile": `VERSION = 6
PATCHLEVEL = 12
include scripts/Kbuild.include
include include/config/auto.conf
all: build-dir prepare
build-dir:
	$(MAKE) $(build)=. need-builtin=1 need-modorder=1
prepare:
	$(MAKE) $(build)=scripts/mod
	$(MAKE) $(build)=boot boot/image
`,
	"scripts/Kbuild.include": "build := -f scripts/Makefile.build obj\n",
	"scripts/Makefile.build": `obj-y :=
obj-m :=
include include/config/auto.conf
include scripts/Kbuild.include
include $(or $(wildcard $(obj)/Kbuild),$(obj)/Makefile)
$(obj)/%.o: $(obj)/%.c
	$(CC) -c $<
`,
	"Kconfig": `config MODULES
	bool "Modules"
	modules
config NET
	bool "Net"
config CARD
	tristate "Card"
config DEBUG
	bool "Debug"
config LOCKED
	bool "Locked"
	depends on ABSENT
config LOADED
	tristate "Loaded"
	depends on m
`,
	"Kbuild": "obj-y += net/\nobj-m += old/\nobj-y += far/\nobj- += never/\n",
	"net/Makefile": `obj-$(CONFIG_CARD) += card.o
card-y := probe.o ../common/shared.o
card-$(CONFIG_DEBUG) += debug.o
obj-$(CONFIG_NOBODY) += nobody.o
obj-y += gone.o
lib-y += gone.o library.o
include net/Makefile.more
`,
	"net/Makefile.more": `obj-$(CONFIG_NET) += more.o
obj-$(CONFIG_LOCKED) += locked.o
obj-$(CONFIG_LOADED) += loaded.o
`,
	"net/locked.c": "", "net/loaded.c": "",
	"menu/Makefile": "hostprogs := conf\nmenu: $(obj)/conf\n\t$<\n", "menu/conf.c": "",
	"net/card.c": "", "net/probe.c": "", "net/debug.c": "", "net/more.c": "", "net/nobody.c": "",
	"net/library.c": "", "net/unlisted.c": "", "net/user.c": "#  include \"unlisted.c\"\n", "net/net.h": "",
	"common/shared.c": "",
	"old/Makefile":    "obj-y := lost.o\nobj-m := kept.o\ninclude old/kit/Makefile\n",
	"old/lost.c":      "", "old/kept.c": "",
	"old/kit/Makefile": "obj-m += kit/part.o\n", "old/kit/part.c": "",
	"never/Makefile": "obj-y := a.o\n", "never/a.c": "",
	"alone/Makefile": "obj-y := b.o\n", "alone/b.c": "",
	"far/Makefile":  "obj-y += ../away/\n",
	"away/Makefile": "obj-y := far.o\n", "away/far.c": "",
	"scripts/mod/Makefile": "hostprogs := tool unused\nalways-y := tool\ntool-objs := part.o\n",
	"scripts/mod/part.c":   "", "scripts/mod/unused.c": "",
	"boot/Makefile": "targets := x.o\n$(obj)/image: $(obj)/setup.o\n\tld $<\n",
	"boot/setup.c":  "", "boot/x.c": "",
	"tools/Makefile": "", "tools/t.c": "",
}

// toHere is the step that all routes begin with.
const toHere = "    Makefile:7:2: the recipe calls make for the top directory []\n"

func TestWhy(t *testing.T) {
	tests := map[string]string{
		"net/debug.c": "built-in vmlinux [CONFIG_CARD=y and CONFIG_DEBUG=y] on demand: false\n" + toHere +
			"    Kbuild:1:10: obj-y has net/ []\n" +
			"    net/Makefile:1:23: obj-$(CONFIG_CARD) has card.o [CONFIG_CARD=y]\n" +
			"    net/Makefile:3:25: card-$(CONFIG_DEBUG) has debug.o [CONFIG_DEBUG=y]\n" +
			"module net/card.ko [CONFIG_CARD=m and CONFIG_DEBUG=y] on demand: false\n" + toHere +
			"    Kbuild:1:10: obj-y has net/ []\n" +
			"    net/Makefile:1:23: obj-$(CONFIG_CARD) has card.o [CONFIG_CARD=m]\n" +
			"    net/Makefile:3:25: card-$(CONFIG_DEBUG) has debug.o [CONFIG_DEBUG=y]\n",
		"net/card.c": "- net/Makefile:1:23: obj-$(CONFIG_CARD) has card.o, which is linked from card-y and the like: " +
			"card.c itself is not compiled\n",
		"net/nobody.c": "- net/Makefile:4:25: obj-$(CONFIG_NOBODY) has nobody.o, which only make clean reads: " +
			"no Kconfig file defines CONFIG_NOBODY\n",
		"net/gone.c": "- net/Makefile:5:10: obj-y has gone.o, but there is nothing to make it from\n",
		"net/library.c": "library net/lib.a [] on demand: false\n" + toHere +
			"    Kbuild:1:10: obj-y has net/ []\n    net/Makefile:6:17: lib-y has library.o []\n",
		"net/more.o": "built-in vmlinux [CONFIG_NET=y] on demand: false\n" + toHere +
			"    Kbuild:1:10: obj-y has net/ []\n" +
			"    net/Makefile.more:1:22: obj-$(CONFIG_NET) has more.o [CONFIG_NET=y]\n",
		"net/locked.c": "- net/Makefile.more:2:25: obj-$(CONFIG_LOCKED) has locked.o: it takes CONFIG_LOCKED=y, " +
			"and no configuration that the Kconfig files allow has that\n",
		"net/loaded.c": "module net/loaded.ko [CONFIG_LOADED=m] on demand: false\n" + toHere +
			"    Kbuild:1:10: obj-y has net/ []\n" +
			"    net/Makefile.more:3:25: obj-$(CONFIG_LOADED) has loaded.o [CONFIG_LOADED=m]\n",
		"menu/conf.c":    "host-program menu/conf [] on demand: true\n    menu/Makefile:1:14: hostprogs has conf []\n",
		"net/unlisted.c": "- no makefile lists net/unlisted.o\n- net/user.c:1:12: but user.c includes it\n",
		"net/net.h":      "- a header is compiled with the files that include it\n",
		"common/shared.c": "built-in vmlinux [CONFIG_CARD=y] on demand: false\n" + toHere +
			"    Kbuild:1:10: obj-y has net/ []\n" +
			"    net/Makefile:1:23: obj-$(CONFIG_CARD) has card.o [CONFIG_CARD=y]\n" +
			"    net/Makefile:2:19: card-y has ../common/shared.o []\n" +
			"module net/card.ko [CONFIG_CARD=m] on demand: false\n" + toHere +
			"    Kbuild:1:10: obj-y has net/ []\n" +
			"    net/Makefile:1:23: obj-$(CONFIG_CARD) has card.o [CONFIG_CARD=m]\n" +
			"    net/Makefile:2:19: card-y has ../common/shared.o []\n",
		"old/lost.c": "- old/Makefile:1:10: obj-y has lost.o\n" +
			"- Kbuild:2:10: obj-m has old/: make goes to old for modules only, " +
			"so that obj-y counts for nothing there\n",
		"old/kept.ko": "module old/kept.ko [] on demand: false\n" + toHere +
			"    Kbuild:2:10: obj-m has old/ []\n    old/Makefile:2:10: obj-m has kept.o []\n",
		"never/a.c": "- never/Makefile:1:10: obj-y has a.o\n" +
			"- Kbuild:4:9: obj- has never/, which only make clean reads\n",
		"alone/b.c": "- alone/Makefile:1:10: obj-y has b.o\n- make never goes to alone: no makefile leads there\n",
		"alone":     "- make never goes to alone: no makefile leads there\n",
		"away/far.c": "built-in vmlinux [] on demand: false\n" + toHere + "    Kbuild:3:10: obj-y has far/ []\n" +
			"    far/Makefile:1:10: obj-y has ../away/ []\n    away/Makefile:1:10: obj-y has far.o []\n",
		"scripts/mod/part.c": "host-program scripts/mod/tool [] on demand: false\n" +
			"    Makefile:9:2: the recipe calls make for scripts/mod []\n" +
			"    scripts/mod/Makefile:2:13: always-y has tool []\n" +
			"    scripts/mod/Makefile:1:14: hostprogs has tool []\n" +
			"    scripts/mod/Makefile:3:14: tool-objs has part.o []\n",
		"scripts/mod/unused.c": "host-program scripts/mod/unused [] on demand: true\n" +
			"    Makefile:9:2: the recipe calls make for scripts/mod []\n" +
			"    scripts/mod/Makefile:1:19: hostprogs has unused []\n",
		"boot/setup.c": "prerequisite boot/image [] on demand: false\n" +
			"    Makefile:10:2: the recipe calls make for boot []\n    boot/Makefile:2:1: image needs setup.o []\n",
		"boot/x.c": "file boot/x.o [] on demand: true\n" +
			"    Makefile:10:2: the recipe calls make for boot []\n    boot/Makefile:1:12: targets has x.o []\n",
		"tools/t.c": "- tools/ has a build system of its own, which is not followed\n",
		"old": "visit modules [] on demand: false\n" + toHere +
			"    Kbuild:2:10: obj-m has old/ []\n",
		"net/Makefile.more": "included net/Makefile [] on demand: false\n" + toHere +
			"    Kbuild:1:10: obj-y has net/ []\n    net/Makefile:7:9: an include of net/Makefile.more []\n",
		"old/kit": "included old/Makefile [] on demand: false\n" + toHere +
			"    Kbuild:2:10: obj-m has old/ []\n    old/Makefile:3:9: an include of old/kit/Makefile []\n",
		"Makefile":               "included Makefile [] on demand: false\n",
		"scripts/Makefile.build": "- a script of kbuild: it builds what others list\n",
	}
	for name, want := range tests {
		t.Run(name, func(t *testing.T) {
			tree := open(t, whyFiles, Options{})
			answer, ok := tree.Why(name, nil)
			if !ok {
				t.Fatal("nothing is known of it")
			}
			if got := told(tree, answer); got != want {
				t.Errorf("got\n%swant\n%s", got, want)
			}
		})
	}
}

func TestWhyOfNothing(t *testing.T) {
	if answer, ok := open(t, whyFiles, Options{}).Why("net/nowhere.c", nil); ok {
		t.Errorf("got %v for a file that is not there", answer)
	}
}

// TestWhyReadsLittle checks that directories far from the path are not read.
func TestWhyReadsLittle(t *testing.T) {
	var read []string
	open(t, whyFiles, Options{}).Why("net/debug.c", func(dir string) { read = append(read, dir) })
	if want := []string{".", "net"}; !slices.Equal(read, want) {
		t.Errorf("read %q, want %q", read, want)
	}
}

func TestWhyInModules(t *testing.T) {
	tree := open(t, map[string]string{
		"Kbuild": "obj-m := top.o sub/\n", "top.c": "", "sub/Kbuild": "obj-$(CONFIG_X) += inner.o\nobj-y += no.o\n",
		"sub/inner.c": "", "sub/no.c": "",
	}, Options{})
	tests := map[string]string{
		"top.c": "module top.ko [] on demand: false\n    Kbuild:1:10: obj-m has top.o []\n",
		"sub/inner.c": "module sub/inner.ko [CONFIG_X=m] on demand: false\n    Kbuild:1:16: obj-m has sub/ []\n" +
			"    sub/Kbuild:1:20: obj-$(CONFIG_X) has inner.o [CONFIG_X=m]\n",
	}
	for name, want := range tests {
		answer, ok := tree.Why(name, nil)
		if !ok {
			t.Fatalf("nothing is known of %s", name)
		}
		if got := told(tree, answer); got != want {
			t.Errorf("%s: got\n%swant\n%s", name, got, want)
		}
	}
}

func TestUsesOf(t *testing.T) {
	tree := open(t, whyFiles, Options{})
	tests := map[string]string{
		"CONFIG_CARD": "built-in net/card.o net/Makefile:1:23 [CONFIG_CARD=y]\n" +
			"module net/card.o net/Makefile:1:23 [CONFIG_CARD=m]\n",
		"CONFIG_DEBUG": "built-in net/debug.o net/Makefile:3:25 [CONFIG_DEBUG=y]\n" +
			"module net/debug.o net/Makefile:3:25 [CONFIG_DEBUG=y]\n",
		"CONFIG_NET":   "built-in net/more.o net/Makefile.more:1:22 [CONFIG_NET=y]\n",
		"CONFIG_OTHER": "",
	}
	for symbol, want := range tests {
		var got strings.Builder
		for _, use := range tree.UsesOf(symbol, nil) {
			got.WriteString(string(use.Kind) + " " + use.Name + " " + use.Place.String() +
				" [" + tree.World.Space.Format(use.When) + "]\n")
		}
		if got.String() != want {
			t.Errorf("%s: got\n%swant\n%s", symbol, got.String(), want)
		}
	}
}
