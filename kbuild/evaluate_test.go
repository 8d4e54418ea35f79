package kbuild

import (
	"testing"

	"github.com/kbuildlint/kbuildlint/eval"
)

// kernel613 is a small kernel whose makefiles treat paths as those of 6.13 do.
var kernel613 = with(kernel612, map[string]string{
	"Makefile": `VERSION = 6
PATCHLEVEL = 13
abs_srctree := $(realpath $(dir $(lastword $(MAKEFILE_LIST))))
ifneq ($(sub_make_done),1)
objtree := not yet
export objtree srcroot
endif
ifndef KBUILD_EXTMOD
srcroot := $(abs_srctree)
endif
ifeq ($(srcroot),$(CURDIR))
building_out_of_srctree :=
else
export building_out_of_srctree :=1
endif
ifdef KBUILD_ABS_SRCTREE
else ifeq ($(srcroot),$(CURDIR))
    srcroot := .
else ifeq ($(srcroot)/,$(dir $(CURDIR)))
    srcroot := ..
endif
export srctree := $(if $(KBUILD_EXTMOD),$(abs_srctree),$(srcroot))
ifdef building_out_of_srctree
export VPATH := $(srcroot)
else
VPATH :=
endif
SRCARCH := $(ARCH)
export ARCH SRCARCH
include $(objtree)/include/config/auto.conf
KBUILD_CFLAGS := -O2
include $(srctree)/arch/$(SRCARCH)/Makefile
export KBUILD_CFLAGS FROM_ARCH
`,
	"scripts/Makefile.build": `src := $(srcroot)/$(obj)
obj-y :=
obj-m :=
targets :=
-include $(objtree)/include/config/auto.conf
include $(srctree)/scripts/Kbuild.include
include $(kbuild-file)
include $(srctree)/scripts/Makefile.lib
`,
})

// evaluate reads the unit that a path means.
func evaluate(t *testing.T, tree *Tree, name string, build Build) *eval.Process {
	t.Helper()
	unit, err := tree.UnitOf(name)
	if err != nil {
		t.Fatal(err)
	}
	process := tree.Evaluate(unit, build, nil)
	if process == nil {
		t.Fatalf("%s: no process", name)
	}
	for _, problem := range process.Problems {
		t.Errorf("%s, %s: %s: %s", name, build, problem.Place, problem.Message)
	}
	return process
}

// checkValues compares what variables hold; a variable that is not wanted to be
// defined is "undefined".
func checkValues(t *testing.T, name string, tree *Tree, process *eval.Process, want map[string]string) {
	t.Helper()
	for variable, text := range want {
		got := "undefined"
		if process.Lookup(variable) != nil {
			got = held(tree, process.ValueOf(variable))
		}
		if got != text {
			t.Errorf("%s: %s\n got %s\nwant %s", name, variable, got, text)
		}
	}
}

// TestDirectory reads a directory in all configurations.
func TestDirectory(t *testing.T) {
	const first = "scripts/Makefile.build include/config/auto.conf"
	common := map[string]string{
		"obj-m":  "driver.o [CONFIG_DRIVER=m]",
		"obj-y":  "driver.o [CONFIG_DRIVER=y] fast.o [CONFIG_FAST=y]",
		"obj-":   "driver.o [CONFIG_DRIVER is not set] fast.o [CONFIG_FAST is not set]",
		"object": "drivers", "objtree": ".", "hidden": "",
		"arch":    "x86 [SRCARCH is x86] arm [SRCARCH is arm]",
		"flags":   "-O2 -mfast [CONFIG_FAST=y and SRCARCH is x86] -marm [SRCARCH is arm]",
		"missing": "", "behind": "undefined",
	}
	for name, c := range map[string]struct {
		files map[string]string
		build Build
		want  map[string]string
	}{
		"6.12 in the tree": {kernel612, InTree, map[string]string{
			"source": "drivers", "tree": ".", "command": "-f ./scripts/Makefile.build obj=x",
			"kbuild-file": "drivers/Makefile", "VPATH": "",
			"read": first + " scripts/Kbuild.include drivers/Makefile",
		}},
		"6.12 O=": {kernel612, Separate, map[string]string{
			"source": "../drivers", "tree": "..", "command": "-f ../scripts/Makefile.build obj=x",
			"kbuild-file": "../drivers/Makefile", "VPATH": "..",
			"read": first + " ../scripts/Kbuild.include ../drivers/Makefile",
		}},
		"6.13 in the tree": {kernel613, InTree, map[string]string{
			"source": "./drivers", "tree": ".", "srcroot": ".", "command": "-f ./scripts/Makefile.build obj=x",
			"kbuild-file": "./drivers/Makefile",
			"read":        first + " scripts/Kbuild.include drivers/Makefile",
		}},
		"6.13 O=": {kernel613, Separate, map[string]string{
			"source": "../drivers", "tree": "..", "srcroot": "..", "command": "-f ../scripts/Makefile.build obj=x",
			"kbuild-file": "../drivers/Makefile",
			"read":        first + " ../scripts/Kbuild.include ../drivers/Makefile",
		}},
	} {
		tree := open(t, c.files, Options{})
		process := evaluate(t, tree, "drivers", c.build)
		checkValues(t, name, tree, process, with(common, c.want))
		unknown := tree.World.UnknownIn(process.ValueOf("level"))
		if unknown == nil || unknown.Symbol != "CONFIG_LEVEL" {
			t.Errorf("%s: a number of the configuration is %+v", name, unknown)
		}
	}
}

// TestTopDirectory reads the Kbuild file beside the top makefile.
func TestTopDirectory(t *testing.T) {
	files := map[string]string{"Kbuild": "obj-y += drivers/\nobject := $(obj)\nsource := $(src)\n"}
	for name, c := range map[string]struct {
		files  map[string]string
		build  Build
		source string
	}{
		"6.12 in the tree": {kernel612, InTree, "."},
		"6.12 O=":          {kernel612, Separate, "../."},
		"6.13 in the tree": {kernel613, InTree, "./."},
		"6.13 O=":          {kernel613, Separate, "../."},
	} {
		tree := open(t, with(c.files, files), Options{})
		process := evaluate(t, tree, ".", c.build)
		checkValues(t, name, tree, process, map[string]string{"obj-y": "drivers/", "object": ".", "source": c.source})
	}
}

// TestArchDirectory checks that a directory below arch/ is read for its
// architecture only.
func TestArchDirectory(t *testing.T) {
	tree := open(t, with(kernel612, map[string]string{
		"arch/x86/kernel/Makefile": directoryMakefile, "arch/none/Kbuild": directoryMakefile,
	}), Options{})
	process := evaluate(t, tree, "arch/x86/kernel", InTree)
	checkValues(t, "x86", tree, process, map[string]string{
		"arch": "x86", "flags": "-O2 -mfast [CONFIG_FAST=y and SRCARCH is x86]", "source": "arch/x86/kernel",
	})
	process = evaluate(t, tree, "arch/none", InTree)
	checkValues(t, "no makefile", tree, process, map[string]string{"arch": "", "object": "arch/none"})
}

// TestOneConfiguration reads a directory with an auto.conf and an architecture.
func TestOneConfiguration(t *testing.T) {
	config := ParseAutoConf("CONFIG_FAST=y\nCONFIG_DRIVER=m\nCONFIG_LEVEL=7\nCONFIG_MISSING=text\n")
	for arch, want := range map[string]map[string]string{
		"x86": {"arch": "x86", "flags": "-O2 -mfast"},
		"arm": {"arch": "arm", "flags": "-O2 -marm"},
	} {
		tree := open(t, kernel612, Options{Config: config, Arch: arch})
		process := evaluate(t, tree, "drivers", InTree)
		checkValues(t, arch, tree, process, with(want, map[string]string{
			"obj-y": "fast.o", "obj-m": "driver.o", "level": "7", "missing": "text",
		}))
	}
	tree := open(t, kernel612, Options{Config: map[string]string{}, Arch: "x86"})
	checkValues(t, "nothing set", tree, evaluate(t, tree, "drivers", InTree), map[string]string{
		"obj-y": "", "obj-m": "", "obj-": "driver.o fast.o", "flags": "-O2", "level": "",
	})
	tree = open(t, kernel612, Options{Arch: "x86"})
	checkValues(t, "only the architecture", tree, evaluate(t, tree, "drivers", InTree), map[string]string{
		"obj-m": "driver.o [CONFIG_DRIVER=m]", "arch": "x86", "flags": "-O2 -mfast [CONFIG_FAST=y]",
	})
}

// TestArchOfConfiguration checks the value of ARCH where it is not the name of
// the directory.
func TestArchOfConfiguration(t *testing.T) {
	for config, want := range map[string]string{"CONFIG_64BIT=y\n": "x86_64", "CONFIG_FAST=y\n": "x86"} {
		tree := open(t, kernel612, Options{Config: ParseAutoConf(config), Arch: "x86"})
		process := evaluate(t, tree, "Makefile", InTree)
		checkValues(t, config, tree, process, map[string]string{"ARCH": want, "SRCARCH": "x86", "FROM_ARCH": "x86"})
	}
}

// TestScript reads a script of kbuild that processes begin with.
func TestScript(t *testing.T) {
	tree := open(t, with(kernel612, map[string]string{
		"scripts/Makefile.final": "include include/config/auto.conf\ninclude $(srctree)/scripts/Makefile.lib\n" +
			"up := $(srctree)\nobject := $(obj)\nfast := $(CONFIG_FAST)\n",
	}), Options{})
	unit, err := tree.UnitOf("scripts/Makefile.final")
	if err != nil {
		t.Fatal(err)
	}
	for build, up := range map[Build]string{InTree: ".", Separate: "..", Module: "."} {
		process := tree.Evaluate(unit, build, nil)
		checkValues(t, string(build), tree, process, map[string]string{
			"up": up, "object": "<obj>", "fast": "y [CONFIG_FAST=y]", "behind": "yes",
		})
	}
	for name, want := range map[string]bool{
		"scripts/Makefile.lib": true, "scripts/Makefile.final": false, "scripts/Kbuild.include": false,
	} {
		if got := tree.Included(name); got != want {
			t.Errorf("%s was included: got %v, want %v", name, got, want)
		}
	}
}

// TestPlain reads a makefile that has nothing to do with kbuild.
func TestPlain(t *testing.T) {
	tree := open(t, with(kernel612, map[string]string{
		"tools/perf/Makefile":    "include ../build/common\nread := $(MAKEFILE_LIST)\nsee := $(wildcard Make*)\n",
		"tools/build/common":     "common := yes\n",
		"tools/build/Makefile.x": "",
	}), Options{})
	process := evaluate(t, tree, "tools/perf", InTree)
	checkValues(t, "tools/perf", tree, process, map[string]string{
		"common": "yes", "read": "Makefile ../build/common", "see": "Makefile",
		"obj": "undefined", "FROM_ARCH": "undefined",
	})
}

// TestWithoutBuildScript reads a directory of a tree that has no
// scripts/Makefile.build: the table of facts stands in for it.
func TestWithoutBuildScript(t *testing.T) {
	files := with(kernel612, nil)
	delete(files, "scripts/Makefile.build")
	tree := open(t, files, Options{})
	process := evaluate(t, tree, "drivers", InTree)
	checkValues(t, "facts", tree, process, map[string]string{
		"obj-m": "driver.o [CONFIG_DRIVER=m]", "source": "drivers", "KBUILD_EXTMOD": "",
		"arch": "x86 [SRCARCH is x86] arm [SRCARCH is arm]",
	})
}
