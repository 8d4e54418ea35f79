package rules

import (
	"path"
	"slices"
	"strings"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/eval"
	"github.com/kbuildlint/kbuildlint/kbuild"
	"github.com/kbuildlint/kbuildlint/lint"
)

// A targetWay is a way by which make comes to a target.
type targetWay struct {
	// by is the target that it is a prerequisite of, "" where it is asked for.
	by   eval.MadeName
	when cond.Cond
	// inherited are the target-specific assignments of the targets on the way.
	inherited []*eval.TargetAssign
}

// comesBy names the way for people.
func (w targetWay) comesBy(tree *kbuild.Tree) string {
	if w.by == "" {
		return "the lists of the directory"
	}
	return tree.Readable(w.by)
}

// targetWays knows how make comes to the targets of a makefile: from the lists
// of the directory and from the goals that others name.
type targetWays struct {
	pass    *lint.Pass
	order   []eval.MadeName
	wanted  map[eval.MadeName]cond.Cond
	parents map[eval.MadeName][]targetWay
	known   map[eval.MadeName][]targetWay
	open    map[eval.MadeName]bool
}

func newTargetWays(pass *lint.Pass) *targetWays {
	w := &targetWays{
		pass: pass, wanted: map[eval.MadeName]cond.Cond{}, parents: map[eval.MadeName][]targetWay{},
		known: map[eval.MadeName][]targetWay{}, open: map[eval.MadeName]bool{},
	}
	w.wantLists()
	for done := 0; done < len(w.order); {
		target := w.order[done]
		done++
		for _, binding := range pass.Process.Bindings(target) {
			for _, name := range slices.Concat(binding.Prereqs, binding.OrderOnly) {
				w.note(name.Made)
				when := pass.Space().And(binding.When, name.When)
				w.parents[name.Made] = append(w.parents[name.Made], targetWay{by: target, when: when})
			}
		}
	}
	return w
}

// wantLists wants what the lists of the directory ask for, and the goals.
func (w *targetWays) wantLists() {
	directory := w.pass.Directory
	for _, entry := range directory.Entries {
		kind, suffix, _ := strings.Cut(entry.List, "-")
		if suffix != "" && kind != "obj" && kind != "subdir" {
			w.want(entry.Text, entry.When)
		}
	}
	for i := range directory.Objects {
		object := &directory.Objects[i]
		w.want(object.Name, object.When)
		for _, part := range object.Parts {
			w.want(part.Name, part.When)
		}
	}
	for _, way := range directory.Ways {
		for _, goal := range way.Goals {
			w.wantMade(eval.MadeName(eval.MakeName(goal.Text)), way.When)
		}
	}
}

func (w *targetWays) want(name string, when cond.Cond) {
	if w.pass.Tree.World.UnknownInText(name) == nil {
		w.wantMade(w.pass.Tree.TargetName(w.pass.Unit, name), when)
	}
}

func (w *targetWays) wantMade(target eval.MadeName, when cond.Cond) {
	before, ok := w.wanted[target]
	if !ok {
		before = cond.False
	}
	w.wanted[target] = w.pass.Space().Or(before, when)
	w.note(target)
}

// note takes a target into the order, once.
func (w *targetWays) note(target eval.MadeName) {
	if _, ok := w.open[target]; !ok {
		w.open[target] = false
		w.order = append(w.order, target)
	}
}

// maxWays bounds the ways to one target that are looked at.
const maxWays = 8

// to returns the ways to a target, those with the same assignments as one.
func (w *targetWays) to(target eval.MadeName) []targetWay {
	if ways, ok := w.known[target]; ok || w.open[target] {
		return ways
	}
	w.open[target] = true
	var ways []targetWay
	if when, ok := w.wanted[target]; ok {
		ways = append(ways, targetWay{when: when})
	}
	space := w.pass.Space()
	for _, parent := range w.parents[target] {
		own := w.passedBy(parent.by)
		for _, way := range w.to(parent.by) {
			ways = w.join(ways, targetWay{
				by: parent.by, when: space.And(parent.when, way.when),
				inherited: append(slices.Clip(way.inherited), own...),
			})
		}
	}
	w.open[target] = false
	w.known[target] = ways
	return ways
}

// passedBy returns the assignments of a target that its prerequisites inherit.
func (w *targetWays) passedBy(target eval.MadeName) []*eval.TargetAssign {
	return w.pass.Process.Passed(&eval.Binding{Target: target})
}

// join adds a way to others.
func (w *targetWays) join(ways []targetWay, way targetWay) []targetWay {
	if way.when == cond.False {
		return ways
	}
	for i := range ways {
		if slices.Equal(ways[i].inherited, way.inherited) {
			ways[i].when = w.pass.Space().Or(ways[i].when, way.when)
			return ways
		}
	}
	if len(ways) == maxWays {
		return ways
	}
	return append(ways, way)
}

// compilations are the commands with which kbuild makes an object from a source
// (scripts/Makefile.build).
var compilations = []struct{ suffix, source, command string }{
	{".o", ".c", "cmd_cc_o_c"},
	{".o", ".S", "cmd_as_o_S"},
	{".lds", ".lds.S", "cmd_cpp_lds_S"},
}

// madeBy returns the words of the recipe of a target that inherits some
// assignments, with the configurations that have them.
func madeBy(pass *lint.Pass, target eval.MadeName, inherited []*eval.TargetAssign) map[string]cond.Cond {
	told := len(pass.Events)
	defer func() { pass.Events = pass.Events[:told:told] }()
	words := map[string]cond.Cond{}
	add := func(value *eval.Value, when cond.Cond) {
		for _, word := range pass.Words(value) {
			before, ok := words[word.Text]
			if !ok {
				before = cond.False
			}
			words[word.Text] = pass.Space().Or(before, pass.Space().And(when, word.When))
		}
	}
	ruled := false
	for _, binding := range pass.Process.Bindings(target) {
		ruled = ruled || len(binding.Rule.Recipe) > 0
		binding.Inherited = inherited
		for _, line := range pass.Process.ExpandRecipe(binding) {
			add(line.Value, binding.When)
		}
	}
	name, own := strings.CutPrefix(string(target), string(pass.Tree.TargetName(pass.Unit, "")))
	if ruled || !own {
		return words
	}
	for _, made := range compilations {
		source := strings.TrimSuffix(name, made.suffix) + made.source
		if strings.HasSuffix(name, made.suffix) && pass.Tree.IsFile(path.Join(pass.Unit.Dir, source)) {
			binding := &eval.Binding{Rule: &eval.Rule{}, Target: target, When: cond.True, Inherited: inherited}
			add(pass.Process.ValueIn(binding, made.command, pass.Tree.Scripts()), cond.True)
			break
		}
	}
	return words
}
