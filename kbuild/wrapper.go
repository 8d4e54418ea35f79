package kbuild

import (
	"path"

	"github.com/kbuildlint/kbuildlint/eval"
)

// Wrapper returns the make that the author of an external module runs in a
// directory, and which calls kbuild: it reads the Makefile there without any
// variable of kbuild, KERNELRELEASE above all (Documentation/kbuild/modules.rst,
// "Shared Makefile"), but for those that it is given on its command line. It
// returns nil where there is no Makefile.
func (t *Tree) Wrapper(dir string, given map[string]*eval.Value) *eval.Process {
	if t.Dialect != Modules {
		return nil
	}
	file := t.folder.parse(path.Join(dir, "Makefile"))
	if file == nil {
		return nil
	}
	v := &view{dir: path.Join(moduleDir, dir), mounts: []mount{{moduleDir, t.folder}}}
	p := eval.NewProcess(eval.Options{World: t.World, Files: v, Version: t.options.Make, Dir: v.dir})
	p.Define("PWD", v.dir, eval.OriginEnvironment)
	for name, value := range given {
		p.DefineValue(name, value, eval.OriginCommandLine)
	}
	p.RunAs("Makefile", file)
	return p
}
