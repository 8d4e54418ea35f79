package kbuild

import (
	"slices"
	"strings"
	"testing"
)

// TestDescentBranches compares when branches are taken, in all directories that
// read them, with what the Kconfig files exclude, and why.
func TestDescentBranches(t *testing.T) {
	tree := open(t, miniature(t, map[string]string{
		"drivers/Makefile":       "obj-$(CONFIG_RADIO) += radio/\nobj-y += wave/\nifdef CONFIG_X86_TIMER\nendif\n",
		"drivers/radio/Makefile": "ifndef CONFIG_BUS\nendif\ninclude $(srctree)/drivers/common.mk\n",
		"drivers/wave/Makefile":  "include $(srctree)/drivers/common.mk\n",
		"drivers/common.mk":      "ifdef CONFIG_RADIO\nelse ifdef CONFIG_BUS\nendif\n",
		"drivers/Kconfig": "config BUS\n\tbool \"A bus\"\n" +
			"config RADIO\n\tbool \"A radio\"\n\tdepends on BUS\n",
	}), Options{})
	var got []string
	for _, branch := range descend(tree).Branches() {
		if !strings.HasPrefix(branch.Place.Path(), "drivers/") {
			continue
		}
		text := branch.Place.Path() + " " + strings.TrimSpace(branch.Place.Text()) + ": " + whenText(tree, branch.Taken)
		for _, directory := range branch.Directories {
			text += " " + directory.Unit.Dir
		}
		if tree.Excludes(branch.Taken) {
			text += "; excluded"
		}
		for _, reason := range tree.Conflict(branch.Taken) {
			text += ": " + reason.Text
		}
		got = append(got, text)
	}
	want := []string{
		"drivers/Makefile ifdef CONFIG_X86_TIMER: never drivers; excluded",
		"drivers/radio/Makefile ifndef CONFIG_BUS: CONFIG_BUS is not set and CONFIG_RADIO=y drivers/radio; excluded: " +
			"CONFIG_RADIO depends on BUS",
		"drivers/common.mk ifdef CONFIG_RADIO: CONFIG_RADIO=y drivers/radio drivers/wave",
		"drivers/common.mk else ifdef CONFIG_BUS: CONFIG_BUS=y and CONFIG_RADIO is not set drivers/radio drivers/wave",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}
