package kbuild

import (
	"slices"
	"testing"
)

// sourceFiles are what the makefiles of TestMissing find beside them.
var sourceFiles = map[string]string{
	"Kconfig":               "config A\n\ttristate \"a\"\nconfig B\n\tbool \"b\"\n",
	"drivers/c.c":           "",
	"drivers/s.S":           "",
	"drivers/made.txt":      "",
	"drivers/out.o_shipped": "",
	"drivers/in.c_shipped":  "",
	"drivers/board.dts":     "",
	"drivers/over.dtso":     "",
	"drivers/demo.lds.S":    "",
	"drivers/plain":         "",
	"drivers/sub/c.c":       "",
	"drivers/sub/Makefile":  "ccflags-y += -Wall\n",
	"drivers/maker/Kbuild":  "$(obj)/table.c: FORCE\n\ttouch $@\n",
	"drivers/empty/c.c":     "",
}

// missingCases are makefiles, and what of their lists nothing makes.
var missingCases = map[string]struct{ makefile, want string }{
	"sources":      {"obj-y := c.o s.o gone.o\n", "gone.o"},
	"subdirectory": {"obj-y := sub/c.o sub/gone.o\n", "sub/gone.o"},
	"shipped":      {"obj-y := out.o in.o\n", ""},
	"device trees": {
		"dtb-y := board.dtb over.dtbo board.dtbo over.dtb\nalways-y := board.dtb\n",
		"board.dtbo, over.dtb",
	},
	"other files": {
		"always-y := plain demo.lds gone.lds gone\nextra-y := gone.txt\n",
		"gone.lds, gone, gone.txt",
	},
	"a rule":    {"obj-y := x.o y.o z.o\n$(obj)/x.c $(obj)/y.o: FORCE\n\ttouch $@\n", "z.o"},
	"no recipe": {"obj-y := x.o\n$(obj)/x.c: $(src)/made.txt\n", "x.o"},
	"conditional rule": {
		"obj-y := x.o\nifdef CONFIG_B\n$(obj)/x.c: FORCE\n\ttouch $@\nendif\n", "x.o [CONFIG_B is not set]",
	},
	"static pattern": {
		"obj-y := x.o y.o\n$(obj)/x.c: $(obj)/%.c: $(src)/made.txt FORCE\n\ttouch $@\n",
		"y.o",
	},
	"own pattern": {"obj-y := made.o gone.o\n$(obj)/%.c: $(src)/%.txt FORCE\n\ttouch $@\n", "gone.o"},
	"pattern with stem": {
		"obj-y := x-made.o y-made.o\n$(obj)/x-%.c: $(src)/%.txt FORCE\n\ttouch $@\n",
		"y-made.o",
	},
	"pattern in a chain": {
		"obj-y := made.o\n$(obj)/%.c: $(obj)/%.y\n\ttouch $@\n$(obj)/%.y: $(src)/%.txt\n\ttouch $@\n",
		"",
	},
	"unknown targets": {"obj-y := gone.o\n$(shell ls): FORCE\n\ttouch $@\n", ""},
	"unknown word":    {"obj-y := $(shell ls).o\n", ""},
	"program":         {"hostprogs := tool\nalways-y := tool other\n", "other"},
	"composite":       {"obj-y := x.o\nx-y := c.o gone.o\n", "gone.o"},
	"built-in of a module's parts": {
		"obj-y := x.o\nx-$(CONFIG_A) := c.o\n", "x.o [CONFIG_A=m]",
	},
	"composite part of modules":   {"obj-m := x.o y.o\nx-y := y.o s.o\ny-y := c.o\n", ""},
	"listed part of built-ins":    {"obj-y := x.o y.o\nx-y := y.o\ny-y := c.o\n", "y.o"},
	"composite part of built-ins": {"obj-y := x.o\nx-y := y.o\ny-y := c.o\n", "y.o"},
	"device trees of others": {
		"dtb-y := x.dtb y.dtb\nx-dtbs := y.dtb over.dtbo\ny-dtbs := board.dtb\n",
		"",
	},
	"made by another directory": {"obj-y := maker/table.o sub/table.o ../../far/away.o\n", "sub/table.o"},
	"directories": {
		"obj-y := sub/ maker/ empty/ gone/\nsubdir- := lost\n",
		"empty/, gone/, lost",
	},
	"a directory that is made": {"obj-y := gone/\n$(obj)/gone/Makefile: FORCE\n\ttouch $@\n", ""},
}

func TestMissing(t *testing.T) {
	for name, c := range missingCases {
		files := with(sourceFiles, map[string]string{"drivers/Makefile": c.makefile})
		tree := open(t, miniature(t, files), Options{})
		if got := lacking(tree, descend(tree).Directory("drivers")); got != c.want {
			t.Errorf("%s: %q is missing, want %q", name, got, c.want)
		}
	}
}

// TestMissingOfModules checks that the makefile that an author runs may make
// sources before it calls kbuild.
func TestMissingOfModules(t *testing.T) {
	const kbuildPart = "ifdef KERNELRELEASE\nobj-m := top.o\ntop-y := version.o parsed.o lost.o\nelse\n"
	tree := open(t, map[string]string{
		"Makefile": kbuildPart + "all: version.c sub/deep.c\n\t$(MAKE) -C kernel M=$(CURDIR)\n" +
			"version.c sub/deep.c:\n\ttouch $@\n%.c: %.y\n\tyacc $<\nendif\n",
		"parsed.y":     "",
		"sub/Kbuild":   "obj-m := deep.o own.o lost.o ../other.o ../../outside.o\n",
		"sub/Makefile": "all: own.c\n\nown.c:\n\ttouch $@\n",
	}, Options{Kernel: Version{6, 12}})
	d := descend(tree)
	for dir, want := range map[string]string{".": "lost.o", "sub": "lost.o"} {
		if got := lacking(tree, d.Directory(dir)); got != want {
			t.Errorf("%s: %q is missing, want %q", dir, got, want)
		}
	}
}

// TestSourceNames tells what kbuild makes a file from, and what from a file.
func TestSourceNames(t *testing.T) {
	tree := open(t, miniature(t, nil), Options{})
	for name, want := range map[string][]string{
		"a.o": {"a.o_shipped", "a.c", "a.S"}, "a.dtb": {"a.dtb_shipped", "a.dts"}, "a": {"a_shipped"},
	} {
		if got := tree.SourceNames(name); !slices.Equal(got, want) {
			t.Errorf("%s is made from %q, want %q", name, got, want)
		}
	}
	for source, want := range map[string][]string{"a.S": {"a.o"}, "a.dts": nil, "a.h": nil, "a_shipped": nil} {
		if got := tree.MadeFrom(source, "x.o"); !slices.Equal(got, want) {
			t.Errorf("of %s is made %q, want %q", source, got, want)
		}
	}
}
