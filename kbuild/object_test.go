package kbuild

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/kbuildlint/kbuildlint/cond"
)

// objects returns the objects of a directory for people: list, name, the
// condition, where it is composite, and its parts.
func objects(tree *Tree, directory *Directory) []string {
	with := func(text string, when cond.Cond) string {
		if when == cond.True {
			return text
		}
		return text + " [" + tree.World.Space.Format(when) + "]"
	}
	var lines []string
	for _, object := range directory.Objects {
		line := with(object.List+": "+object.Path, object.When)
		if object.Composite != cond.False {
			line += with(" composite", object.Composite)
		}
		for _, part := range object.Parts {
			line += ", " + with(part.List+": "+part.Path, part.When)
		}
		lines = append(lines, line)
	}
	return lines
}

// TestObjects tells which parts a word is linked from: those of foo-objs and
// foo-y, in a module those of foo-m too; foo- only makes it composite.
func TestObjects(t *testing.T) {
	symbols := "config A\n\ttristate \"a\"\nconfig B\n\ttristate \"b\"\nconfig OF_ALL_DTBS\n\tbool \"all\"\n"
	for makefile, want := range map[string][]string{
		"obj-y := single.o below/\n": {
			"obj-y: drivers/single.o",
		},
		"obj-y := other.a $(shell ls).o\n": nil,
		"obj-y := a.o\na-objs := b.o sub/c.o\n": {
			"obj-y: drivers/a.o composite, a-objs: drivers/b.o, a-objs: drivers/sub/c.o",
		},
		"obj-y := a.o\na-y := b.o\na-m := c.o\n": {
			"obj-y: drivers/a.o composite, a-y: drivers/b.o",
		},
		"obj-m := a.o\na-y := b.o\na-m := c.o\n": {
			"obj-m: drivers/a.o composite, a-y: drivers/b.o, a-m: drivers/c.o",
		},
		"obj-y := a.o\na-m := c.o\n": {
			"obj-y: drivers/a.o",
		},
		"obj-y := a.o\na- := c.o\n": {
			"obj-y: drivers/a.o composite",
		},
		"obj-$(CONFIG_A) += a.o\na-$(CONFIG_B) += b.o\n": {
			"obj-y: drivers/a.o [CONFIG_A=y] composite [CONFIG_A=y and CONFIG_B is not m], " +
				"a-y: drivers/b.o [CONFIG_A=y and CONFIG_B=y]",
			"obj-m: drivers/a.o [CONFIG_A=m] composite [CONFIG_A=m], " +
				"a-y: drivers/b.o [CONFIG_A=m and CONFIG_B=y], a-m: drivers/b.o [CONFIG_A=m and CONFIG_B=m]",
		},
		"obj-y := a.o\nobj-m := a.o b.o\n": {
			"obj-y: drivers/a.o",
			"obj-m: drivers/b.o",
		},
		"lib-y := a.o\na-y := b.o\n": {
			"lib-y: drivers/a.o",
		},
		"dtb-y := a.dtb b.dtbo\na-dtbs := c.dtb\n": {
			"dtb-y: drivers/a.dtb composite, a-dtbs: drivers/c.dtb",
			"dtb-y: drivers/b.dtbo",
		},
		"dtb-$(CONFIG_B) += a.dtb\nobj- := gone.o\n": {
			"dtb-y: drivers/a.dtb [CONFIG_B=y]",
			"dtb-: drivers/a.dtb [CONFIG_B is not set and CONFIG_OF_ALL_DTBS=y]",
		},
	} {
		tree := open(t, miniature(t, map[string]string{"Kconfig": symbols, "drivers/Makefile": makefile}), Options{})
		if got := objects(tree, descend(tree).Directory("drivers")); !slices.Equal(got, want) {
			t.Errorf("%s got\n%s\nwant\n%s", makefile, strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
	}
}

// lacking returns what there is nothing to make from in a directory, for
// people.
func lacking(tree *Tree, directory *Directory) string {
	var words []string
	add := func(name string, when cond.Cond) {
		switch when {
		case cond.False:
		case cond.True:
			words = append(words, name)
		default:
			words = append(words, fmt.Sprintf("%s [%s]", name, tree.World.Space.Format(when)))
		}
	}
	for _, object := range directory.Objects {
		add(object.Name, object.Missing)
		for _, part := range object.Parts {
			add(part.Name, part.Missing)
		}
	}
	for _, entry := range directory.Entries {
		add(entry.Text, entry.Missing)
	}
	return strings.Join(words, ", ")
}
