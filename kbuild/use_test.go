package kbuild

import "testing"

// TestUses asks who may use a variable of a module's makefile.
func TestUses(t *testing.T) {
	tree := open(t, map[string]string{
		"Makefile": "obj-m := radio.o\nexport A := 1\nB := 1\nC := 1\nx := $(B)\n" +
			"ifeq ($(KERNELRELEASE),)\nall:\n\techo $(C)\nendif\nD := 1\n",
		"program/Kbuild":     "obj-m := x.o\nD := 1\nall: tool.o\n",
		"program/tool.c":     "",
		"everything/Kbuild":  "obj-m := x.o\nD := 1\nexport\n",
		"nothing/Kbuild":     "obj-m := x.o\nD := 1\nunexport\n$(obj)/x.o: $(obj)/x.h\n",
		"nothing/x.c":        "",
		"nothing/$(obj)/x.c": "",
	}, Options{Kernel: Version{6, 12}})
	want := map[string]map[string]bool{
		".":          {"A": true, "B": true, "C": true, "D": false},
		"program":    {"D": true},
		"everything": {"D": true},
		"nothing":    {"D": false},
	}
	for dir, names := range want {
		unit, err := tree.UnitOf(dir)
		if err != nil {
			t.Fatal(err)
		}
		p := tree.Evaluate(unit, unit.Builds[0], nil)
		for name, used := range names {
			if got := tree.Uses(p, name); got != used {
				t.Errorf("%s: %s may be used: %v, want %v", dir, name, got, used)
			}
		}
	}
}

// TestRefersItself leaves out what the scripts of kbuild refer to.
func TestRefersItself(t *testing.T) {
	tree := open(t, with(kernel612, map[string]string{
		"scripts/Makefile.build": "include $(kbuild-file)\nx = $(ccflags-y)\n",
		"lib/Makefile":           "include $(srctree)/lib/more.mk\nprefix := flags\n",
		"lib/more.mk":            "cmd_link = $(CC) $(asflags-y) $(ld$(prefix)-y)\n",
	}), Options{})
	unit, err := tree.UnitOf("lib")
	if err != nil {
		t.Fatal(err)
	}
	p := tree.Evaluate(unit, InTree, nil)
	for name, want := range map[string]bool{
		"ccflags-y": false, "asflags-y": true, "ldflags-y": true, "CFLAGS_x.o": false,
	} {
		if got := tree.RefersItself(p, name); got != want {
			t.Errorf("%s: %v, want %v", name, got, want)
		}
	}
}
