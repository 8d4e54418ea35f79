package lint

import (
	"slices"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/eval"
	"github.com/kbuildlint/kbuildlint/kbuild"
)

// judge goes through the tree and runs the rules: those of makefiles where the
// way comes by, those of the tree at its end.
func (r *run) judge() {
	if len(r.request.Rules) == 0 || len(r.request.Paths) == 0 {
		return
	}
	r.passes = map[*kbuild.Unit]*Pass{}
	relevant := r.relevant()
	if relevant == nil {
		r.tree.Prefetch()
	}
	descent := r.tree.Descend(kbuild.Visitor{Read: r.read, Visit: r.visit, Relevant: relevant, Forget: true})
	for _, unit := range slices.Concat(r.plain(), r.alone()) {
		r.read(unit)
	}
	for _, rule := range r.request.Rules {
		if rule.CheckTree == nil || r.ctx.Err() != nil {
			continue
		}
		report := func(at *kbuild.Directory, finding Finding) { r.addOfTree(rule, at, finding) }
		pass := &TreePass{Tree: r.tree, Descent: descent, request: r.request, report: report}
		r.request.Costs.of(rule.Name, func() { rule.CheckTree(pass) })
	}
}

// read evaluates a unit in the first of its kinds of build. What is no
// directory is judged at once, a directory when its lists are known.
func (r *run) read(unit *kbuild.Unit) *eval.Process {
	if r.ctx.Err() != nil {
		return nil
	}
	if r.request.Progress != nil && unit.Role == kbuild.DirectoryRole {
		r.request.Progress(unit.Dir)
	}
	pass := newPass(r.tree, unit, unit.Builds[0], r.request.Costs)
	switch {
	case pass.Process == nil:
		return nil
	case unit.Role == kbuild.DirectoryRole:
		r.passes[unit] = pass
	case r.concerns(pass):
		r.applyAll(pass)
	}
	return pass.Process
}

// visit judges a directory.
func (r *run) visit(directory *kbuild.Directory, _ *eval.Process) {
	unit := directory.Unit
	pass := r.passes[unit]
	delete(r.passes, unit)
	if !r.concerns(pass) {
		return
	}
	pass.Directory, pass.home = directory, directory
	pass.same = r.tree.SameInAllBuilds(unit, pass.Process)
	if pass.same {
		pass.builds = unit.Builds
		r.apply(pass)
		return
	}
	r.applyAll(pass)
}

// applyAll judges a unit in all kinds of build, of which the pass is the first.
func (r *run) applyAll(first *Pass) {
	r.apply(first)
	for _, build := range first.Unit.Builds[1:] {
		pass := first.separate
		if pass == nil || pass.Build != build {
			pass = newPass(r.tree, first.Unit, build, r.request.Costs)
		}
		if pass.Process == nil {
			continue
		}
		if first.home != nil {
			pass.Directory = r.tree.Describe(first.Unit, pass.Process)
			pass.home = first.home
		}
		r.apply(pass)
	}
}

// apply runs the rules on one makefile in one kind of build.
func (r *run) apply(pass *Pass) {
	pass.expandRecipes()
	pass.deaf = false
	pass.parameters = r.request.Parameters
	pass.report = func(rule *Rule, finding Finding) { r.add(pass, rule, finding) }
	r.noteJudged(pass)
	for _, rule := range r.request.Rules {
		if rule.Check != nil {
			pass.rule = rule
			r.request.Costs.of(rule.Name, func() { rule.Check(pass) })
		}
	}
	pass.release()
}

// add keeps a finding of a makefile.
func (r *run) add(pass *Pass, rule *Rule, finding Finding) {
	if !finding.OfReading && r.tree.World.Space.Disjoint(finding.When, pass.Process.Live()) {
		return
	}
	finding.When = r.tree.Simplify(finding.When, pass.Build, pass.Process)
	r.keep(rule, finding, foundPlace{pass.Unit, pass.home, finding.When}, pass.builds)
}

// addOfTree keeps a finding of the tree, which concerns a directory or none.
func (r *run) addOfTree(rule *Rule, at *kbuild.Directory, finding Finding) {
	finding.When = r.tree.Simplify(finding.When, kbuild.InTree, nil)
	place := foundPlace{directory: at, when: finding.When}
	builds := []kbuild.Build{kbuild.InTree}
	if at != nil {
		place.unit, builds = at.Unit, at.Unit.Builds
	}
	r.keep(rule, finding, place, builds)
}

// severityIn returns how bad a finding of a rule is.
func severityIn(request *Request, rule *Rule, finding *Finding) Severity {
	severity := request.severityOf(rule, finding.Place.Path())
	if finding.Severity != 0 {
		return min(severity, finding.Severity)
	}
	return severity
}

// keep joins a finding with itself in other processes and kinds of build.
func (r *run) keep(rule *Rule, finding Finding, where foundPlace, builds []kbuild.Build) {
	place, own := r.tree.Resolve(finding.Place)
	if !own || !r.wanted(place.Path()) || finding.When == cond.False || r.request.severityOf(rule, place.Path()) == 0 {
		return
	}
	finding.Place = place
	r.noteFound(place)
	key := foundKey{rule, place.Path(), place.Span.Start, place.Span.End, finding.Message}
	f, ok := r.found[key]
	if !ok {
		f = &found{rule: rule, finding: finding}
		r.found[key] = f
		r.order = append(r.order, f)
	}
	if severityIn(r.request, rule, &finding) > severityIn(r.request, rule, &f.finding) {
		f.finding = finding
	}
	f.places = append(f.places, where)
	if finding.Builds != nil {
		builds = finding.Builds
	}
	for _, build := range builds {
		if !slices.Contains(f.builds, build) {
			f.builds = append(f.builds, build)
		}
	}
}
