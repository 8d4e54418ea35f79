package kbuild

import (
	"testing"
	"testing/fstest"
)

// TestOutside goes up from where make works in each kind of build.
func TestOutside(t *testing.T) {
	module := &Unit{Makefile: "sub/Kbuild", Role: DirectoryRole, Dir: "sub"}
	plain := &Unit{Makefile: "tools/sub/Makefile", Role: PlainRole}
	cases := []struct {
		unit  *Unit
		build Build
		name  string
		want  string
	}{
		{module, Module, "sub/x.mk", ""},
		{module, Module, "sub/../x.mk", ""},
		{module, Module, "../x.mk", "../x.mk"},
		{module, SeparateModule, "../x.mk", ""},
		{module, SeparateModule, ".././../x.mk", "../x.mk"},
		{module, Module, "/module/sub/../x.mk", ""},
		{module, Module, "/module/sub/../../x.mk", "../x.mk"},
		{module, Module, "/kernel/scripts/Makefile.lib", ""},
		{module, Module, "/etc/../x.mk", "/x.mk"},
		{plain, InTree, "../x.mk", ""},
		{plain, InTree, "../../../x.mk", "../x.mk"},
	}
	tree, err := Open(fstest.MapFS{"Kbuild": {}}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range cases {
		if got := tree.Outside(c.unit, c.build, c.name); got != c.want {
			t.Errorf("%s in %s: got %q, want %q", c.name, c.build, got, c.want)
		}
	}
}
