package kbuild

import (
	"cmp"
	"path"
	"slices"

	"github.com/kbuildlint/kbuildlint/eval"
	"github.com/kbuildlint/kbuildlint/parser"
	"github.com/kbuildlint/kbuildlint/source"
)

// Evaluate reads a unit in one kind of build. It returns nil for a makefile
// that can't be read. watch may be nil.
func (t *Tree) Evaluate(unit *Unit, build Build, watch func(*eval.Event)) *eval.Process {
	arch := unit.Arch
	if t.options.Arch != "" {
		arch = t.options.Arch
	}
	if t.folder.parse(unit.Makefile) == nil {
		return nil
	}
	switch unit.Role {
	case TopRole:
		return t.evaluateTop(t.start(build, t.options.Arch), watch)
	case ScriptRole:
		return t.evaluateScript(unit, build, watch)
	case PlainRole:
		return t.evaluatePlain(unit, watch)
	case DirectoryRole:
	}
	return t.evaluateIn(unit, t.start(build, arch), watch, Given{})
}

// Given are the variables that make has of who called it, by the environment, or
// by the command line, which makefiles do not change.
type Given struct {
	Environment, CommandLine map[string]*eval.Value
}

// EvaluateGiven reads the makefile of a directory like Evaluate, where make has
// more variables, or others instead of its own. It returns nil for what is no
// directory's or can't be read.
func (t *Tree) EvaluateGiven(unit *Unit, build Build, given Given) *eval.Process {
	if unit.Role != DirectoryRole || t.folder.parse(unit.Makefile) == nil {
		return nil
	}
	return t.evaluateIn(unit, t.start(build, cmp.Or(t.options.Arch, unit.Arch)), nil, given)
}

// evaluateIn reads the makefile of a directory.
func (t *Tree) evaluateIn(
	unit *Unit, s *start, watch func(*eval.Event), given Given,
) *eval.Process {
	if s.directory == nil {
		return t.evaluateAlone(unit, s, watch, given)
	}
	return t.evaluateDirectory(unit, s, watch, given)
}

// give defines variables that a process has of who called it.
func give(p *eval.Process, given Given) {
	for name, value := range given.Environment {
		p.DefineValue(name, value, eval.OriginEnvironment)
	}
	for name, value := range given.CommandLine {
		p.DefineValue(name, value, eval.OriginCommandLine)
	}
}

// evaluateTop returns the process of the top makefile, which was read to begin
// the others with: what it compared is told now.
func (t *Tree) evaluateTop(s *start, watch func(*eval.Event)) *eval.Process {
	if watch != nil && s.top != nil {
		for _, event := range s.events {
			watch(event)
		}
		s.top.Watch(watch)
	}
	return s.top
}

func (t *Tree) evaluateDirectory(
	unit *Unit, s *start, watch func(*eval.Event), given Given,
) *eval.Process {
	options := t.processOptions(s)
	options.Watch = watch
	options.Tracked = buildVariables
	obj := t.objOf(unit, s)
	p := s.directory.Start(options, obj)
	name := s.paths.Src(t.Version, obj) + "/" + path.Base(unit.Makefile)
	p.Define("kbuild-file", name, eval.OriginFile)
	p.DefineValue("MAKECMDGOALS", t.World.Goals(), eval.OriginDefault)
	give(p, given)
	p.RunAs(eval.MakeName(name), t.folder.parse(unit.Makefile))
	p.RunOn(rest)
	return p
}

// rest is what every directory has behind its Kbuild file and what the rules
// there count on (scripts/Makefile.build).
var rest = parser.Parse(source.NewFile("", "PHONY += FORCE\nFORCE:\n"))

// buildVariables differ between the kinds of build of a kernel tree, some by
// the paths among their words.
var buildVariables = map[string]bool{
	"src": true, "srctree": true, "objtree": true, "srcroot": true, "VPATH": true, "CURDIR": true,
	"building_out_of_srctree": true, "abs_srctree": true, "abs_objtree": true, "MAKEFILE_LIST": true,
	"kbuild-file": true, "KBUILD_EXTMOD": true, "LINUXINCLUDE": true, "USERINCLUDE": true,
	"KBUILD_CPPFLAGS": true, "KBUILD_CFLAGS": true, "KBUILD_AFLAGS": true, "KBUILD_LDFLAGS_MODULE": true,
	"KBUILD_HOSTCFLAGS": true, "KBUILD_HOSTCXXFLAGS": true, "KBUILD_USERCFLAGS": true, "USER_CFLAGS": true,
	"KBUILD_CFLAGS_DECOMPRESSOR": true, "CHECKFLAGS": true, "CLIPPY_CONF_DIR": true,
	"PAHOLE_FLAGS": true,
}

// SameInAllBuilds reports whether a process of a directory would be the same
// in another kind of build of the kernel tree: it has used nothing that
// differs.
func (t *Tree) SameInAllBuilds(unit *Unit, p *eval.Process) bool {
	return t.Dialect == Linux && unit.Role == DirectoryRole && !p.Touched()
}

// objOf returns the variable obj of a directory.
func (t *Tree) objOf(unit *Unit, s *start) string {
	if t.Dialect == Linux || unit.Dir == "." {
		if t.Dialect == Linux {
			return unit.Dir
		}
		return s.paths.Obj
	}
	if s.paths.Obj == "." {
		return unit.Dir
	}
	return s.paths.Obj + "/" + unit.Dir
}

func (t *Tree) evaluateScript(unit *Unit, build Build, watch func(*eval.Event)) *eval.Process {
	s := t.start(build, t.options.Arch)
	options := t.processOptions(s)
	options.Watch = watch
	p := eval.NewProcess(options)
	p.DefineValue("obj", t.World.Placeholder("obj"), eval.OriginCommandLine)
	t.defineArch(p, t.options.Arch)
	p.RunAs(unit.Makefile, t.folder.parse(unit.Makefile))
	t.include(unit, p)
	return p
}

// include notes what makefiles the process of a unit has read behind its own.
func (t *Tree) include(unit *Unit, p *eval.Process) {
	v := t.start(t.builds()[0], t.options.Arch).view
	for _, name := range t.IncludedIn(unit, p) {
		if folder, inside := v.locate(name); folder == t.folder {
			t.included[inside] = true
		}
	}
}

// IncludedIn returns the names of the makefiles that the process of a unit, in
// the first of its kinds of build, has read behind its own.
func (t *Tree) IncludedIn(unit *Unit, p *eval.Process) []string {
	v := t.start(t.builds()[0], t.options.Arch).view
	names := p.Includes()
	own := slices.IndexFunc(names, func(name string) bool {
		folder, inside := v.locate(name)
		return folder == t.folder && inside == unit.Makefile
	})
	if own < 0 {
		return nil
	}
	return names[own+1:]
}

// Included reports whether another unit's process has read a makefile: it is
// judged there.
func (t *Tree) Included(name string) bool { return t.included[name] }

func (t *Tree) evaluatePlain(unit *Unit, watch func(*eval.Event)) *eval.Process {
	v := &view{dir: path.Join(kernelDir, path.Dir(unit.Makefile)), mounts: []mount{{kernelDir, t.folder}}}
	p := eval.NewProcess(eval.Options{
		World: t.World, Files: v, Version: t.options.Make, Dir: v.dir, Watch: watch,
		Symbols: t.symbol,
	})
	for name, text := range plainVariables {
		p.DefineRecursive(name, text, eval.OriginDefault)
	}
	p.RunAs(path.Base(unit.Makefile), t.folder.parse(unit.Makefile))
	return p
}

// evaluateAlone reads the makefile of a directory without the scripts of the
// kernel, as that of an external module: what they would have set comes from
// the table of facts.
func (t *Tree) evaluateAlone(
	unit *Unit, s *start, watch func(*eval.Event), given Given,
) *eval.Process {
	options := t.processOptions(s)
	options.Watch = watch
	options.SymbolsFile = ""
	p := eval.NewProcess(options)
	obj := t.objOf(unit, s)
	p.Define("obj", obj, eval.OriginCommandLine)
	src := s.paths.Src(t.Version, obj)
	p.Define("src", src, eval.OriginFile)
	p.DefineValue("MAKECMDGOALS", t.World.Goals(), eval.OriginDefault)
	t.defineFacts(p, s.paths)
	give(p, given)
	p.RunAs(eval.MakeName(src+"/"+path.Base(unit.Makefile)), t.folder.parse(unit.Makefile))
	p.RunOn(rest)
	return p
}
