package kbuild

import (
	"slices"
	"testing"
	"testing/fstest"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/eval"
	"github.com/kbuildlint/kbuildlint/source"
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

// TestModule reads an external module and its subdirectory: with a kernel, and
// with the table of facts in its place.
func TestModule(t *testing.T) {
	for name, c := range map[string]struct {
		kernel    map[string]string
		version   Version
		build     Build
		top, both map[string]string
		sub       map[string]string
	}{
		"6.12 M=": {
			kernel612,
			Version{6, 12},
			Module,
			map[string]string{
				"object": "/module", "source": "/module", "here": "/module/", "found": "",
			},
			map[string]string{"tree": ".", "objects": ".", "module": "/module", "out": ""},
			map[string]string{
				"object": "/module/sub", "source": "/module/sub", "here": "/module/sub/", "found": "/module/sub/Kbuild",
				"ccflags-y": "-I/module/sub/include",
			},
		},
		"6.13 M=": {
			kernel613,
			Version{6, 13},
			Module,
			map[string]string{"object": ".", "source": "./.", "here": "./", "found": ""},
			map[string]string{"tree": "/kernel", "objects": "/kernel", "module": "/module", "out": ""},
			map[string]string{
				"object": "sub", "source": "./sub", "here": "sub/", "found": "./sub/Kbuild",
				"ccflags-y": "-I./sub/include",
			},
		},
		"6.13 MO=": {
			kernel613,
			Version{6, 13},
			SeparateModule,
			map[string]string{"object": ".", "source": "../.", "here": ".././", "found": ""},
			map[string]string{"tree": "/kernel", "objects": "/kernel", "module": "/module", "out": "1"},
			map[string]string{
				"object": "sub", "source": "../sub", "here": "../sub/", "found": "../sub/Kbuild",
				"ccflags-y": "-I../sub/include",
			},
		},
	} {
		for kernel, options := range map[string]Options{
			"with a kernel":    {KernelFS: mapFS(c.kernel)},
			"without a kernel": {Kernel: c.version},
		} {
			tree := open(t, moduleFiles, options)
			if tree.Version != c.version {
				t.Errorf("%s, %s: version %v", name, kernel, tree.Version)
			}
			top := evaluate(t, tree, ".", c.build)
			if kernel == "without a kernel" {
				checkValues(t, name+", "+kernel, tree, top, map[string]string{"obj-m": "top.o sub/", "read": "yes"})
			}
			checkValues(t, name+", "+kernel, tree, top, with(c.both, c.top))
			sub := evaluate(t, tree, "sub", c.build)
			checkValues(t, name+", "+kernel, tree, sub, with(c.both, c.sub))
			checkValues(t, name+", "+kernel, tree, sub, map[string]string{"obj-m": "sub.o"})
		}
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

// TestWatch checks that comparisons of the top makefile are told as those of a
// directory are.
func TestWatch(t *testing.T) {
	tree := open(t, with(kernel612, map[string]string{"drivers/Makefile": "kept := $(filter a%,ab cd)\n"}), Options{})
	for name, want := range map[string]string{
		"Makefile": "Makefile:5:1", "drivers": "drivers/Makefile:1:9", "scripts/Makefile.build": "",
	} {
		unit, err := tree.UnitOf(name)
		if err != nil {
			t.Fatal(err)
		}
		first := ""
		tree.Evaluate(unit, InTree, func(event *eval.Event) {
			if place, own := tree.Resolve(event.Place); own && first == "" {
				first = place.String()
			}
		})
		if first != want {
			t.Errorf("%s: the first comparison is at %q, want %q", name, first, want)
		}
	}
}

func TestSameInAllBuilds(t *testing.T) {
	for text, want := range map[string]bool{
		"obj-$(CONFIG_FAST) += a.o\n":               true,
		"flags := $(FROM_ARCH) $(obj)\n":            true,
		"later = $(src)\n":                          true,
		"X := $(src)/a\n":                           false,
		"include $(srctree)/scripts/Makefile.lib\n": false,
		"X := $(VPATH)\n":                           false,
		"X := $(CURDIR)\n":                          false,
		"ifdef building_out_of_srctree\nendif\n":    false,
		"X := $(KBUILD_CFLAGS)\n":                   false,
		"later = $(src)\nX := $(later)\n":           false,
		"$(src)/a: b\n":                             false,
	} {
		tree := open(t, with(kernel612, map[string]string{"drivers/Makefile": text}), Options{})
		unit, err := tree.UnitOf("drivers")
		if err != nil {
			t.Fatal(err)
		}
		if got := tree.SameInAllBuilds(unit, tree.Evaluate(unit, InTree, nil)); got != want {
			t.Errorf("%q: got %v, want %v", text, got, want)
		}
	}
	module := open(t, map[string]string{"Makefile": "obj-m := a.o\n"}, Options{})
	unit, err := module.UnitOf(".")
	if err != nil {
		t.Fatal(err)
	}
	if module.SameInAllBuilds(unit, module.Evaluate(unit, Module, nil)) {
		t.Error("a module is the same in all builds though obj differs")
	}
	kernel := open(t, kernel612, Options{})
	top, err := kernel.UnitOf("Makefile")
	if err != nil {
		t.Fatal(err)
	}
	if kernel.SameInAllBuilds(top, kernel.Evaluate(top, InTree, nil)) {
		t.Error("the top makefile is the same in all builds")
	}
}

// TestSimplify takes away what only a build tells, and what holds in every build
// that gets as far as the directory.
func TestSimplify(t *testing.T) {
	tree := open(t, with(kernel612, map[string]string{
		"arch/arm/Makefile": "FROM_ARCH := arm\nifdef CONFIG_FAST\n$(error arm is slow)\nendif\n",
		"drivers/Makefile":  "ifndef CONFIG_DRIVER\n$(error no driver)\nendif\n",
	}), Options{})
	unit, err := tree.UnitOf("drivers")
	if err != nil {
		t.Fatal(err)
	}
	process := tree.Evaluate(unit, InTree, nil)
	space := tree.World.Space
	is := func(symbol string, kind eval.SymbolType, value string) cond.Cond {
		return space.Is(tree.World.SymbolDomain(symbol, kind), value)
	}
	arm := space.Is(tree.archDomain(), "arm")
	fast, module := is("CONFIG_FAST", eval.Bool, "y"), is("CONFIG_DRIVER", eval.Tristate, "m")
	set := space.Not(is("CONFIG_DRIVER", eval.Tristate, ""))
	goals := tree.World.Goals().Pieces[0].When
	for want, when := range map[string]cond.Cond{
		"":                       set,
		"CONFIG_DRIVER=m":        module,
		"never":                  space.Not(set),
		"CONFIG_FAST=y":          fast,
		"SRCARCH is arm":         arm,
		"CONFIG_FAST is not set": space.Not(fast),
	} {
		if got := space.Format(tree.Simplify(when, InTree, process)); got != want {
			t.Errorf("%s: got %q, want %q", space.Format(when), got, want)
		}
	}
	if got := tree.Simplify(space.And(arm, fast), InTree, process); got != cond.False {
		t.Errorf("the top makefile ends there, got %q", space.Format(got))
	}
	if got := tree.Simplify(space.And(goals, module), InTree, process); got != module {
		t.Errorf("goals are of the moment, got %q", space.Format(got))
	}
}

// TestResolve checks which places are in files of the tree.
func TestResolve(t *testing.T) {
	kernel := open(t, map[string]string{"Kbuild": "obj-m := a.o\nX = b\n$(eval Y := $(X))\n"}, Options{})
	process := evaluate(t, kernel, ".", Module)
	for name, want := range map[string]string{"obj-m": "Kbuild:1:10", "Y": "Kbuild:3:13"} {
		words := kernel.World.Words(process.ValueOf(name))
		if len(words) != 1 {
			t.Fatalf("%s has the words %v", name, words)
		}
		place, own := kernel.Resolve(words[0].Place)
		if !own || place.Path() != "Kbuild" {
			t.Errorf("%s: got %v, %v; want %s", name, place, own, want)
		}
	}
	for name, place := range map[string]source.Place{
		"nowhere":         {},
		"the same path":   {File: source.NewFile("Kbuild", "obj-m := a.o\n")},
		"what make knows": process.ValueOf("obj").Pieces[0].Place,
	} {
		if got, own := kernel.Resolve(place); own {
			t.Errorf("%s is in the tree: %v", name, got)
		}
	}
}

// TestModuleReadsKernelOfItsOwn checks that a name of the kernel is not looked
// for in the module, and the reverse.
func TestModuleReadsKernelOfItsOwn(t *testing.T) {
	module := map[string]string{
		"Kbuild": "see := $(wildcard $(srctree)/scripts/* $(src)/scripts/*)\n", "scripts/own": "",
	}
	tree := open(t, module, Options{KernelFS: mapFS(kernel612)})
	checkValues(t, "6.12", tree, evaluate(t, tree, ".", Module), map[string]string{
		"see": "./scripts/Kbuild.include ./scripts/Makefile.build ./scripts/Makefile.lib /module/scripts/own",
	})
}

func TestEvaluateGiven(t *testing.T) {
	tree, err := Open(fstest.MapFS{
		"Makefile": {Data: []byte("ccflags-y := -I$(PWD) -I$(CURDIR)\nPWD := /set\n")},
	}, Options{Kernel: Version{6, 12}})
	if err != nil {
		t.Fatal(err)
	}
	unit := tree.Units()[0]
	p := tree.EvaluateGiven(unit, Module, map[string]*eval.Value{
		"PWD": tree.World.Placeholder("PWD"), "CURDIR": tree.World.Placeholder("CURDIR"),
	})
	var got []string
	for _, word := range tree.World.Words(p.ValueOf("ccflags-y")) {
		got = append(got, tree.World.Readable(word.Text))
	}
	if want := []string{"-I<PWD>", "-I<CURDIR>"}; !slices.Equal(got, want) {
		t.Errorf("ccflags-y is %q, want %q", got, want)
	}
	if set := tree.World.Words(p.ValueOf("PWD")); len(set) != 1 || set[0].Text != "/set" {
		t.Errorf("PWD is %v behind its assignment", set)
	}
}
