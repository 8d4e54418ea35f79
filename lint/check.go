package lint

import (
	"context"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/eval"
	"github.com/kbuildlint/kbuildlint/kbuild"
)

// A Request is one tree to judge.
type Request struct {
	// FS is the tree, Root its name for people.
	FS   fs.FS
	Root string
	// Paths are the files and directories in the tree whose findings are
	// wanted; "." is all of it.
	Paths []string
	// Kernel is the version to judge for, "" for the tree's own.
	Kernel string
	// KernelFS is the kernel that external modules are built against, or nil.
	KernelFS fs.FS
	// Rules are exactly those to run.
	Rules []*Rule
	// Severity is the mildest that is reported.
	Severity Severity
}

// Check judges a tree. An error is a mistake in the request.
func Check(ctx context.Context, request Request) (*Report, error) {
	options := kbuild.Options{KernelFS: request.KernelFS}
	if request.Kernel != "" {
		version, err := kbuild.ParseVersion(request.Kernel)
		if err != nil {
			return nil, fmt.Errorf("--kernel: %w", err)
		}
		options.Kernel = version
	}
	tree, err := kbuild.Open(request.FS, options)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", request.Root, err)
	}
	r := &run{tree: tree, request: &request, found: map[foundKey]*found{}}
	units := r.units()
	tree.Prefetch(units)
	for _, unit := range units {
		if ctx.Err() != nil {
			return nil, fmt.Errorf("check: %w", ctx.Err())
		}
		r.unit(unit)
	}
	for _, unit := range r.alone() {
		r.unit(unit)
	}
	report := &Report{
		Trees:       []Tree{{Root: request.Root, Dialect: string(tree.Dialect), Kernel: tree.Version.String()}},
		Diagnostics: r.diagnostics(),
	}
	return report, nil
}

// A run judges one tree.
type run struct {
	tree    *kbuild.Tree
	request *Request
	found   map[foundKey]*found
	order   []*found
}

// A foundKey tells findings apart: what they are and where.
type foundKey struct {
	rule       *Rule
	path       string
	start, end int
	message    string
}

// A found finding is one in all the kinds of build that have it.
type found struct {
	rule    *Rule
	finding Finding
	when    cond.Cond
	builds  []kbuild.Build
	units   []*kbuild.Unit
}

// units returns the makefiles to evaluate. A finding may stand in a makefile
// that others include, so that a path narrows what is reported, and what is
// evaluated only where it is a directory of the tree.
func (r *run) units() []*kbuild.Unit {
	var units []*kbuild.Unit
	for _, unit := range r.tree.Units() {
		if len(r.request.Rules) > 0 && r.mayConcern(unit) {
			units = append(units, unit)
		}
	}
	return units
}

// mayConcern reports whether findings of a unit can stand at a wanted path: it
// is the unit's makefile or a directory around it, or a file that the unit may
// include. The scripts of kbuild include each other.
func (r *run) mayConcern(unit *kbuild.Unit) bool {
	return slices.ContainsFunc(r.request.Paths, func(path string) bool {
		switch {
		case unit.Role == kbuild.PlainRole && !isPlainPath(unit, path):
			return false
		case isAtOrBelow(unit.Makefile, path):
			return true
		case strings.HasPrefix(path, "scripts/Makefile."):
			return unit.Role == kbuild.ScriptRole || unit.Role == kbuild.TopRole
		}
		return r.tree.IsFragment(path)
	})
}

// isPlainPath reports whether a path asks for makefiles with a build system of
// their own: those below tools are judged for whoever names them.
func isPlainPath(unit *kbuild.Unit, path string) bool {
	top, _, _ := strings.Cut(unit.Makefile, "/")
	return isAtOrBelow(path, top)
}

// alone returns units for the wanted files that no process has read: what can
// be said of a makefile by itself is said.
func (r *run) alone() []*kbuild.Unit {
	var units []*kbuild.Unit
	for _, path := range r.request.Paths {
		if r.tree.IsFragment(path) && !r.tree.HasRead(path) {
			units = append(units, &kbuild.Unit{
				Makefile: path, Role: kbuild.PlainRole, Builds: []kbuild.Build{kbuild.InTree},
			})
		}
	}
	return units
}

// isAtOrBelow reports whether a file is path or in the directory path.
func isAtOrBelow(file, path string) bool {
	return path == "." || file == path || strings.HasPrefix(file, path+"/")
}

// unit evaluates a makefile in each kind of build and runs the rules.
func (r *run) unit(unit *kbuild.Unit) {
	for _, build := range unit.Builds {
		pass := &Pass{Tree: r.tree, Unit: unit, Build: build, builds: []kbuild.Build{build}}
		watch := func(event *eval.Event) { pass.Events = append(pass.Events, event) }
		pass.Process = r.tree.Evaluate(unit, build, watch)
		if pass.Process == nil {
			continue
		}
		r.expandRecipes(pass)
		same := r.tree.SameInAllBuilds(unit, pass.Process)
		if same {
			pass.builds = unit.Builds
		}
		pass.report = func(rule *Rule, finding Finding) { r.add(pass, rule, finding) }
		for _, rule := range r.request.Rules {
			pass.rule = rule
			rule.Check(pass)
		}
		if same {
			return
		}
	}
}

// expandRecipes expands the recipes of a makefile for what they compare.
func (r *run) expandRecipes(pass *Pass) {
	for _, rule := range pass.Process.Rules {
		for _, binding := range pass.Process.RecipeBindings(rule) {
			pass.Process.ExpandRecipe(binding)
		}
	}
}

// add keeps a finding, joining it with itself in another kind of build.
func (r *run) add(pass *Pass, rule *Rule, finding Finding) {
	place, own := r.tree.Resolve(finding.Place)
	if !own || !r.wanted(place.Path()) {
		return
	}
	when := r.tree.Simplify(finding.When, pass.Build, pass.Process)
	if when == cond.False {
		return
	}
	finding.Place = place
	key := foundKey{rule, place.Path(), place.Span.Start, place.Span.End, finding.Message}
	f, ok := r.found[key]
	if !ok {
		f = &found{rule: rule, finding: finding, when: cond.False}
		r.found[key] = f
		r.order = append(r.order, f)
	}
	f.when = r.tree.World.Space.Or(f.when, when)
	f.units = append(f.units, pass.Unit)
	for _, build := range pass.builds {
		if !slices.Contains(f.builds, build) {
			f.builds = append(f.builds, build)
		}
	}
}

func (r *run) wanted(path string) bool {
	return slices.ContainsFunc(r.request.Paths, func(wanted string) bool { return isAtOrBelow(path, wanted) })
}
