package main

import (
	"context"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"slices"
	"strings"

	"github.com/kbuildlint/kbuildlint/eval"
	"github.com/kbuildlint/kbuildlint/kbuild"
	"github.com/kbuildlint/kbuildlint/treefs"
)

// A comparison is that of all builds of one kernel.
type comparison struct {
	tree     *kbuild.Tree
	descent  *kbuild.Descent
	aliases  []*strings.Replacer
	subjects []*subject
	// compared are the directories whose lists were compared.
	compared map[string]bool
}

// compare runs make in every configuration of a kernel, reads the kernel once,
// and compares.
func (p *plan) compare(ctx context.Context, k *kernel) ([]*outcome, error) {
	var subjects []*subject
	for _, configuration := range k.configurations {
		s, err := p.visit(ctx, k, configuration)
		if err != nil {
			return nil, err
		}
		subjects = append(subjects, s)
	}
	door, err := treefs.OpenDir(k.dir)
	if err != nil {
		return nil, err
	}
	c, err := newComparison(door, subjects)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", k.dir, err)
	}
	c.descend()
	if p.objects {
		if err := c.compareObjects(ctx); err != nil {
			return nil, err
		}
	}
	var outcomes []*outcome
	for _, s := range c.subjects {
		outcomes = append(outcomes, s.outcome)
	}
	return outcomes, nil
}

// visit runs make in one configuration of a kernel.
func (p *plan) visit(ctx context.Context, k *kernel, c configuration) (*subject, error) {
	b, err := p.newBuild(ctx, k, c)
	if err != nil {
		return nil, err
	}
	visits, err := b.visits(ctx)
	if err != nil {
		return nil, err
	}
	text, err := os.ReadFile(b.path("objects", autoConf))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", b, err)
	}
	return newSubject(b, string(text), visits), nil
}

// newComparison opens a tree for a comparison.
func newComparison(door fs.FS, subjects []*subject) (*comparison, error) {
	tree, err := kbuild.Open(door, kbuild.Options{})
	if err != nil {
		return nil, err
	}
	return &comparison{
		tree: tree, subjects: subjects, compared: map[string]bool{},
		aliases: aliasesOf(kbuild.PathsOf(tree.Version, kbuild.Separate)),
	}, nil
}

// aliasesOf returns what the analyzer may have for the paths of the sources and
// of the objects: names relative to where make runs, and absolute ones.
func aliasesOf(paths kbuild.Paths) []*strings.Replacer {
	relative := strings.NewReplacer("{source}", paths.SrcTree, "{objects}", paths.ObjTree)
	absolute := strings.NewReplacer("{source}", path.Join(paths.Dir, paths.SrcTree), "{objects}", paths.Dir)
	return []*strings.Replacer{relative, absolute}
}

// read evaluates a unit as it is in a build in the tree, and compares what it is
// in a build with O=, as make's was, with every visit that make paid to its
// directory.
func (c *comparison) read(unit *kbuild.Unit) *eval.Process {
	process := c.tree.Evaluate(unit, kbuild.InTree, nil)
	if process == nil || unit.Role != kbuild.DirectoryRole {
		return process
	}
	separate := process
	if !c.tree.SameInAllBuilds(unit, process) {
		separate = c.tree.Evaluate(unit, kbuild.Separate, nil)
	}
	if separate == nil {
		return process
	}
	c.compared[unit.Dir] = true
	for _, s := range c.subjects {
		c.directory(s, unit.Dir, separate)
	}
	return process
}

// directory compares what a process says with every visit of its directory.
func (c *comparison) directory(s *subject, dir string, process *eval.Process) {
	predicted := map[string]*eval.Value{}
	for _, name := range process.Names() {
		if isList(name) {
			predicted[name] = process.ValueOf(name)
		}
	}
	for _, v := range s.visits[dir] {
		c.visit(s, v, predicted)
	}
	if len(s.visits[dir]) > 0 {
		c.programs(s, dir, predicted)
	}
}

// visit compares the lists of one visit, those that only one side has with
// nothing.
func (c *comparison) visit(s *subject, v *visit, predicted map[string]*eval.Value) {
	names := map[string]bool{}
	for name := range predicted {
		names[name] = true
	}
	for name := range v.Variables {
		if isList(name) {
			names[name] = true
		}
	}
	for _, name := range slices.Sorted(maps.Keys(names)) {
		value := predicted[name]
		if value == nil {
			value = &eval.Value{}
		}
		c.list(s, place{v.Dir, v.Goals, name}, value, v.Variables[name])
	}
}

// list compares one list.
func (c *comparison) list(s *subject, at place, value *eval.Value, want string) {
	o := s.outcome
	got, reason, known := c.tree.World.At(value, s.configuration)
	if !known {
		o.lists++
		o.unknowns = append(o.unknowns, unknown{at, reason})
		return
	}
	if strings.TrimSpace(got+want) == "" {
		return
	}
	o.lists++
	o.words += len(strings.Fields(want))
	if !same(got, want, c.aliases) {
		o.disagreements = append(o.disagreements, disagreement{at, strings.Fields(got), strings.Fields(want)})
	}
}
