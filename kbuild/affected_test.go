package kbuild_test

import (
	"io/fs"
	"maps"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/kbuildlint/kbuildlint/kbuild"
)

// altered is the kernel that TestAffected changes.
var altered = map[string]string{
	"Makefile":                   "VERSION = 6\n",
	"Kbuild":                     "obj-y += drivers/ lib/\n",
	"Kconfig":                    "source \"drivers/Kconfig\"\n",
	"arch/x86/Makefile":          "core-y += arch/x86/kernel/\n",
	"arch/x86/kernel/Makefile":   "obj-y += head.o\n",
	"scripts/Kbuild.include":     "",
	"scripts/Makefile.build":     "",
	"include/linux/a.h":          "",
	"drivers/Kconfig":            "config NET\n\tbool \"net\"\nconfig WIFI\n\tbool \"wifi\"\n\tdepends on NET\n",
	"drivers/Makefile":           "obj-y += bus/ net/\n",
	"drivers/bus/Makefile":       "obj-y += core.o\nobj-y += ../net/phy.o\n",
	"drivers/bus/core.c":         "",
	"drivers/net/Makefile":       "obj-$(CONFIG_NET) += core.o\nobj-y += wifi/\n",
	"drivers/net/core.c":         "",
	"drivers/net/phy.c":          "",
	"drivers/net/wifi/Makefile":  "obj-$(CONFIG_WIFI) += mac.o\nCFLAGS_radio.o := -O1\n",
	"drivers/net/wifi/mac.c":     "",
	"drivers/net/other/Makefile": "obj-y += rate.o\n",
	"drivers/listed/Makefile":    "obj-y += $(patsubst $(src)/%.c,%.o,$(wildcard $(src)/*.c))\n",
	"lib/Makefile":               "obj-y += sort.o\nccflags-y += -I$(srctree)/drivers/bus/*\n",
	"lib/test/Makefile":          "obj-y += sort_test.o\n",
	"sound/Makefile":             "include $(srctree)/drivers/net/shared.mk\n",
}

// TestAffected compares which makefiles a change may affect.
func TestAffected(t *testing.T) {
	const anything = "anything"
	for _, test := range []struct{ name, file, text, want string }{
		{"nothing", "lib/Makefile", altered["lib/Makefile"], ""},
		{"an object that was written", "drivers/net/core.o", "", ""},
		{"a header", "include/linux/net.h", "", ""},
		{"what a build writes", "include/generated/Makefile", "x", ""},
		{"a file", "drivers/net/wifi/rate.c", "", "drivers/net/wifi/Makefile"},
		{"a file that is named elsewhere", "drivers/net/phy.c", gone, "drivers/bus/Makefile drivers/net/Makefile"},
		{"a file of a pattern elsewhere", "drivers/bus/core.c", gone, "drivers/bus/Makefile lib/Makefile"},
		{"a file of a list", "drivers/listed/a.c", "", "drivers/Makefile drivers/listed drivers/listed/Makefile"},
		{
			"a makefile", "drivers/net/wifi/Makefile", "obj-y += mac.o\n",
			"drivers/net/Makefile drivers/net/wifi drivers/net/wifi/Makefile",
		},
		{
			"a word", "lib/test/Makefile", "obj-y += sort.o\n",
			"lib/Makefile lib/test lib/test/Makefile",
		},
		{
			"a way out", "drivers/bus/Makefile", "obj-y += core.o\nobj-y += ../../lib/sort.o\n",
			"drivers/Makefile drivers/bus drivers/bus/Makefile drivers/net/Makefile lib/Makefile",
		},
		{
			"a makefile that others include", "drivers/net/shared.mk", "x := 1\n",
			"drivers/Makefile drivers/bus/Makefile drivers/net drivers/net/Makefile drivers/net/shared.mk " +
				"sound/Makefile",
		},
		{
			"an object with flags elsewhere", "drivers/net/other/Makefile", "obj-y += radio.o\n",
			"drivers/net/Makefile drivers/net/other drivers/net/other/Makefile drivers/net/wifi/Makefile",
		},
		{
			"a symbol", "drivers/Kconfig",
			strings.Replace(altered["drivers/Kconfig"], "\"wifi\"", "", 1), "drivers/net/wifi",
		},
		{
			"a symbol that another depends on", "drivers/Kconfig",
			strings.Replace(altered["drivers/Kconfig"], "config NET", "config NETWORK", 1),
			"drivers/net drivers/net/wifi",
		},
		{"a help text", "drivers/Kconfig", altered["drivers/Kconfig"] + "\thelp\n\t  more\n", ""},
		{"no architecture", "arch/x86/Makefile", gone, anything},
		{"a fragment of an architecture", "arch/x86/kernel/Makefile.inc", "x", anything},
		{"a script", "scripts/Makefile.build", "x", anything},
		{"the top", "Kbuild", "", anything},
	} {
		after := maps.Clone(altered)
		after[test.file] = test.text
		names, ok := kbuild.Affected(treeOf(altered), treeOf(after), hasText)
		got := strings.Join(names, " ")
		if !ok {
			got = anything
		}
		if difference := cmp.Diff(test.want, got); difference != "" {
			t.Errorf("%s (-want +got):\n%s", test.name, difference)
		}
	}
}

// TestAffectedModules checks that a tree that is no kernel is judged as a whole.
func TestAffectedModules(t *testing.T) {
	tree := fstest.MapFS{"Kbuild": {Data: []byte("obj-m := a.o\n")}}
	if names, ok := kbuild.Affected(tree, tree, hasText); ok {
		t.Errorf("only %s", names)
	}
}

// gone stands for the text of a file that is not there.
const gone = "\x00gone"

// treeOf returns a tree with some texts.
func treeOf(texts map[string]string) fstest.MapFS {
	tree := fstest.MapFS{}
	for name, text := range texts {
		if text != gone {
			tree[name] = &fstest.MapFile{Data: []byte(text)}
		}
	}
	return tree
}

// hasText tells the texts of the kernel before the change.
func hasText(name string, text []byte) bool {
	before, err := fs.ReadFile(treeOf(altered), name)
	return err == nil && string(before) == string(text)
}
