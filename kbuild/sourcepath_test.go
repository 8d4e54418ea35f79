package kbuild

import (
	"slices"
	"strings"
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

// TestRulePrerequisites tells what rules take for each of their targets.
func TestRulePrerequisites(t *testing.T) {
	const makefile = "always-y := a.inc x.bin\n$(obj)/a.inc $(obj)/b.inc: $(obj)/%.inc: $(src)/%.txt $(src)/all.txt\n" +
		"\tsort $< > $@\n$(obj)/%.bin: $(src)/%.raw | $(obj)/tool\n\tcp $< $@\n$(obj)/a.inc: $(src)/more.txt\n" +
		"$(shell ls): $(src)/lost\n"
	tree := open(t, miniature(t, map[string]string{"drivers/Makefile": makefile}), Options{})
	directory := descend(tree).Directory("drivers")
	var got []string
	for _, needed := range tree.RulePrerequisites(directory, tree.Evaluate(directory.Unit, Separate, nil)) {
		got = append(got, needed.Target+": "+string(needed.Made))
	}
	want := []string{
		"drivers/a.inc: ../drivers/a.txt", "drivers/a.inc: ../drivers/all.txt",
		"drivers/b.inc: ../drivers/b.txt", "drivers/b.inc: ../drivers/all.txt",
		"drivers/x.bin: ../drivers/x.raw", "drivers/x.bin: drivers/tool", "drivers/a.inc: ../drivers/more.txt",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
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
