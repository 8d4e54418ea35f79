package kbuild

import (
	"strings"
	"testing"

	"github.com/kbuildlint/kbuildlint/cond"
)

// TestProgramSources tells what programs are compiled from.
func TestProgramSources(t *testing.T) {
	const makefile = "hostprogs := alone linked mixed crate gone $(shell ls)\n" +
		"linked-objs := a.o lib.a\nmixed-objs := a.o\nmixed-cxxobjs := b.o\ncrate-rust := y\n" +
		"gone-y := a.o\nifdef CONFIG_B\ngone-objs := a.o\nendif\n" +
		"userprogs := user\nuser-cxxobjs := b.o\nuser-objs := $(shell ls).o\n"
	files := with(sourceFiles, map[string]string{
		"drivers/Makefile": makefile, "drivers/alone.c": "", "drivers/a.c": "", "drivers/crate.rs": "",
	})
	tree := open(t, miniature(t, files), Options{})
	directory := descend(tree).Directory("drivers")
	process := tree.Evaluate(directory.Unit, InTree, nil)
	var got []string
	for _, source := range tree.ProgramSources(directory, process) {
		if source.When == cond.False {
			continue
		}
		text := source.Program + ": " + source.Object + " of " + source.Name
		if source.Missing != cond.False {
			text += ", missing if " + tree.World.Space.Format(source.Missing)
		}
		got = append(got, text)
	}
	want := []string{
		"alone: alone of alone.c", "linked: a.o of a.c", "mixed: a.o of a.c",
		"mixed: b.o of b.cc, missing if ", "crate: crate of crate.rs", "gone: a.o of a.c",
		"gone: gone of gone.c, missing if CONFIG_B is not set",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}
