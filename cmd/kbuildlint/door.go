package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"github.com/kbuildlint/kbuildlint/kbuild"
	"github.com/kbuildlint/kbuildlint/lint"
	"github.com/kbuildlint/kbuildlint/rules"
	"github.com/kbuildlint/kbuildlint/treefs"
)

// An input is a tree with the paths in it that the user named.
type input struct {
	root  string
	paths []string
	// given are the paths as the user wrote them.
	given []string
}

// inputs sorts the user's paths by the tree they belong to. A path that does
// not exist is a failure. The order of the trees is not that of the paths.
func inputs(paths []string) ([]input, []lint.Failure) {
	var trees []input
	var failures []lint.Failure
	for _, name := range paths {
		location, err := treefs.Locate(name, isTreeRoot)
		if err == nil {
			err = judgeable(location)
		}
		if err != nil {
			failures = append(failures, lint.Failure{Path: name, Message: reason(err)})
			continue
		}
		for _, root := range rootsBelow(location) {
			trees = append(trees, input{root: root, paths: []string{"."}, given: []string{name}})
		}
		at := slices.IndexFunc(trees, func(t input) bool { return t.root == location.Root })
		if at < 0 {
			at = len(trees)
			trees = append(trees, input{root: location.Root})
		}
		trees[at].paths = append(trees[at].paths, location.Inside)
		trees[at].given = append(trees[at].given, name)
	}
	slices.SortStableFunc(trees, func(a, b input) int { return cmp.Compare(a.root, b.root) })
	return trees, failures
}

// judgeable returns why what the user named is no part of its tree: a link that
// leads out of it, or no file at all.
func judgeable(location treefs.Location) error {
	root, err := os.OpenRoot(location.Root)
	if err != nil {
		return err
	}
	defer func() { _ = root.Close() }() // nothing was written
	info, err := root.Stat(filepath.FromSlash(location.Inside))
	if err == nil && !info.IsDir() && !info.Mode().IsRegular() {
		err = errNotRegular
	}
	return err
}

// rootsBelow returns the kernel trees right below a directory that is in none
// itself, such as a folder of several kernels.
func rootsBelow(location treefs.Location) []string {
	if location.Inside != "." || isTreeRoot(location.Root) {
		return nil
	}
	entries, err := os.ReadDir(location.Root)
	if err != nil {
		return nil
	}
	var roots []string
	for _, entry := range entries {
		if dir := filepath.Join(location.Root, entry.Name()); entry.IsDir() && isTreeRoot(dir) {
			roots = append(roots, dir)
		}
	}
	return roots
}

// isTreeRoot reports whether a directory is the root of a kernel tree.
func isTreeRoot(dir string) bool { return kbuild.IsRoot(os.DirFS(dir)) }

// reason returns an error of the system without the path, which the report
// names already.
func reason(err error) string {
	if pathError, ok := errors.AsType[*fs.PathError](err); ok {
		return pathError.Err.Error()
	}
	return err.Error()
}

// openKernel opens the kernel that modules are built against.
func openKernel(dir string) (fs.FS, error) {
	if dir == "" {
		return nil, nil //nolint:nilnil // no kernel is named, which is no error
	}
	kernel, err := treefs.OpenDir(dir)
	if err != nil {
		return nil, fmt.Errorf("--kernel-dir: %w", err)
	}
	return kernel, nil
}

// checkTrees judges each tree that the paths belong to.
func checkTrees(ctx context.Context, o checkOptions) (*lint.Report, error) {
	kernel, err := openKernel(o.KernelDir)
	if err != nil {
		return nil, err
	}
	trees, failures, err := o.Change.open(o.Paths)
	defer func() {
		for _, tree := range trees {
			_ = tree.close() // what could not be read is known already
		}
	}()
	if err != nil {
		return nil, err
	}
	all := &lint.Report{Failures: failures}
	known := &baselines{flags: o.Baseline, here: o.Settings.here, note: o.Change.Note}
	for _, tree := range trees {
		one, err := o.judge(ctx, tree, kernel, known)
		if err != nil {
			return nil, err
		}
		all.Add(one)
		if err := tree.close(); err != nil {
			all.Failures = append(all.Failures, lint.Failure{Path: tree.given[0], Message: err.Error()})
		}
	}
	all.Failures = append(all.Failures, known.finish(len(all.Failures) > 0)...)
	return all, nil
}

// judge judges a tree: as the flags say, else as its configuration file does.
func (o *checkOptions) judge(ctx context.Context, tree *states, kernel fs.FS, known *baselines) (*lint.Report, error) {
	said, err := o.Settings.of(tree)
	if err != nil {
		return nil, err
	}
	baseline, err := known.of(said)
	if err != nil {
		return nil, err
	}
	request := o.request(tree, said)
	request.KernelFS = kernel
	if request.Baseline, err = baseline.entries(tree.root); err != nil {
		return nil, err
	}
	one, err := o.Fix.apply(ctx, tree, func(door fs.FS) (*lint.Report, error) {
		return tree.judge(ctx, door, request, &o.Change)
	})
	if err != nil {
		return nil, fmt.Errorf("check: %w", err)
	}
	known.take(one, tree.root, baseline)
	return one, nil
}

// request returns what is asked of a tree.
func (o *checkOptions) request(tree *states, said *setting) lint.Request {
	if o.Kernel == "" {
		noteNewer(said.file.Kernel, o.Change.Note)
	}
	plan := said.file.Plan(rules.All, o.Forced, said.in.below(tree.root))
	return lint.Request{
		Kernel: cmp.Or(o.Kernel, said.file.Kernel), Rules: plan.Rules, Known: rules.All, Policy: plan.Severity,
		Severity: cmp.Or(o.Severity, said.file.Severity, lint.Warning), Progress: o.Progress,
		Parameters: said.file.Parameters, Costs: o.Costs,
	}
}
