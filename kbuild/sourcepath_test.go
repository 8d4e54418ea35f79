package kbuild

import (
	"testing"

	"github.com/kbuildlint/kbuildlint/cond"
)

// TestSourcePath tells the names of sources from those of objects.
func TestSourcePath(t *testing.T) {
	tree := open(t, miniature(t, nil), Options{})
	for _, c := range []struct {
		build      Build
		name, want string
	}{
		{Separate, "../drivers/a.c", "drivers/a.c"},
		{Separate, "../drivers/../lib/%.c", "lib/%.c"},
		{Separate, "..", "."},
		{Separate, "/kernel/lib/a.c", "lib/a.c"},
		{Separate, "drivers/a.o", ""},
		{Separate, "/kernel/build/drivers/a.o", ""},
		{Separate, "../../elsewhere", ""},
		{Separate, "/usr/include", ""},
		{SeparateModule, ".././a.c", "a.c"},
		{SeparateModule, "a.o", ""},
		{SeparateModule, "/kernel/include", ""},
	} {
		tree.Version = Newest
		if got, ok := tree.SourcePath(c.build, c.name); got != c.want || ok != (c.want != "") {
			t.Errorf("%s in a build with %s is %q, %v, want %q", c.name, c.build, got, ok, c.want)
		}
	}
}

// TestMakes tells what a directory makes itself.
func TestMakes(t *testing.T) {
	files := with(sourceFiles, map[string]string{
		"drivers/Makefile": "hostprogs := tool\n$(obj)/%.inc: $(src)/%.txt\n\tsort $< > $@\n" +
			"ifdef CONFIG_B\n$(obj)/table: FORCE\n\ttouch $@\nendif\n",
	})
	tree := open(t, miniature(t, files), Options{})
	directory := descend(tree).Directory("drivers")
	sources := tree.Sources(directory, tree.Evaluate(directory.Unit, InTree, nil))
	for name, want := range map[string]string{
		"tool": "", "made.inc": "", "lost.inc": "never", "c.o": "", "c.c": "never", "in.c": "",
		"table": "CONFIG_B=y", "lost": "never",
	} {
		got := "never"
		if when := sources.Makes(name); when != cond.False {
			got = tree.World.Space.Format(when)
		}
		if got != want {
			t.Errorf("%s is made if %q, want %q", name, got, want)
		}
	}
}
