package kbuild

import (
	"slices"
	"strings"
	"testing"
)

// TestRulePrerequisites tells what rules take for each of their targets.
func TestRulePrerequisites(t *testing.T) {
	const makefile = "always-y := a.inc x.bin\n$(obj)/a.inc $(obj)/b.inc: $(obj)/%.inc: $(src)/%.txt $(src)/all.txt\n" +
		"\tsort $< > $@\n$(obj)/%.bin: $(src)/%.raw | $(obj)/tool\n\tcp $< $@\n$(obj)/a.inc: $(src)/more.txt\n" +
		"$(shell ls): $(src)/lost\n"
	tree := open(t, miniature(t, map[string]string{"drivers/Makefile": makefile}), Options{})
	directory := descend(tree).Directory("drivers")
	var got []string
	process := tree.Evaluate(directory.Unit, Separate, nil)
	for _, needed := range append(tree.RulePrerequisites(process), tree.PatternPrerequisites(directory, process)...) {
		got = append(got, needed.Target+": "+string(needed.Made))
	}
	want := []string{
		"drivers/a.inc: ../drivers/a.txt", "drivers/a.inc: ../drivers/all.txt",
		"drivers/b.inc: ../drivers/b.txt", "drivers/b.inc: ../drivers/all.txt", "drivers/a.inc: ../drivers/more.txt",
		"drivers/x.bin: ../drivers/x.raw", "drivers/x.bin: drivers/tool",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}
