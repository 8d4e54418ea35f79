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
		"drivers/net/a/Makefile": "obj-y += a.o\n",
		"drivers/usb/Makefile":   "obj-y += ../net/shared.o\n",
		"drivers/other/Makefile": "obj-y += other.o\n",
		"lib/Makefile":           "obj-y += moved.o\n",
		"lib/deep/Makefile":      "always-y := $(objtree)/drivers/net/made.h\n",
		"mm/Makefile":            "obj-y += net.o\n",
	}), Options{})
	relevant := tree.Around([]string{"drivers/net/Makefile"})
	var got []string
	for _, unit := range tree.Units() {
		if unit.Role == DirectoryRole && relevant(unit.Dir) {
			got = append(got, unit.Dir)
		}
	}
	want := []string{".", "drivers", "drivers/net", "drivers/net/a", "drivers/usb", "lib", "lib/deep"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
