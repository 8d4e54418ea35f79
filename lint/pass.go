package lint

import (
	"slices"

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
	// Recipes are those of its rules, target by target.
	Recipes []Recipe

	expanded bool
	memory   map[any]any // see Remember
	// same tells that the makefile and its lists are the same in all kinds of
	// build; what rules do with the process is not asked.
	same bool
	// separate is the pass of the separate build, once Separate was asked for.
	askedSeparate bool
	separate      *Pass
	deaf          bool              // what the process meets is no event
	home          *kbuild.Directory // as the descent will know it
	builds        []kbuild.Build    // those that read the makefile the same way
	parameters    *Parameters       // nil for the default ones
	rule          *Rule
	report        func(*Rule, Finding)
	costs         *Costs
}

// newPass evaluates a unit in a kind of build; Process is nil if it can't be
// read.
func newPass(tree *kbuild.Tree, unit *kbuild.Unit, build kbuild.Build, costs *Costs) *Pass {
	p := &Pass{Tree: tree, Unit: unit, Build: build, builds: []kbuild.Build{build}, costs: costs}
	watch := func(event *eval.Event) {
		if !p.deaf {
			p.Events = append(p.Events, event)
		}
	}
	costs.of(stageEvaluate, func() { p.Process = tree.Evaluate(unit, build, watch) })
	return p
}

// A Recipe is the recipe of a target, expanded.
type Recipe struct {
	Binding *eval.Binding
	Lines   []eval.RecipeLine
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
	// Hint stands behind the message. What else is in the tree may change it,
	// which makes no other finding.
	Hint string
	// Severity is that of the finding where it is milder than the rule's.
	Severity Severity
	// When are the configurations concerned.
	When cond.Cond
	// OfReading tells that the finding is about how make reads the makefile, and
	// holds where make stops before its end. Others count only where it does not.
	OfReading bool
	// Builds are the kinds of build concerned, nil for those of the pass.
	Builds  []kbuild.Build
	Related []Note
	Fixes   []Repair
}

// hintMark stands between a message and its hint.
const hintMark = "; "

// text returns the message with the hint.
func (f *Finding) text() string {
	if f.Hint == "" {
		return f.Message
	}
	return f.Message + hintMark + f.Hint
}

// A Note is a related place.
type Note struct {
	Place   source.Place
	Message string
}

// A Repair is a fix by the places it changes. A finding has none where it is
// not plain what to write; the first safe one of several is made by --fix.
//
// A safe repair is certain, for whoever makes it does not look at it:
//   - It can't change a correct build: in every configuration, kind of build and
//     version, all that differs is the defect.
//   - It needs no other repair. Where it would (FORCE without the word in
//     targets), it is there only if the makefile has the rest already: the tree
//     is judged again after each round, and it comes in the next one.
//   - The finding is gone when it is made, and no other one comes, but for what
//     the defect has hidden.
//
// Anything else, such as a name that is much like the one written, is a guess
// and not safe.
//
// Its edits do not overlap and stand in one file, or it is not made. The text of
// a place is what the author wrote (source.Place.Written) and holds all that is
// to be replaced: nothing if what stands there is computed elsewhere. A line that
// is added ends with "\n", also in a file with carriage returns. An edit should
// touch as little as it can: repairs that touch each other are made in different
// rounds, and there are few.
//
// The cases in rules/testdata/RULE have what each repair makes of the tree, and
// those in rules/testdata/RULE/safe the diff of the safe ones. They are judged
// and evaluated again with it, as are whole kernels (rules/safe_test.go).
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

	request *Request
	report  func(*kbuild.Directory, Finding)
}

// Wants reports whether findings at a path are wanted: a rule asks before it
// looks for what takes long, others are dropped when they are reported.
func (p *TreePass) Wants(path string) bool { return p.request.wants(path) }

// WantsBelow reports whether findings at a directory or somewhere below it are
// wanted.
func (p *TreePass) WantsBelow(dir string) bool {
	return p.Wants(dir) ||
		slices.ContainsFunc(p.request.Paths, func(wanted string) bool { return isAtOrBelow(wanted, dir) })
}

// Report takes a finding that concerns a directory, or none if at is nil.
func (p *TreePass) Report(at *kbuild.Directory, finding Finding) { p.report(at, finding) }

// Space returns the algebra of the tree's conditions.
func (p *TreePass) Space() *cond.Space { return p.Tree.World.Space }
