package kbuild

import (
	"strings"
	"testing"

	"github.com/kbuildlint/kbuildlint/eval"
)

// TestPathsOf has the table of KBUILD.md 1.9, row by row; the object tree and
// that of MO= are right below the sources. src is that of the top directory
// and of the directory sub.
func TestPathsOf(t *testing.T) {
	separate := Paths{Dir: objectDir, SrcTree: "..", ObjTree: ".", VPath: "..", Out: "1", Obj: "."}
	for name, c := range map[string]struct {
		versions []Version
		build    Build
		want     Paths
		top, sub string
	}{
		"up to 6.9, in the tree": {
			[]Version{{5, 4}, {6, 1}, {6, 9}},
			InTree,
			Paths{Dir: kernelDir, SrcTree: ".", ObjTree: ".", VPath: ".", Obj: "."},
			".", "sub",
		},
		"up to 6.9, O=": {[]Version{{6, 1}, {6, 9}}, Separate, separate, ".", "sub"},
		"up to 6.9, M=": {
			[]Version{{6, 1}, {6, 9}},
			Module,
			Paths{Dir: kernelDir, SrcTree: ".", ObjTree: ".", VPath: ".", Obj: moduleDir},
			moduleDir, moduleDir + "/sub",
		},
		"6.10 to 6.12, in the tree": {
			[]Version{{6, 10}, {6, 12}},
			InTree,
			Paths{Dir: kernelDir, SrcTree: ".", ObjTree: ".", Obj: "."},
			".", "sub",
		},
		"6.10 to 6.12, O=": {[]Version{{6, 10}, {6, 12}}, Separate, separate, "../.", "../sub"},
		"6.10 to 6.12, M=": {
			[]Version{{6, 10}, {6, 12}},
			Module,
			Paths{Dir: kernelDir, SrcTree: ".", ObjTree: ".", Obj: moduleDir},
			moduleDir, moduleDir + "/sub",
		},
		"from 6.13, in the tree": {
			[]Version{{6, 13}, {7, 0}},
			InTree,
			Paths{Dir: kernelDir, SrcTree: ".", ObjTree: ".", SrcRoot: ".", Obj: "."},
			"./.", "./sub",
		},
		"from 6.13, O=": {
			[]Version{{6, 13}, {7, 0}},
			Separate,
			Paths{Dir: objectDir, SrcTree: "..", ObjTree: ".", SrcRoot: "..", VPath: "..", Out: "1", Obj: "."},
			"../.", "../sub",
		},
		"from 6.13, M=": {
			[]Version{{6, 13}, {7, 0}},
			Module,
			Paths{Dir: moduleDir, SrcTree: kernelDir, ObjTree: kernelDir, SrcRoot: ".", Obj: "."},
			"./.", "./sub",
		},
		"from 6.13, MO=": {
			[]Version{{6, 13}, {7, 0}},
			SeparateModule,
			Paths{
				Dir: outputDir, SrcTree: kernelDir, ObjTree: kernelDir, SrcRoot: "..", VPath: "..", Out: "1", Obj: ".",
			},
			"../.", "../sub",
		},
		"up to 6.12, MO= is not known": {
			[]Version{{6, 12}},
			SeparateModule,
			Paths{Dir: kernelDir, SrcTree: ".", ObjTree: ".", Obj: moduleDir},
			moduleDir, moduleDir + "/sub",
		},
	} {
		for _, version := range c.versions {
			paths := PathsOf(version, c.build)
			if paths != c.want {
				t.Errorf("%s: %v\n got %+v\nwant %+v", name, version, paths, c.want)
			}
			sub := strings.TrimPrefix(paths.Obj+"/sub", "./")
			if top := paths.Src(version, paths.Obj); top != c.top {
				t.Errorf("%s: %v: src of the top is %q, want %q", name, version, top, c.top)
			}
			if got := paths.Src(version, sub); got != c.sub {
				t.Errorf("%s: %v: src of %s is %q, want %q", name, version, sub, got, c.sub)
			}
		}
	}
}

// TestPathsOfKernels compares the table with what the top makefiles of real
// kernels make of the start that they are given.
func TestPathsOfKernels(t *testing.T) {
	for _, name := range []string{"linux-source-6.1", "linux-source-6.12"} {
		tree := openKernel(t, name)
		for _, build := range []Build{InTree, Separate, Module} {
			checkTopPaths(t, tree, build)
		}
	}
}

// checkTopPaths compares the path variables that a top makefile hands down
// with the table.
func checkTopPaths(t *testing.T, tree *Tree, build Build) {
	t.Helper()
	environment := tree.start(build, "").environment
	paths := PathsOf(tree.Version, build)
	for name, want := range map[string]string{
		"srctree": paths.SrcTree, "objtree": paths.ObjTree, "srcroot": paths.SrcRoot, "VPATH": paths.VPath,
		"building_out_of_srctree": paths.Out,
	} {
		got := ""
		if variable := environment[name]; variable != nil {
			got = held(tree, variable.Value)
		}
		if got != want {
			t.Errorf("%v, %s: %s is %q, want %q", tree.Version, build, name, got, want)
		}
	}
}

// wordsOf returns the words of a value without their conditions.
func wordsOf(tree *Tree, value *eval.Value) string {
	var words []string
	for _, word := range tree.World.Words(value) {
		words = append(words, tree.World.Readable(word.Text))
	}
	return strings.Join(words, " ")
}

// TestBuildVariables checks that the table of variables that differ between
// kinds of build has those of real kernels.
func TestBuildVariables(t *testing.T) {
	for _, name := range []string{"linux-source-6.1", "linux-source-6.12"} {
		tree := openKernel(t, name)
		one, other := tree.start(InTree, "").environment, tree.start(Separate, "").environment
		for name, variable := range one {
			if other[name] == nil {
				t.Errorf("%v: %s is only there in the tree", tree.Version, name)
				continue
			}
			a, b := wordsOf(tree, variable.Value), wordsOf(tree, other[name].Value)
			if a != b && !buildVariables[name] {
				t.Errorf("%v: %s differs\n%.200s\n%.200s", tree.Version, name, a, b)
			}
		}
		for name := range other {
			if one[name] == nil {
				t.Errorf("%v: %s is only there with O=", tree.Version, name)
			}
		}
	}
}
