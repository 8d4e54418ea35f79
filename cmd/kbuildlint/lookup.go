package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/eval"
	"github.com/kbuildlint/kbuildlint/kbuild"
	"github.com/kbuildlint/kbuildlint/lint"
	"github.com/kbuildlint/kbuildlint/report"
	"github.com/kbuildlint/kbuildlint/treefs"
)

// readValues looks variables up at the end of makefiles of one tree.
func readValues(ctx context.Context, o valuesOptions) (*valuesReport, error) {
	trees, failures := inputs(o.Paths)
	if len(trees) > 1 {
		return nil, errors.New("values: the paths belong to different trees")
	}
	outcome := &valuesReport{Values: report.Values{}, Failures: failures}
	if len(trees) == 0 {
		return outcome, nil
	}
	outcome.Root = trees[0].root
	tree, err := openTree(trees[0].root, o)
	if err != nil {
		return nil, err
	}
	look := lookup{tree: tree, options: &o}
	for i, name := range trees[0].paths {
		if ctx.Err() != nil {
			return nil, fmt.Errorf("values: %w", ctx.Err())
		}
		unit, err := tree.UnitOf(name)
		if err != nil {
			outcome.Failures = append(outcome.Failures, lint.Failure{Path: trees[0].given[i], Message: err.Error()})
			continue
		}
		outcome.Values[name] = look.unit(unit)
	}
	return outcome, nil
}

// openTree opens the tree in the configuration that is asked for.
func openTree(root string, o valuesOptions) (*kbuild.Tree, error) {
	door, err := treefs.OpenDir(root)
	if err != nil {
		return nil, fmt.Errorf("values: %w", err)
	}
	kernel, err := openKernel(o.KernelDir)
	if err != nil {
		return nil, err
	}
	options := kbuild.Options{KernelFS: kernel}
	if o.Kernel != "" {
		version, err := kbuild.ParseVersion(o.Kernel)
		if err != nil {
			return nil, fmt.Errorf("--kernel: %w", err)
		}
		options.Kernel = version.Known()
	}
	if o.Config != nil {
		options.Config = kbuild.ParseAutoConf(o.Config.Text)
		options.Arch = kbuild.ArchDir(o.Config.Arch)
	}
	tree, err := kbuild.Open(door, options)
	if err != nil {
		return nil, fmt.Errorf("values: %w", err)
	}
	return tree, nil
}

// A lookup reads variables in one tree.
type lookup struct {
	tree    *kbuild.Tree
	options *valuesOptions
}

func (l *lookup) unit(unit *kbuild.Unit) map[string]report.Value {
	process := l.tree.Evaluate(unit, unit.Builds[0], nil)
	values := map[string]report.Value{}
	if process == nil {
		return values
	}
	names := l.options.Variables
	if len(names) == 0 {
		names = l.tree.Variables(process)
	}
	for _, name := range names {
		if variable := process.Lookup(name); variable != nil {
			values[name] = l.variable(process, variable)
		}
	}
	return values
}

func (l *lookup) variable(process *eval.Process, variable *eval.Variable) report.Value {
	value := report.Value{Flavor: "simple"}
	if variable.Recursive != cond.False {
		value.Flavor = "recursive"
	}
	expanded := process.ValueOf(variable.Name)
	if l.options.Config != nil {
		value.Content = l.exact(expanded)
	} else {
		value.Content = l.words(expanded)
	}
	return value
}

// exact returns the text in the one configuration.
func (l *lookup) exact(value *eval.Value) report.Content {
	text, reason, ok := l.tree.World.At(value, &eval.Configuration{})
	if !ok {
		return report.Unknown(reason)
	}
	return report.Exact(text)
}

// words returns the words of all configurations. A value that is one unknown
// text has none.
func (l *lookup) words(value *eval.Value) report.Content {
	world := l.tree.World
	all := world.Words(value)
	if len(all) == 1 {
		if unknown := world.UnknownInText(all[0].Text); unknown != nil && all[0].When == cond.True {
			return report.Unknown(unknown.Reason)
		}
	}
	words := report.Words{}
	for _, word := range all {
		place, _ := l.tree.Resolve(word.Place)
		start := place.Start()
		words = append(words, report.Word{
			Text: world.Readable(word.Text), When: world.Space.Format(word.When),
			Path: place.Path(), Line: start.Line, Column: start.Column,
		})
	}
	return words
}
