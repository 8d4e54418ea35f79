package kbuild

import (
	"io/fs"
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/eval"
)

// mapFS returns a tree of files, by path and text. A text that begins with
// "-> " makes a symbolic link.
func mapFS(files map[string]string) fstest.MapFS {
	tree := fstest.MapFS{}
	for name, text := range files {
		file := &fstest.MapFile{Data: []byte(text), Mode: 0o644}
		if target, ok := strings.CutPrefix(text, "-> "); ok {
			file.Data, file.Mode = []byte(target), fs.ModeSymlink|0o777
		}
		tree[name] = file
	}
	return tree
}

// with returns files with others added or put in their place.
func with(files, others map[string]string) map[string]string {
	all := maps.Clone(files)
	maps.Copy(all, others)
	return all
}

func open(t *testing.T, files map[string]string, options Options) *Tree {
	t.Helper()
	tree, err := Open(mapFS(files), options)
	if err != nil {
		t.Fatal(err)
	}
	return tree
}

// held returns the words of a value for people: each that not all
// configurations have is followed by its condition in brackets.
func held(tree *Tree, value *eval.Value) string {
	var words []string
	for _, word := range tree.World.Words(value) {
		text := tree.World.Readable(word.Text)
		if word.When != cond.True {
			text += " [" + tree.World.Space.Format(word.When) + "]"
		}
		words = append(words, text)
	}
	return strings.Join(words, " ")
}

// kernel612 is a small kernel whose makefiles treat paths as those of 6.12 do.
var kernel612 = map[string]string{
	"Makefile": `VERSION = 6
PATCHLEVEL = 12
abs_srctree := $(realpath $(dir $(lastword $(MAKEFILE_LIST))))
abs_objtree := $(CURDIR)
ifeq ($(abs_srctree),$(abs_objtree))
        srctree := .
	building_out_of_srctree :=
else
        ifeq ($(abs_srctree)/,$(dir $(abs_objtree)))
                srctree := ..
        else
                srctree := $(abs_srctree)
        endif
	building_out_of_srctree := 1
endif
objtree		:= .
VPATH		:=
ifeq ($(KBUILD_EXTMOD),)
ifdef building_out_of_srctree
VPATH		:= $(srctree)
endif
endif
export building_out_of_srctree srctree objtree VPATH

SRCARCH := $(ARCH)
ifeq ($(ARCH),x86_64)
        SRCARCH := x86
endif
export ARCH SRCARCH
include $(srctree)/scripts/Kbuild.include
include include/config/auto.conf
KBUILD_CFLAGS := -O2
private-flags := -O3
include $(srctree)/arch/$(SRCARCH)/Makefile
export KBUILD_CFLAGS FROM_ARCH
`,
	"arch/arm/Makefile": "FROM_ARCH := arm\nKBUILD_CFLAGS += -marm\n",
	"arch/x86/Makefile": "FROM_ARCH := x86\nifdef CONFIG_FAST\nKBUILD_CFLAGS += -mfast\nendif\n",
	"scripts/Makefile.build": `src := $(if $(VPATH),$(VPATH)/)$(obj)
obj-y :=
obj-m :=
targets :=
-include include/config/auto.conf
include $(srctree)/scripts/Kbuild.include
include $(kbuild-file)
include $(srctree)/scripts/Makefile.lib
`,
	"scripts/Makefile.lib": "behind := yes\n",
	"scripts/Kbuild.include": `kbuild-file = $(or $(wildcard $(src)/Kbuild),$(src)/Makefile)
build := -f $(srctree)/scripts/Makefile.build obj
`,
	"Kconfig": `config FAST
	bool "fast"
config DRIVER
	tristate "driver"
config LEVEL
	int "level"
config NAME
	string "name"
`,
	"Kbuild":           "obj-y += drivers/\n",
	"drivers/Makefile": directoryMakefile,
}

// directoryMakefile uses what kbuild gives a directory.
const directoryMakefile = `obj-$(CONFIG_DRIVER) += driver.o
obj-$(CONFIG_FAST) += fast.o
object := $(obj)
source := $(src)
tree := $(srctree)
arch := $(FROM_ARCH)
flags := $(KBUILD_CFLAGS)
hidden := $(private-flags)
level := $(CONFIG_LEVEL)
missing := $(CONFIG_MISSING)
command := $(build)=x
read := $(MAKEFILE_LIST)
`

func TestIsRoot(t *testing.T) {
	script := map[string]string{"scripts/Makefile.build": ""}
	for name, c := range map[string]struct {
		files map[string]string
		want  bool
	}{
		"a kernel":               {kernel612, true},
		"only Kbuild.include":    {map[string]string{"Makefile": "VERSION = 6\n", "scripts/Kbuild.include": ""}, true},
		"only Makefile.build":    {with(script, map[string]string{"Makefile": "VERSION=6\n"}), true},
		"no scripts":             {map[string]string{"Makefile": "VERSION = 6\n", "scripts/other": ""}, false},
		"no version":             {with(script, map[string]string{"Makefile": "all:\n"}), false},
		"a longer name":          {with(script, map[string]string{"Makefile": "VERSIONS = 6\nVERSION.x = 6\n"}), false},
		"a version in a comment": {with(script, map[string]string{"Makefile": "# VERSION = 6\n"}), false},
		"no makefile":            {script, false},
		"a directory Makefile":   {with(script, map[string]string{"Makefile/x": "VERSION = 6\n"}), false},
	} {
		if got := IsRoot(mapFS(c.files)); got != c.want {
			t.Errorf("%s: got %v, want %v", name, got, c.want)
		}
	}
	pipe := mapFS(kernel612)
	pipe["Makefile"].Mode = fs.ModeNamedPipe
	if IsRoot(pipe) {
		t.Error("a pipe was read as a makefile")
	}
}

func TestOpen(t *testing.T) {
	module := map[string]string{"Kbuild": "obj-m := a.o\n"}
	for name, c := range map[string]struct {
		files   map[string]string
		options Options
		dialect Dialect
		version Version
	}{
		"a kernel": {kernel612, Options{}, Linux, Version{6, 12}},
		"another kernel": {
			with(kernel612, map[string]string{
				"Makefile": "# SPDX\nVERSION = 5 # five\nPATCHLEVEL = 4\nall:\nPATCHLEVEL = 9\n",
			}),
			Options{},
			Linux,
			Version{5, 4},
		},
		"a kernel for another version": {kernel612, Options{Kernel: Version{6, 1}}, Linux, Version{6, 1}},
		"no numbers": {
			with(kernel612, map[string]string{"Makefile": "VERSION = x\nPATCHLEVEL = y\n"}),
			Options{},
			Linux, Newest,
		},
		"a module":               {module, Options{}, Modules, Newest},
		"a module for a version": {module, Options{Kernel: Version{6, 6}}, Modules, Version{6, 6}},
		"a module for a kernel":  {module, Options{KernelFS: mapFS(kernel612)}, Modules, Version{6, 12}},
		"a kernel next to one":   {kernel612, Options{KernelFS: mapFS(module)}, Linux, Version{6, 12}},
	} {
		tree := open(t, c.files, c.options)
		if tree.Dialect != c.dialect || tree.Version != c.version {
			t.Errorf("%s: got %s %v, want %s %v", name, tree.Dialect, tree.Version, c.dialect, c.version)
		}
	}
	if _, err := Open(mapFS(module), Options{KernelFS: mapFS(module)}); err == nil {
		t.Error("a module was taken for the kernel it is built against")
	}
}

func TestArchitectures(t *testing.T) {
	tree := open(t, with(kernel612, map[string]string{
		"arch/Kconfig": "", "arch/none/Kconfig": "", "arch/um/Makefile": "", "arch/README": "",
	}), Options{})
	if got, want := tree.Architectures(), []string{"arm", "um", "x86"}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

// TestKconfigFiles checks where the files that define symbols are looked for.
func TestKconfigFiles(t *testing.T) {
	files := mapFS(map[string]string{
		"Kconfig": "", "lib/Kconfig.debug": "", "drivers/net/Kconfig": "", "drivers/Makefile": "",
		"tools/Kconfig": "", "Documentation/Kconfig": "", ".git/Kconfig": "", "arch/x.d/Kconfig": "",
		"net/Kconfig/Kconfig": "", "fs/Kconfig": "-> ../Kconfig", "mm/Kconfig": "", "alias": "-> drivers",
	})
	files["mm/Kconfig"].Mode = fs.ModeNamedPipe
	got := newFolder(files, eval.DefaultVersion).kconfigFiles(".")
	want := []string{"Kconfig", "drivers/net/Kconfig", "fs/Kconfig", "lib/Kconfig.debug", "net/Kconfig/Kconfig"}
	if !slices.Equal(got, want) {
		t.Errorf("got %v\nwant %v", got, want)
	}
}
