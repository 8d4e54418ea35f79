package kbuild

import "testing"

// TestMeans looks at relative names from where make works (KBUILD.md, 1.9).
func TestMeans(t *testing.T) {
	kernel := open(t, kernel612, Options{})
	old := open(t, map[string]string{"Makefile": "obj-m := x.o\n"}, Options{Kernel: Version{6, 12}})
	module := open(t, map[string]string{"Makefile": "obj-m := x.o\n"}, Options{Kernel: Version{6, 13}})
	for _, c := range []struct {
		tree       *Tree
		build      Build
		name, want string
		where      string
	}{
		{kernel, InTree, "include/linux", "include/linux", "at the root of the kernel's sources"},
		{kernel, InTree, "./.", ".", "at the root of the kernel's sources"},
		{kernel, Separate, "../include", "include", "in the directory of the output"},
		{old, Module, "include", "", "in the directory of the kernel"},
		{module, Module, "./include/", "include", "in the directory of the module"},
		{module, Module, "../include", "", "in the directory of the module"},
		{module, SeparateModule, "../include", "include", "in the directory of the output"},
	} {
		got, ok := c.tree.Means(c.build, c.name)
		if ok != (c.want != "") || ok && got != c.want {
			t.Errorf("%s: %s means %q %v, want %q", c.build, c.name, got, ok, c.want)
		}
		if got := c.tree.WorksIn(c.build); got != c.where {
			t.Errorf("%s: make works %s, want %s", c.build, got, c.where)
		}
	}
}
