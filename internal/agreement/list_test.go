package main

import (
	"testing"

	"github.com/kbuildlint/kbuildlint/kbuild"
)

// TestIsList tells lists from other variables.
func TestIsList(t *testing.T) {
	for name, want := range map[string]bool{
		"obj-y": true, "obj-m": true, "targets": true, "hostprogs": true, "dtb-y": true, "subdir-m": true,
		"driver-y": true, "driver-m": true, "driver-objs": true, "tool-cxxobjs": true,
		"obj-": false, "ccflags-y": false, "cflags-y": false, "subdir-asflags-y": false, "ccflags-remove-y": false,
		"obj": false, "CFLAGS_driver.o": false, "CONFIG_NET": false, "quiet_cmd_y": false,
	} {
		if got := isList(name); got != want {
			t.Errorf("%s: got %v, want %v", name, got, want)
		}
	}
}

// TestSame compares words, whatever stands between them and wherever the trees
// are.
func TestSame(t *testing.T) {
	aliases := aliasesOf(kbuild.PathsOf(kbuild.Version{Major: 6, Minor: 12}, kbuild.Separate))
	for _, c := range []struct {
		got, want string
		same      bool
	}{
		{"a.o b.o", " a.o\tb.o\n", true},
		{"", "  ", true},
		{"a.o b.o", "b.o a.o", false},
		{"a.o", "a.o a.o", false},
		{"../usr/list", "{source}/usr/list", true},
		{"/kernel/usr/list", "{source}/usr/list", true},
		{"./usr/list", "{objects}/usr/list", true},
		{"usr/list", "{source}/usr/list", false},
		{"../usr/list", "/kernel/usr/list", false},
	} {
		if got := same(c.got, c.want, aliases); got != c.same {
			t.Errorf("%q and %q: got %v, want %v", c.got, c.want, got, c.same)
		}
	}
}
