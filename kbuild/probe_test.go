package kbuild

import "testing"

// TestTriesAsGiven looks at what cc-option of a kernel tries for -Wno-x.
func TestTriesAsGiven(t *testing.T) {
	with612 := func(text string) *Tree {
		return open(t, with(kernel612, map[string]string{
			"scripts/Makefile.build": "include scripts/Makefile.compiler\n", "scripts/Makefile.compiler": text,
		}), Options{})
	}
	module := func(version Version) *Tree {
		return open(t, map[string]string{"Makefile": "obj-m := x.o\n"}, Options{Kernel: version})
	}
	turned := "cc-option = $(call __cc-option,$(1))\n__cc-option = $(call try-run,$(1:-Wno-%=-W%))\n"
	for name, c := range map[string]struct {
		tree *Tree
		want bool
	}{
		"as given":   {with612("cc-option = $(call try-run,$(CC) -Werror $(1),$(1),$(2))\n"), true},
		"in two":     {with612("cc-option = $(call __cc-option,$(1))\n__cc-option = $(call try-run,$(1))\n"), true},
		"turned":     {with612(turned), false},
		"no macros":  {with612(""), false},
		"old module": {module(Version{6, 1}), true},
		"module":     {module(Version{6, 12}), false},
	} {
		if got := c.tree.TriesAsGiven(); got != c.want {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}

// TestTriesAsGivenInKernels asks the scripts of real kernels: those of 6.12 have
// a backport of what came with 6.16.
func TestTriesAsGivenInKernels(t *testing.T) {
	for name, want := range map[string]bool{"linux-source-6.1": true, "linux-source-6.12": false} {
		if got := openKernel(t, name).TriesAsGiven(); got != want {
			t.Errorf("%s: %v, want %v", name, got, want)
		}
	}
}
