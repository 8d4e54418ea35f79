package kbuild

// A Build is a kind of build: what the user asked make for decides the paths
// that a makefile sees.
type Build string

// The kinds of build.
const (
	// InTree is make in the source directory.
	InTree Build = "in-tree"
	// Separate is make O=build.
	Separate Build = "O="
	// Module is make M=dir, for an external module.
	Module Build = "M="
	// SeparateModule is make M=dir MO=output, since 6.13.
	SeparateModule Build = "MO="
)

// The absolute names under which a process sees the trees. Nothing is read or
// written there: they only have to be names of their own.
const (
	kernelDir = "/kernel"
	objectDir = "/kernel/build"
	moduleDir = "/module"
	outputDir = "/module/output"
)

// Paths are the path variables of a process, as text (KBUILD.md names the
// table: cwd, srctree, objtree, srcroot and VPATH by version and build).
type Paths struct {
	// Dir is the working directory.
	Dir string
	// SrcTree, ObjTree and SrcRoot are the variables of those names; SrcRoot
	// is "" before 6.13.
	SrcTree, ObjTree, SrcRoot string
	// VPath is the value of VPATH.
	VPath string
	// Out is the value of building_out_of_srctree.
	Out string
	// Obj is the variable obj of the top directory.
	Obj string
}

// PathsOf returns the path variables of a kind of build.
func PathsOf(version Version, build Build) Paths {
	relocated := version.AtLeast(6, 13)
	paths := Paths{Dir: kernelDir, SrcTree: ".", ObjTree: ".", Obj: "."}
	switch build {
	case InTree:
	case Separate:
		paths.Dir, paths.SrcTree, paths.VPath, paths.Out = objectDir, "..", "..", "1"
	case Module:
		paths.Obj = moduleDir
		if relocated {
			paths = Paths{Dir: moduleDir, SrcTree: kernelDir, ObjTree: kernelDir, SrcRoot: ".", Obj: "."}
		}
	case SeparateModule:
		paths = Paths{
			Dir: outputDir, SrcTree: kernelDir, ObjTree: kernelDir, SrcRoot: "..", Obj: ".",
			VPath: "..", Out: "1",
		}
	}
	if !relocated {
		if build == InTree && !version.AtLeast(6, 10) {
			paths.VPath = "."
		}
		return paths
	}
	if build == InTree || build == Separate {
		paths.SrcRoot = paths.SrcTree
	}
	return paths
}

// Src returns the variable src for a directory process with the given obj
// (scripts/Makefile.build).
func (p Paths) Src(version Version, obj string) string {
	switch {
	case p.SrcRoot != "":
		return p.SrcRoot + "/" + obj
	case version.AtLeast(6, 10) && p.VPath != "":
		return p.VPath + "/" + obj
	}
	return obj
}
