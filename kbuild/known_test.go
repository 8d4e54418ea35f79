package kbuild

import "testing"

// TestKnownVariables tells the variables of kbuild from others: those of the
// scripts in hand, or of the tables for a module.
func TestKnownVariables(t *testing.T) {
	kernel := open(t, miniature(t, with(sourceFiles, map[string]string{
		"scripts/Makefile.extra": "made := $(asked-y) $(call told,x)\n",
	})), Options{})
	module := open(t, map[string]string{"Kbuild": "obj-m := a.o\nlocal := $(other)\n"}, Options{})
	for name, want := range map[string][2]bool{
		"obj-y": {true, true}, "srctree": {true, true}, "ccflags-remove-y": {true, true}, "if_changed": {true, true},
		"KASAN_SANITIZE": {true, true}, "asked-y": {true, false}, "told": {true, false}, "made": {true, false},
		"local": {false, false}, "other": {false, false}, "obj_y": {false, false},
	} {
		if got := [2]bool{kernel.IsKnown(name), module.IsKnown(name)}; got != want {
			t.Errorf("%s: known to a kernel and for a module: %v, want %v", name, got, want)
		}
	}
}

// TestTimesNamed counts names in the makefiles of a tree: whole ones, in every
// file that may be one.
func TestTimesNamed(t *testing.T) {
	tree := open(t, map[string]string{
		"Kbuild":           "flag := 1\n# flag, flags, my-flag and flag.o\nx := $(flag)flag\n",
		"Makefile":         "all:\n\tmake flag=2\n",
		"rules.mk":         "y := ${flag}",
		"sub/Makefile.inc": "flag",
		"flag.txt":         "flag",
	}, Options{})
	for name, want := range map[string]int{"flag": 7, "flags": 1, "my-flag": 1, "none": 0} {
		if got := tree.TimesNamed(name); got != want {
			t.Errorf("%s is named %d times, want %d", name, got, want)
		}
	}
}
