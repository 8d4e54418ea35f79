package lint

import (
	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/eval"
	"github.com/kbuildlint/kbuildlint/kbuild"
	"github.com/kbuildlint/kbuildlint/source"
)

// A Pass gives a rule one makefile as one kind of build reads it, and takes
// what the rule finds there.
type Pass struct {
	Tree *kbuild.Tree
	Unit *kbuild.Unit
	// Directory is what the makefile lists, nil for one that is no directory's.
	// How make gets there is not known yet.
	Directory *kbuild.Directory
	// Build is the kind of build.
	Build kbuild.Build
	// Process is the state of make when the makefile has been read.
	Process *eval.Process
	// Events are the comparisons that reading the makefile and expanding the
	// recipes of its rules made.
	Events []*eval.Event

	expanded bool
	home     *kbuild.Directory // as the descent will know it
	builds   []kbuild.Build    // those that read the makefile the same way
	rule     *Rule
	report   func(*Rule, Finding)
}

// ExpandAll expands every variable that the makefile has set, so that Events
// has what make would meet wherever it uses one.
func (p *Pass) ExpandAll() {
	if p.expanded {
		return
	}
	p.expanded = true
	for _, name := range p.Process.OwnNames() {
		p.Process.ValueOf(name)
	}
}

// A Finding is what a rule reports.
type Finding struct {
	// Place is the word the author wrote.
	Place source.Place
	// Message says what is wrong, Effect what happens because of it.
	Message, Effect string
	// When are the configurations concerned.
	When cond.Cond
	// Builds are the kinds of build concerned, nil for those of the pass.
	Builds  []kbuild.Build
	Related []Note
	Fixes   []Repair
}

// A Note is a related place.
type Note struct {
	Place   source.Place
	Message string
}

// A Repair is a fix by the places it changes.
type Repair struct {
	Title string
	Safe  bool
	Edits []source.Edit
}

// Report takes a finding. The same finding in several kinds of build is one.
func (p *Pass) Report(finding Finding) { p.report(p.rule, finding) }

// Space returns the algebra of the tree's conditions.
func (p *Pass) Space() *cond.Space { return p.Tree.World.Space }

// A TreePass gives a rule the whole tree, when all directories are known.
type TreePass struct {
	Tree    *kbuild.Tree
	Descent *kbuild.Descent

	report func(*kbuild.Directory, Finding)
}

// Report takes a finding that concerns a directory, or none if at is nil.
func (p *TreePass) Report(at *kbuild.Directory, finding Finding) { p.report(at, finding) }

// Space returns the algebra of the tree's conditions.
func (p *TreePass) Space() *cond.Space { return p.Tree.World.Space }
