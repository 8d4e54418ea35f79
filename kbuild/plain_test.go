package kbuild

import (
	"testing"
	"testing/fstest"
)

// TestPlainTree tells makefiles that have nothing to do with kbuild from those of
// modules.
func TestPlainTree(t *testing.T) {
	cases := map[string]struct {
		files map[string]string
		want  Dialect
	}{
		"plain":          {map[string]string{"Makefile": "all: ; cc a.c\n"}, Plain},
		"own names":      {map[string]string{"GNUmakefile": "src = a.c\nobj = $(src:.c=.o)\nall: $(obj)\n"}, Plain},
		"below":          {map[string]string{"sub/makefile": "all: ; cc a.c\n", "a.c": ""}, Plain},
		"list":           {map[string]string{"Makefile": "obj-m := a.o\n"}, Modules},
		"list in branch": {map[string]string{"Makefile": "ifdef X\nobj-$(Y) += a.o\nendif\n"}, Modules},
		"list below":     {map[string]string{"Makefile": "all:\n", "sub/Makefile": "obj-m := a.o\n"}, Modules},
		"list included":  {map[string]string{"Makefile": "include a.mk\n", "a.mk": "ccflags-y := -O1\n"}, Modules},
		"Kbuild":         {map[string]string{"Makefile": "all:\n", "Kbuild": ""}, Modules},
		"directory":      {map[string]string{"Makefile": "all: $(obj)/a\n"}, Modules},
		"question":       {map[string]string{"Makefile": "ifdef KERNELRELEASE\nendif\n"}, Modules},
		"call":           {map[string]string{"Makefile": "a: ; $(call if_changed,x)\n"}, Modules},
		"wrapper":        {map[string]string{"Makefile": "k = $(MAKE) -C $(KDIR) M=$(CURDIR)/src\n"}, Modules},
		"no makefile":    {map[string]string{"a.c": ""}, Modules},
	}
	for name, c := range cases {
		files := fstest.MapFS{}
		for path, text := range c.files {
			files[path] = &fstest.MapFile{Data: []byte(text)}
		}
		tree, err := Open(files, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if tree.Dialect != c.want {
			t.Errorf("%s: got %s, want %s", name, tree.Dialect, c.want)
		}
	}
}

// TestPlainUnits lists the makefiles that make begins with in each directory,
// and reads one of them where make works.
func TestPlainUnits(t *testing.T) {
	tree, err := Open(fstest.MapFS{
		"Makefile": {Data: []byte("all:\n")}, "GNUmakefile": {Data: []byte("all:\n")},
		"sub/makefile": {Data: []byte("include more.mk\n")}, "sub/more.mk": {Data: []byte("name := radio\n")},
		"tools/Makefile": {Data: []byte("all:\n")}, ".git/Makefile": {Data: []byte("all:\n")},
	}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	units := tree.PlainUnits(".")
	var got []string
	for _, unit := range units {
		got = append(got, unit.Makefile)
	}
	want := []string{"GNUmakefile", "sub/makefile", "tools/Makefile"}
	if len(got) != len(want) || got[0] != want[0] || got[1] != want[1] || got[2] != want[2] {
		t.Fatalf("got %q, want %q", got, want)
	}
	if len(tree.Units()) != 0 {
		t.Errorf("kbuild has the units %v", tree.Units())
	}
	process := tree.Evaluate(units[1], InTree, nil)
	if text, ok := tree.World.Alternatives(process.ValueOf("name"), process.Live()); !ok || text[0].Text != "radio" {
		t.Errorf("name is %v", text)
	}
	if process.Lookup("obj") != nil {
		t.Error("the makefile has variables of kbuild")
	}
}

// TestBesideModule has the makefiles of a module next to others: one that calls it,
// and the tests.
func TestBesideModule(t *testing.T) {
	tree, err := Open(fstest.MapFS{
		"Makefile":       {Data: []byte("all: ; $(MAKE) -C src\n")},
		"src/Makefile":   {Data: []byte("obj-m := a/\nsubdir-y := h\n")},
		"src/a/Makefile": {Data: []byte("all:\n")},
		"tests/Makefile": {Data: []byte("all: ; ./check\n")},
		"more/Makefile":  {Data: []byte("include list.mk\n")},
		"more/list.mk":   {Data: []byte("obj-m += b.o\n")},
		"src/b/Makefile": {Data: []byte("all:\n")},
		"src/t/Makefile": {Data: []byte("hostprogs := t\nall: $(hostprogs)\n")},
		"src/h/Makefile": {Data: []byte("hostprogs := h\n")},
		"bsd/Makefile":   {Data: []byte("KMOD = a\n.include <bsd.kmod.mk>\n")},
		"loop/Makefile":  {Data: []byte("$(foreach src, a.c b.c,$(eval $(src:c=o): $(src)))\n")},
	}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]Role{
		"Makefile": PlainRole, "src/Makefile": DirectoryRole, "src/a/Makefile": DirectoryRole,
		"tests/Makefile": PlainRole, "more/Makefile": DirectoryRole, "loop/Makefile": PlainRole,
		"src/b/Makefile": PlainRole, "src/t/Makefile": PlainRole, "src/h/Makefile": DirectoryRole,
	}
	for _, unit := range tree.Units() {
		if role, known := want[unit.Makefile]; !known || unit.Role != role {
			t.Errorf("%s has the role %d", unit.Makefile, unit.Role)
		}
		delete(want, unit.Makefile)
	}
	if len(want) > 0 {
		t.Errorf("not found: %v", want)
	}
}
