package kbuild

import (
	"strings"
	"testing"

	"github.com/kbuildlint/kbuildlint/cond"
)

// TestOverwritings tells which words an assignment drops from a list, and in
// which configurations.
func TestOverwritings(t *testing.T) {
	const makefile = "obj-m := a.o b.o\nifdef CONFIG_B\nobj-m := b.o c.o\nendif\nobj-m = b.o d.o\n" +
		"a-y += x.o\na-y := y.o\nccflags-remove-y := -pg\nccflags-remove-y := -g\n" +
		"b-y := x.o\nb-y := $(b-y) y.o\nobj- := e.o\nobj- := f.o\nother := x.o\nother := y.o\n" +
		"targets ?= t\ntargets := u\nalways-y := t\nalways-y ?= u\nalways-y != ls\n" +
		"word := p.o\nlib-y := $(word)\nword := q.o\nlib-y := r.o\n"
	tree := open(t, miniature(t, with(sourceFiles, map[string]string{"drivers/Makefile": makefile})), Options{})
	directory := descend(tree).Directory("drivers")
	process := tree.Evaluate(directory.Unit, InTree, nil)
	var got []string
	for _, found := range tree.Overwritings(directory, process) {
		for _, word := range found.Dropped {
			text := found.Assignment.Name + " " + string(found.Assignment.Statement.Op) + " drops " + word.Text
			if word.When != cond.True {
				text += " if " + tree.World.Space.Format(word.When)
			}
			got = append(got, text)
		}
	}
	want := []string{
		"obj-m := drops a.o if CONFIG_B=y",
		"obj-m = drops a.o if CONFIG_B is not set", "obj-m = drops c.o if CONFIG_B=y",
		"a-y := drops x.o", "ccflags-remove-y := drops -pg",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}
