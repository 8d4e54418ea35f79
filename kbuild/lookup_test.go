package kbuild

import (
	"maps"
	"slices"
	"testing"
)

func TestParseAutoConf(t *testing.T) {
	got := ParseAutoConf("#\n# Automatically generated file; DO NOT EDIT.\n#\nCONFIG_A=y\nCONFIG_B=m\r\n" +
		"CONFIG_TEXT=a=b c\nCONFIG_EMPTY=\nCONFIG_QUOTED=\"x\"\n" +
		"# CONFIG_C is not set\n#CONFIG_D=y\nOTHER=1\n\nCONFIG_E\nCONFIG_LAST=0x10")
	want := map[string]string{
		"CONFIG_A": "y", "CONFIG_B": "m", "CONFIG_TEXT": "a=b c", "CONFIG_EMPTY": "", "CONFIG_QUOTED": `"x"`,
		"CONFIG_LAST": "0x10",
	}
	if !maps.Equal(got, want) {
		t.Errorf("got %q\nwant %q", got, want)
	}
	if got := ParseAutoConf(""); got == nil || len(got) > 0 {
		t.Errorf("an empty configuration is one where nothing is set, got %v", got)
	}
}

func TestArchDir(t *testing.T) {
	for arch, want := range map[string]string{
		"x86_64": "x86", "i386": "x86", "x86": "x86", "sparc32": "sparc", "sparc64": "sparc", "parisc64": "parisc",
		"arm": "arm", "arm64": "arm64", "um": "um",
	} {
		if got := ArchDir(arch); got != want {
			t.Errorf("%s: got %s, want %s", arch, got, want)
		}
	}
}

// TestVariables checks which names a user is told who asks for none: those that
// the makefile sets and the lists of kbuild.
func TestVariables(t *testing.T) {
	files := with(kernel612, map[string]string{
		"drivers/Makefile": "obj-$(CONFIG_DRIVER) += a.o\nown := $(CONFIG_FAST)\n",
	})
	tree := open(t, files, Options{})
	got := tree.Variables(evaluate(t, tree, "drivers", InTree))
	for _, name := range []string{"obj-", "obj-m", "obj-y", "own", "targets"} {
		if !slices.Contains(got, name) {
			t.Errorf("%s is missing among %v", name, got)
		}
	}
	for _, name := range []string{"FROM_ARCH", "KBUILD_CFLAGS", "build", "CONFIG_FAST"} {
		if slices.Contains(got, name) {
			t.Errorf("%s is not set there: %v", name, got)
		}
	}
	if !slices.IsSorted(got) || len(slices.Compact(slices.Clone(got))) != len(got) {
		t.Errorf("not sorted, or not once each: %v", got)
	}
	tree = open(t, files, Options{Config: map[string]string{"CONFIG_FAST": "y"}, Arch: "x86"})
	if got := tree.Variables(evaluate(t, tree, "drivers", InTree)); slices.Contains(got, "CONFIG_FAST") {
		t.Errorf("a symbol of the configuration is set elsewhere: %v", got)
	}
}
