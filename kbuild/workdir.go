package kbuild

import (
	"path"
	"strings"
)

// Means returns the path in the tree that a relative name means to the commands
// of a kind of build, and false for what is not in the tree. They all run in the
// directory that make works in, and not in that of a makefile.
func (t *Tree) Means(build Build, name string) (string, bool) {
	root := kernelDir
	if t.Dialect == Modules {
		root = moduleDir
	}
	full := path.Join(PathsOf(t.Version, build).Dir, name)
	if full == root {
		return ".", true
	}
	return strings.CutPrefix(full, root+"/")
}

// WorksIn says in words where the commands of a kind of build run.
func (t *Tree) WorksIn(build Build) string {
	switch {
	case build == InTree:
		return "at the root of the kernel's sources"
	case build == Separate, build == SeparateModule && t.Version.AtLeast(6, 13):
		return "in the directory of the output"
	case t.Version.AtLeast(6, 13):
		return "in the directory of the module"
	}
	return "in the directory of the kernel"
}
