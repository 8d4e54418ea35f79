package kbuild

import (
	"slices"
	"strings"
	"testing"
)

// TestUnusedCommands tells the commands that nothing calls.
func TestUnusedCommands(t *testing.T) {
	tree := open(t, miniature(t, map[string]string{
		"drivers/Makefile": "include $(src)/more.mk\ncmd_a = true\ncmd_b = true\ncmd_c_d = true\ncmd_e = $(cmd_f)\n" +
			"cmd_f = true\nquiet_cmd_g = G\nother = true\nifdef NEVER\n$(obj)/x:\n\t$(call cmd,c_$(1))\nendif\n",
		"drivers/more.mk": "$(obj)/y:\n\t$(call if_changed,b)\ncmd_included = true\n",
	}), Options{})
	descend(tree)
	var got []string
	for _, command := range tree.UnusedCommands(func(string) bool { return true }) {
		got = append(got, command.Unit.Dir+": "+command.Variable+" of "+command.Name)
	}
	want := []string{"drivers: cmd_a of a", "drivers: cmd_e of e", "drivers: quiet_cmd_g of g"}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}
