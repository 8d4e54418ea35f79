package kbuild

import (
	"github.com/kbuildlint/kbuildlint/eval"
	"github.com/kbuildlint/kbuildlint/parser"
	"github.com/kbuildlint/kbuildlint/source"
)

// A startKey names a state in which processes begin.
type startKey struct {
	build Build
	arch  string
}

// A start is what all processes of one kind of build have in common.
type start struct {
	paths       Paths
	view        *view
	environment map[string]*eval.Variable
	// directory is the state of scripts/Makefile.build right before it reads
	// a Kbuild file, with obj left open; nil without a kernel tree.
	directory *eval.Snapshot
	// top is the process of the top makefile, nil without a kernel tree; events
	// are the comparisons that reading it made.
	top    *eval.Process
	events []*eval.Event
}

// autoConf is the makefile through which configuration symbols reach make.
const autoConf = "include/config/auto.conf"

// start returns the state in which processes of a kind of build begin, in the
// architecture that a directory belongs to.
func (t *Tree) start(build Build, arch string) *start {
	key := startKey{build, arch}
	if s, ok := t.starts[key]; ok {
		return s
	}
	s := &start{paths: PathsOf(t.Version, build)}
	t.starts[key] = s
	s.view = t.viewOf(s.paths, build)
	if t.kernel == nil {
		return s
	}
	if arch == "" || t.options.Arch != "" {
		s.top = t.runTop(s, build, arch)
		s.environment = s.top.Environment()
	} else {
		every := t.start(build, "")
		s.top = every.top
		is := t.World.Space.Is(t.archDomain(), arch)
		s.environment = t.World.Project(every.environment, is)
	}
	s.directory = t.snapshotDirectory(s, arch)
	return s
}

func (t *Tree) viewOf(paths Paths, build Build) *view {
	v := &view{dir: paths.Dir}
	if build == Module || build == SeparateModule {
		v.mounts = append(v.mounts, mount{moduleDir, t.folder})
	}
	if t.kernel != nil {
		v.mounts = append(v.mounts, mount{kernelDir, t.kernel})
	}
	return v
}

func (t *Tree) processOptions(s *start) eval.Options {
	return eval.Options{
		World: t.World, Files: s.view, Version: t.options.Make, Dir: s.paths.Dir,
		Symbols: t.symbol, SymbolsFile: autoConf, Inherited: s.environment, Calls: watchedCalls, Missed: changedNames,
	}
}

// CommandMacros are the variables that recipes call to run a command, with its
// name as the argument (scripts/Kbuild.include).
var CommandMacros = map[string]bool{
	"if_changed": true, "if_changed_dep": true, "if_changed_rule": true, "if_changed_except": true,
	"filechk": true, "cmd": true, "cmd_and_fixdep": true, "cmd_and_savecmd": true,
}

// firstMake is what the first make of a build exports, whether it sets it or
// leaves that to the final one (Makefile, the part before sub_make_done).
const firstMake = "export KBUILD_EXTMOD objtree srcroot\n"

// runTop evaluates the top makefile as the final make of a build runs it: the
// sub-makes that only find the directories are done.
func (t *Tree) runTop(s *start, build Build, arch string) *eval.Process {
	options := t.processOptions(s)
	options.Watch = func(event *eval.Event) { s.events = append(s.events, event) }
	p := eval.NewProcess(options)
	define := func(name, text string, origin eval.Origin) { p.Define(name, text, origin) }
	define("sub_make_done", "1", eval.OriginEnvironment)
	define("abs_srctree", kernelDir, eval.OriginEnvironment)
	define("abs_objtree", s.paths.Dir, eval.OriginEnvironment)
	define("MAKEFLAGS", "rR --no-print-directory", eval.OriginFile)
	define("MAKECMDGOALS", "", eval.OriginDefault)
	root := ""
	if build == Module || build == SeparateModule {
		define("M", moduleDir, eval.OriginCommandLine)
		define("KBUILD_EXTMOD", moduleDir, eval.OriginEnvironment)
		root = moduleDir
	}
	if t.Version.AtLeast(6, 13) {
		define("objtree", s.paths.ObjTree, eval.OriginEnvironment)
		define("srcroot", root, eval.OriginEnvironment)
	}
	p.DefineValue("ARCH", t.archValue(arch), eval.OriginCommandLine)
	if arch == "" && len(t.Architectures()) > 0 {
		p.Assume(t.World.Space.Not(t.World.Space.Is(t.archDomain(), "")))
	}
	p.RunOn(parser.Parse(source.NewFile("", firstMake)))
	if file := t.kernel.parse("Makefile"); file != nil {
		p.RunAs(kernelDir+"/Makefile", file)
	}
	return p
}

// archValue returns the value of ARCH: one text, or the architecture of each
// configuration.
func (t *Tree) archValue(arch string) *eval.Value {
	if arch == "x86" && t.options.Config["CONFIG_64BIT"] == "y" {
		arch = "x86_64"
	}
	if arch != "" {
		return &eval.Value{Pieces: []eval.Piece{{Text: arch}}}
	}
	domain := t.archDomain()
	value := &eval.Value{}
	for _, name := range t.Architectures() {
		value.Pieces = append(value.Pieces, eval.Piece{Text: name, When: t.World.Space.Is(domain, name)})
	}
	return value
}

// snapshotDirectory reads scripts/Makefile.build up to the Kbuild file.
func (t *Tree) snapshotDirectory(s *start, arch string) *eval.Snapshot {
	file := t.kernel.parse("scripts/Makefile.build")
	if file == nil {
		return nil
	}
	options := t.processOptions(s)
	options.StopAtUnknown = true
	p := eval.NewProcess(options)
	obj := t.World.Placeholder("obj")
	p.DefineValue("obj", obj, eval.OriginCommandLine)
	t.defineArch(p, arch)
	p.RunAs("scripts/Makefile.build", file)
	return p.Snapshot(obj)
}

// defineArch defines what make hands down from the command line.
func (t *Tree) defineArch(p *eval.Process, arch string) {
	p.DefineValue("ARCH", t.archValue(arch), eval.OriginCommandLine)
}

// firstStatements returns a makefile cut after its leading assignments.
func firstStatements(file *parser.File) *parser.File {
	head := &parser.File{Source: file.Source}
	for _, stmt := range file.Stmts {
		switch stmt.(type) {
		case *parser.Assign, *parser.Blank, *parser.Comment:
			head.Stmts = append(head.Stmts, stmt)
		default:
			return head
		}
	}
	return head
}
