package kbuild

import (
	"iter"

	"github.com/kbuildlint/kbuildlint/eval"
	"github.com/kbuildlint/kbuildlint/parser"
)

// anyDir is the name of a directory that no tree has.
const anyDir = "any-directory"

// readScripts reads scripts/Makefile.build and all that it includes, as a
// directory has them that makes everything there is.
func (t *Tree) readScripts() *eval.Process {
	if t.kernel == nil || t.kernel.parse("scripts/Makefile.build") == nil {
		return nil
	}
	s := t.start(t.builds()[0], t.options.Arch)
	p := eval.NewProcess(t.processOptions(s))
	p.Define("obj", anyDir, eval.OriginCommandLine)
	p.Define("need-dtbslist", "1", eval.OriginCommandLine)
	for _, list := range []string{"hostprogs", "userprogs", "extra-y"} {
		p.Define(list, "any", eval.OriginFile)
	}
	t.defineArch(p, t.options.Arch)
	p.RunAs("scripts/Makefile.build", t.kernel.parse("scripts/Makefile.build"))
	return p
}

// Scripts returns a process that has read what kbuild reads behind the makefile
// of a directory too: the commands that every directory may call are defined
// there. It is nil for a module whose kernel is not at hand.
func (t *Tree) Scripts() *eval.Process { return t.scripts() }

// Assigns reports whether a makefile that a process has read sets a variable
// anywhere, be it where no build gets to that evaluation knows of.
func (t *Tree) Assigns(p *eval.Process, name string) bool {
	for _, makefile := range t.makefiles(p) {
		if t.assignedIn(makefile)[name] {
			return true
		}
	}
	return false
}

// makefiles yields the makefiles that a process has read, its own among them,
// as far as they are there, by their paths.
func (t *Tree) makefiles(p *eval.Process) iter.Seq2[string, *parser.File] {
	return func(yield func(string, *parser.File) bool) {
		v := t.start(t.builds()[0], t.options.Arch).view
		for _, name := range p.Includes() {
			folder, inside := v.locate(name)
			if folder == nil {
				continue
			}
			if file := folder.parse(inside); file != nil && !yield(inside, file) {
				return
			}
		}
	}
}

// assignedIn returns the names of the variables that the text of a makefile
// sets.
func (t *Tree) assignedIn(file *parser.File) map[string]bool {
	names, ok := t.assigned[file.Source]
	if ok {
		return names
	}
	names = map[string]bool{}
	file.Inspect(func(node parser.Node) bool {
		switch node := node.(type) {
		case *parser.Assign:
			names[file.Source.Slice(node.Name.Span)] = true
		case *parser.Define:
			names[file.Source.Slice(node.Name.Span)] = true
		}
		return true
	})
	t.assigned[file.Source] = names
	return names
}
