package kbuild

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/kbuildlint/kbuildlint/eval"
)

// UnitOf returns the unit that a path of the tree means: that of a directory,
// or the makefile itself.
func (t *Tree) UnitOf(name string) (*Unit, error) {
	name = path.Clean(name)
	if t.folder.isDir(name) || name == "." {
		return t.directoryUnit(name)
	}
	if !t.folder.isFile(name) {
		return nil, fmt.Errorf("%s: no such makefile", name)
	}
	unit := plainUnit(name)
	switch {
	case t.Dialect == Linux && isArchMakefile(name):
		unit.Role = TopRole
	case t.Dialect == Linux && path.Dir(name) == "scripts" && strings.HasPrefix(path.Base(name), "Makefile."):
		unit.Role = ScriptRole
	case t.kbuildFile(path.Dir(name)) == name && !t.isPlain(name):
		return t.directoryUnit(path.Dir(name))
	}
	return unit, nil
}

func (t *Tree) directoryUnit(dir string) (*Unit, error) {
	name := t.kbuildFile(dir)
	if name == "" {
		return nil, fmt.Errorf("%s: no Kbuild and no Makefile in this directory", dir)
	}
	if t.isPlain(name) {
		return plainUnit(name), nil
	}
	if t.Dialect == Linux && isArchMakefile(name) {
		return &Unit{Makefile: name, Role: TopRole, Builds: []Build{InTree}}, nil
	}
	return t.newDirectory(dir, name), nil
}

// isPlain reports whether a makefile belongs to a build system of its own.
func (t *Tree) isPlain(name string) bool {
	top, _, _ := strings.Cut(name, "/")
	return t.Dialect == Plain || t.Dialect == Linux && plainDirs[top]
}

// Variables returns the names of the variables that a unit's makefiles set.
func (t *Tree) Variables(p *eval.Process) []string {
	names := p.OwnNames()
	for _, name := range listVariables {
		if p.Lookup(name) != nil {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	names = slices.Compact(names)
	return slices.DeleteFunc(names, func(name string) bool {
		return strings.HasPrefix(name, "CONFIG_") && t.options.Config != nil && t.options.Config[name] != ""
	})
}

// ParseAutoConf reads the assignments of an include/config/auto.conf.
func ParseAutoConf(text string) map[string]string {
	config := map[string]string{}
	for line := range strings.SplitSeq(text, "\n") {
		name, value, found := strings.Cut(line, "=")
		if found && strings.HasPrefix(name, "CONFIG_") {
			config[name] = strings.TrimSuffix(value, "\r")
		}
	}
	return config
}

// archDirs are the values of ARCH that name another directory (Makefile,
// "Additional ARCH settings").
var archDirs = map[string]string{
	"x86_64": "x86", "i386": "x86", "sparc32": "sparc", "sparc64": "sparc", "parisc64": "parisc",
}

// ArchDir returns the directory under arch of a value of ARCH.
func ArchDir(arch string) string {
	if dir, ok := archDirs[arch]; ok {
		return dir
	}
	return arch
}
