package main

import (
	"context"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/kbuildlint/kbuildlint/kbuild"
	"github.com/kbuildlint/kbuildlint/kconfig"
	"github.com/kbuildlint/kbuildlint/lint"
	"github.com/kbuildlint/kbuildlint/report"
	"github.com/kbuildlint/kbuildlint/treefs"
)

// isSymbol reports whether a word asks for a configuration symbol; a file of
// that name is written as ./CONFIG_X.
func isSymbol(word string) bool { return strings.HasPrefix(word, "CONFIG_") }

// answerWhy tells what builds a file, or what a symbol builds.
func answerWhy(_ context.Context, o whyOptions) (*whyReport, error) {
	name := o.Subject
	if isSymbol(name) {
		name = o.Dir
	}
	find := locate
	if isSymbol(o.Subject) {
		find = func(dir string) (treefs.Location, error) { return found(treefs.Locate(dir, isTreeRoot)) }
	}
	location, err := find(name)
	if err != nil {
		return &whyReport{Failures: []lint.Failure{{Path: name, Message: reason(err)}}}, nil
	}
	tree, err := openTree(location.Root, valuesOptions{Kernel: o.Kernel, KernelDir: o.KernelDir})
	if err != nil {
		return nil, err
	}
	a := answerer{
		tree: tree, progress: o.Progress,
		about: lint.Tree{Root: location.Root, Dialect: string(tree.Dialect), Kernel: tree.Version.String()},
	}
	if isSymbol(o.Subject) {
		return a.symbol(o.Subject), nil
	}
	answer, ok := tree.Why(location.Inside, o.Progress)
	if !ok {
		failure := lint.Failure{Path: name, Message: "no such file, and no makefile speaks of it"}
		return &whyReport{Failures: []lint.Failure{failure}}, nil
	}
	return &whyReport{File: a.file(location.Inside, answer)}, nil
}

// locate finds the tree of a path. A file that a build makes need not exist,
// but its directory must.
func locate(name string) (treefs.Location, error) {
	if _, err := os.Lstat(name); err == nil || strings.HasSuffix(name, "/") {
		return found(treefs.Locate(name, isTreeRoot))
	}
	location, err := found(treefs.Locate(filepath.Dir(name), isTreeRoot))
	location.Inside = path.Join(location.Inside, filepath.Base(name))
	return location, err
}

// found gives an error the name of what was done.
func found(location treefs.Location, err error) (treefs.Location, error) {
	if err != nil {
		return location, fmt.Errorf("why: %w", err)
	}
	return location, nil
}

// An answerer turns answers about one tree into what is reported.
type answerer struct {
	tree     *kbuild.Tree
	about    lint.Tree
	progress func(string)
}

// file returns why a file is built.
func (a *answerer) file(name string, answer *kbuild.Answer) *report.Why {
	why := &report.Why{Tree: a.about, Path: name}
	for _, product := range answer.Products {
		p := report.Product{
			Kind: string(product.Kind), Name: product.Name, OnDemand: product.OnDemand, When: a.words(product),
		}
		for _, route := range product.Routes {
			r := report.Route{When: a.tree.World.Space.Format(route.When)}
			for _, step := range route.Steps {
				when := a.tree.World.Space.Format(step.When)
				r.Steps = append(r.Steps, report.Step{Range: lint.RangeOf(step.Place), Text: step.Text, When: when})
			}
			p.Routes = append(p.Routes, r)
		}
		why.Products = append(why.Products, p)
	}
	for _, o := range answer.Obstacles {
		obstacle := report.Obstacle{Text: o.Text}
		if o.Place.File != nil {
			obstacle.Range = lint.RangeOf(o.Place)
		}
		why.Obstacles = append(why.Obstacles, obstacle)
	}
	return why
}

func (a *answerer) words(p kbuild.Product) string { return a.tree.World.Space.Format(p.When) }

// symbol returns what is known of a symbol. One that no Kconfig file defines
// may still be used.
func (a *answerer) symbol(name string) *whyReport {
	var model *kconfig.Model
	known := make(chan struct{})
	go func() {
		model = a.tree.Kconfig()
		close(known)
	}()
	uses := a.tree.UsesOf(name, a.progress)
	<-known
	s := &report.Symbol{Tree: a.about, Name: name}
	for _, use := range uses {
		s.Uses = append(s.Uses, report.Use{
			Range: lint.RangeOf(use.Place), Kind: string(use.Kind), Name: use.Name,
			When: a.tree.World.Space.Format(use.When),
		})
	}
	if model != nil {
		a.define(s, model)
	}
	if len(s.Definitions) == 0 && len(s.SelectedBy) == 0 && len(s.Uses) == 0 {
		return &whyReport{Unknown: a.unknown(name, model)}
	}
	return &whyReport{Symbol: s}
}

// define adds what the Kconfig files say.
func (a *answerer) define(s *report.Symbol, model *kconfig.Model) {
	symbol := model.Symbol(strings.TrimPrefix(s.Name, "CONFIG_"))
	if symbol == nil {
		return
	}
	for _, d := range symbol.Definitions {
		definition := report.Definition{Range: lint.RangeOf(d.Place), Type: typeNames[d.Type]}
		if d.Prompt != nil {
			definition.Prompt = d.Prompt.Text
		}
		if d.Depends != nil {
			definition.DependsOn = d.Depends.String()
		}
		if d.Arches != model.All() {
			definition.Arches = model.Names(d.Arches)
		}
		s.Definitions = append(s.Definitions, definition)
	}
	for _, selection := range symbol.SelectedBy {
		one := report.Selection{Range: lint.RangeOf(selection.Place), By: selection.By.Symbol.Name}
		if selection.If != nil {
			one.If = selection.If.String()
		}
		s.SelectedBy = append(s.SelectedBy, one)
	}
}

// unknown returns the message about a symbol that nobody knows.
func (a *answerer) unknown(name string, model *kconfig.Model) string {
	message := name + ": no Kconfig file defines it and no list of a makefile depends on it"
	if model == nil {
		return message
	}
	if near := lint.Nearest(strings.TrimPrefix(name, "CONFIG_"), model.SymbolNames()); near != "" {
		message += "; did you mean CONFIG_" + near + "?"
	}
	return message
}

// typeNames are the types of symbols as Kconfig writes them.
var typeNames = map[kconfig.Type]string{
	kconfig.Bool: "bool", kconfig.Tristate: "tristate",
	kconfig.Int: "int", kconfig.Hex: "hex", kconfig.String: "string",
}
