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

// PathsOf returns the path variables of a kind of build. Before 6.13 make does
// not know MO=: SeparateModule is Module.
func PathsOf(version Version, build Build) Paths {
	relocated := version.AtLeast(6, 13)
	paths := Paths{Dir: kernelDir, SrcTree: ".", ObjTree: ".", Obj: "."}
	switch build {
	case InTree:
	case Separate:
		paths.Dir, paths.SrcTree, paths.VPath, paths.Out = objectDir, "..", "..", "1"
	case Module, SeparateModule:
		if relocated {
			return relocatedPaths(build)
		}
		paths.Obj = moduleDir
	}
	switch {
	case relocated:
		paths.SrcRoot = paths.SrcTree
	case !version.AtLeast(6, 10):
		paths.VPath = paths.SrcTree
	}
	return paths
}

// relocatedPaths returns the path variables of an external module since 6.13:
// make works in the module's directory, or in that of its output.
func relocatedPaths(build Build) Paths {
	paths := Paths{Dir: moduleDir, SrcTree: kernelDir, ObjTree: kernelDir, SrcRoot: ".", Obj: "."}
	if build == SeparateModule {
		paths.Dir, paths.SrcRoot, paths.VPath, paths.Out = outputDir, "..", "..", "1"
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
