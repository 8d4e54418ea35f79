package lint

import "github.com/kbuildlint/kbuildlint/eval"

// Separate returns the state of make when it has read the makefile of a
// directory, or the top one, in a build whose objects are not among the sources.
// It is nil for one that has no such build, and for one that has no use for the
// names of files. Only the pass of the first kind of build has it.
func (p *Pass) Separate() *eval.Process {
	if !p.readSeparate {
		p.readSeparate = true
		p.separate = p.evaluateSeparate()
	}
	return p.separate
}

func (p *Pass) evaluateSeparate() *eval.Process {
	build, ok := p.Unit.SeparateBuild()
	if !ok || p.Build != p.Unit.Builds[0] {
		return nil
	}
	if len(p.Process.Rules) <= 1 && p.Tree.SameInAllBuilds(p.Unit, p.Process) { // FORCE alone
		return nil
	}
	return p.Tree.Evaluate(p.Unit, build, nil)
}
