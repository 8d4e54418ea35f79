package kbuild

import "testing"

// TestRulesMention checks that rules count which no configuration has.
func TestRulesMention(t *testing.T) {
	tree := open(t, miniature(t, map[string]string{
		"drivers/Makefile": "include $(src)/more.mk\nlist := listed\nifdef BY_HAND\n$(obj)/a: $(obj)/tool\nendif\n" +
			"target: x\n\techo recipe\n",
		"drivers/more.mk": "$(obj)/b: x | $(obj)/late\n",
	}), Options{})
	process := tree.Evaluate(descend(tree).Directory("drivers").Unit, InTree, nil)
	for name, want := range map[string]bool{
		"tool": true, "late": true, "listed": false, "target": false, "recipe": false,
	} {
		if got := tree.RulesMention(process, name); got != want {
			t.Errorf("rules mention %s: %v, want %v", name, got, want)
		}
	}
}
