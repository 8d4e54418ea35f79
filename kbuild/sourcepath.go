package kbuild

import (
	"path"
	"strings"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/eval"
)

// SeparateBuild returns the kind of build in which the objects of a unit are not
// among its sources, so that names tell the one from the other; false if
// there is none.
func (u *Unit) SeparateBuild() (Build, bool) {
	for _, build := range u.Builds {
		if build == Separate || build == SeparateModule {
			return build, u.Role == DirectoryRole || u.Role == TopRole
		}
	}
	return "", false
}

// SourcePath returns the path in the tree that a process means by a name, in the
// build that Unit.SeparateBuild tells; false for what is not among the sources.
func (t *Tree) SourcePath(build Build, name string) (string, bool) {
	paths := PathsOf(t.Version, build)
	if !strings.HasPrefix(name, "/") {
		name = path.Join(paths.Dir, name)
	}
	name = path.Clean(name)
	root := kernelDir
	if build == SeparateModule {
		root = moduleDir
	}
	switch {
	case name == paths.Dir || strings.HasPrefix(name, paths.Dir+"/"):
		return "", false
	case name == root:
		return ".", true
	case strings.HasPrefix(name, root+"/"):
		return strings.TrimPrefix(name, root+"/"), true
	}
	return "", false
}

// Makes returns the configurations in which a directory makes a file that is not
// among its sources. name is relative to the directory.
func (s *Sources) Makes(name string) cond.Cond {
	if s.tree.folder.exists(path.Join(s.directory.Unit.Dir, name)) || !s.MayMake(name) {
		return cond.False
	}
	return s.find(s.tree.TargetName(s.directory.Unit, name))
}

// MayMake reports whether a rule of the directory has a target of that name or
// pattern, or kbuild links it or finds a source for it: most names have neither.
// name is relative to the directory.
func (s *Sources) MayMake(name string) bool {
	target := s.tree.TargetName(s.directory.Unit, name)
	if _, linked := s.linked[string(target)]; linked || s.process.IsTarget(target) {
		return true
	}
	for _, pattern := range s.tree.ownPatterns(s.process) {
		if _, ok := match(pattern.target, string(target)); ok {
			return true
		}
	}
	for source := range s.tree.sourceNames(name) {
		full := s.tree.TargetName(s.directory.Unit, source)
		if s.tree.folder.isFile(path.Join(s.directory.Unit.Dir, source)) || s.process.IsTarget(full) {
			return true
		}
	}
	return false
}

// IsGenerated reports whether only builds make the files of a name, whatever
// the makefile at hand says.
func IsGenerated(name string) bool { return isGenerated(name) }

// MayBeMade reports whether a build may make a file that is not among the
// sources: the directory at hand does, or the one that the file is in.
func (t *Tree) MayBeMade(unit *Unit, directory *Directory, process *eval.Process, file string) bool {
	dir := path.Dir(file)
	if dir != unit.Dir {
		other, err := t.UnitOf(dir)
		if err != nil || other.Role != DirectoryRole {
			return false
		}
		unit, process = other, t.Evaluate(other, other.Builds[0], nil)
		if process == nil {
			return true
		}
		directory = t.Describe(unit, process)
	}
	return t.Sources(directory, process).Missing(path.Base(file)) == cond.False
}
