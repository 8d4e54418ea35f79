package kbuild

import (
	"path"
	"slices"

	"github.com/kbuildlint/kbuildlint/eval"
	"github.com/kbuildlint/kbuildlint/parser"
)

// Makefile returns a makefile of the tree that has been read, or nil.
func (t *Tree) Makefile(name string) *parser.File { return t.folder.known(name) }

// MakefilesOf returns the makefiles of the tree that the process of a unit in a
// kind of build has read, from its own on.
func (t *Tree) MakefilesOf(unit *Unit, build Build, p *eval.Process) []*parser.File {
	v := t.viewOf(PathsOf(t.Version, build), build)
	if unit.Role == PlainRole {
		v = &view{dir: path.Join(kernelDir, path.Dir(unit.Makefile)), mounts: []mount{{kernelDir, t.folder}}}
	}
	var files []*parser.File
	for _, name := range slices.Backward(p.Includes()) {
		folder, inside := v.locate(name)
		if folder != t.folder {
			continue
		}
		if file := folder.known(inside); file != nil {
			files = append(files, file)
		}
		if inside == unit.Makefile {
			break
		}
	}
	slices.Reverse(files)
	return files
}
