package lint

import "github.com/kbuildlint/kbuildlint/eval"

// Separate returns the state of make when it has read the makefile of a
// directory, or the top one, in a build whose objects are not among the sources.
// It is nil for one that has no such build, and for one that has no use for the
// names of files. Only the pass of the first kind of build has it.
func (p *Pass) Separate() *eval.Process {
	if !p.askedSeparate {
		p.askedSeparate = true
		p.separate = p.separatePass()
	}
	if p.separate == nil {
		return nil
	}
	return p.separate.Process
}

// separatePass returns the pass of the separate build. What the rules of this
// one do with its process is none of its events.
func (p *Pass) separatePass() *Pass {
	build, ok := p.Unit.SeparateBuild()
	if !ok || p.Build != p.Unit.Builds[0] {
		return nil
	}
	if len(p.Process.Rules) <= 1 && p.same { // FORCE alone
		return nil
	}
	separate := newPass(p.Tree, p.Unit, build, p.costs)
	if separate.Process == nil {
		return nil
	}
	separate.expandRecipes()
	separate.deaf = true
	return separate
}
