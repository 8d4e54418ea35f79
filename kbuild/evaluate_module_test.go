package kbuild

import (
	"slices"
	"testing"
	"testing/fstest"

	"github.com/kbuildlint/kbuildlint/eval"
)

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
	p := tree.EvaluateGiven(unit, Module, Given{Environment: map[string]*eval.Value{
		"PWD": tree.World.Placeholder("PWD"), "CURDIR": tree.World.Placeholder("CURDIR"),
	}})
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
