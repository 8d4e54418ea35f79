package kbuild

import (
	"path"
	"strings"
)

// Outside returns the path, from the root of the tree on, of a name that the
// process of a unit uses for a file that is in none of the trees that there are:
// a module, and the kernel that it is built against or that the unit is a part
// of. It returns "" for what is in one.
func (t *Tree) Outside(unit *Unit, build Build, name string) string {
	full := name
	if !path.IsAbs(name) {
		full = t.worksIn(unit, build) + "/" + name
	}
	clean := path.Clean(full)
	for _, dir := range []string{kernelDir, moduleDir} {
		if strings.HasPrefix(clean, dir+"/") {
			return ""
		}
	}
	for _, dir := range []string{kernelDir, moduleDir} {
		if strings.HasPrefix(full, dir+"/") {
			return ".." + clean // each tree is right below the root of the names
		}
	}
	return clean
}

// Inside returns the path in the tree of a name that the process of a unit uses,
// and false for what is not in the tree.
func (t *Tree) Inside(unit *Unit, build Build, name string) (string, bool) {
	if !path.IsAbs(name) {
		name = t.worksIn(unit, build) + "/" + name
	}
	root := kernelDir
	if t.Dialect == Modules {
		root = moduleDir
	}
	return strings.CutPrefix(path.Clean(name), root+"/")
}

// worksIn returns where the make of a unit works.
func (t *Tree) worksIn(unit *Unit, build Build) string {
	if unit.Role == PlainRole {
		return path.Join(kernelDir, path.Dir(unit.Makefile))
	}
	return PathsOf(t.Version, build).Dir
}
