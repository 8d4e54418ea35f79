package kbuild

import (
	"slices"
	"testing"
)

// TestAround holds which directories are read for one of a tree: those above
// and below it, and those that may speak of it or of its flags.
func TestAround(t *testing.T) {
	tree := open(t, with(kernel612, map[string]string{
		"Kbuild":                 "obj-y += drivers/ lib/\n",
		"drivers/Makefile":       "obj-y += net/ usb/ other/\n",
		"drivers/net/Makefile":   "obj-y += card.o\nCFLAGS_REMOVE_moved.o := -pg\n",
		"drivers/net/a/Makefile": "obj-y += a.o\nCFLAGS_lost.o := -O1\n",
		"drivers/net/b/Makefile": "obj-y += lost.o\n",
		"drivers/net/c/Makefile": "obj-y += found.o\n",
		"drivers/usb/Makefile":   "obj-y += ../net/shared.o\n",
		"drivers/other/Makefile": "obj-y += other.o\n",
		"lib/Makefile":           "obj-y += moved.o\n",
		"lib/deep/Makefile":      "always-y := $(objtree)/drivers/net/made.h\n",
		"mm/Makefile":            "obj-y += net.o\n",
		"sound/Makefile":         "obj-y += net/ # of $(srctree)\n",
		"sound/net/Makefile":     "obj-y += net.o\nx := $(wildcard $(srctree)/x)\n",
		"fs/Makefile":            "names := net\nmade := $(patsubst %,$(objtree)/drivers/%,$(names))\n",
	}), Options{})
	for name, want := range map[string][]string{
		"drivers/net/Makefile": {
			".", "drivers", "drivers/net", "drivers/net/a", "drivers/net/b", "drivers/net/c", "drivers/usb", "fs",
			"lib", "lib/deep",
		},
		"drivers/net/a/Makefile": {".", "drivers", "drivers/net", "drivers/net/a", "drivers/net/b", "drivers/usb"},
	} {
		relevant := tree.Around([]string{name})
		var got []string
		for _, unit := range tree.Units() {
			if unit.Role == DirectoryRole && relevant(unit.Dir) {
				got = append(got, unit.Dir)
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: got %q, want %q", name, got, want)
		}
	}
}
