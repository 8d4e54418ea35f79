package kbuild

import (
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/eval"
)

// miniature returns files laid over the small kernel that tests of several
// packages share.
func miniature(t *testing.T, files map[string]string) map[string]string {
	t.Helper()
	all := map[string]string{}
	door := os.DirFS("../testdata/kernel")
	err := fs.WalkDir(door, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := fs.ReadFile(door, name)
		all[name] = string(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return with(all, files)
}

// descend goes through a tree.
func descend(tree *Tree) *Descent {
	read := func(unit *Unit) *eval.Process { return tree.Evaluate(unit, unit.Builds[0], nil) }
	return tree.Descend(Visitor{Read: read})
}

// whenText returns a condition for people, as far as the tree gets that far.
func whenText(tree *Tree, when cond.Cond) string {
	text := tree.World.Space.Format(tree.Simplify(when, tree.builds()[0], nil))
	if text == "" {
		return "always"
	}
	return text
}

// ways returns all that is known of the way to a directory, on one line.
func ways(d *Descent, dir string) string {
	directory := d.Directory(dir)
	if directory == nil {
		return "not there"
	}
	var parts []string
	for _, c := range []struct {
		name string
		when cond.Cond
	}{
		{"possible", directory.Possible},
		{"lists", directory.Default},
		{"reached", directory.Reached},
		{"built-in", directory.Builtin},
		{"modules", directory.Modular},
	} {
		if c.when != cond.False {
			parts = append(parts, c.name+" "+whenText(d.tree, c.when))
		}
	}
	return strings.Join(parts, "; ")
}

// compareWays compares the ways to some directories.
func compareWays(t *testing.T, d *Descent, want map[string]string) {
	t.Helper()
	for dir, text := range want {
		if got := ways(d, dir); got != text {
			t.Errorf("%s:\n got %s\nwant %s", dir, got, text)
		}
	}
}

// TestLists follows the words of lists: what each asks a directory for.
func TestLists(t *testing.T) {
	d := descend(open(t, miniature(t, map[string]string{
		"Kbuild":  "obj-y += drivers/\n",
		"Kconfig": "config MODULES\n\tbool\nconfig DRIVER\n\ttristate \"driver\"\n",
		"drivers/Makefile": "obj-y += b/\nobj-m += m/\nsubdir-y += s\nsubdir- := old\n" +
			"obj-$(CONFIG_DRIVER) += both/\n",
		"drivers/b/Makefile":      "obj-m += m/\n",
		"drivers/b/m/Makefile":    "",
		"drivers/m/Makefile":      "obj-y += b/\n",
		"drivers/m/b/Makefile":    "",
		"drivers/s/Makefile":      "obj-y += b/\n",
		"drivers/s/b/Makefile":    "",
		"drivers/both/Kbuild":     "",
		"drivers/old/Makefile":    "obj-y += b/\n",
		"drivers/old/b/Makefile":  "",
		"drivers/lost/Makefile":   "obj-y += b/\n",
		"drivers/lost/b/Makefile": "",
	}), Options{}))
	const everywhere = "possible always; lists always; reached always"
	compareWays(t, d, map[string]string{
		"drivers":     everywhere + "; built-in always; modules always",
		"drivers/b":   everywhere + "; built-in always; modules always",
		"drivers/b/m": everywhere + "; modules always",
		"drivers/m":   everywhere + "; modules always",
		"drivers/m/b": everywhere + "; modules always",
		"drivers/s":   everywhere,
		"drivers/s/b": everywhere,
		"drivers/both": "possible CONFIG_DRIVER is set; lists CONFIG_DRIVER is set; reached CONFIG_DRIVER is set; " +
			"built-in CONFIG_DRIVER=y; modules CONFIG_DRIVER is set",
		"drivers/old":    "",
		"drivers/old/b":  "",
		"drivers/lost":   "",
		"drivers/lost/b": "",
		"elsewhere":      "not there",
	})
	if w := d.Directory("drivers/old").Ways; len(w) != 1 || !w[0].CleanOnly() || w[0].From != d.Directory("drivers") {
		t.Errorf("drivers/old has the ways %+v, want one for make clean from drivers", w)
	}
	if w := d.Directory("drivers/lost").Ways; len(w) != 0 {
		t.Errorf("drivers/lost has the ways %+v, want none", w)
	}
}

// TestTopRecipes follows the recipes of the top makefile that call make: those
// that the default goal needs are reached, all are possible, and where goals
// are named the lists do not count.
func TestTopRecipes(t *testing.T) {
	d := descend(open(t, miniature(t, map[string]string{
		"Kbuild": "",
		"arch/x86/Makefile": `boot := arch/x86/boot
vmlinux: arch/x86/tools
arch/x86/tools: FORCE
	$(Q)$(MAKE) $(build)=$@
bzImage zImage: vmlinux
	$(Q)$(MAKE) $(build)=$(boot) VARIABLE=1 $(boot)/$@
install:
	$(MAKE) $(build)=arch/x86/install && echo done
help:
	echo $(build)=arch/x86/help
`,
		"arch/x86/tools/Makefile":   "",
		"arch/x86/boot/Makefile":    "obj-y += data/\n",
		"arch/x86/boot/data/Kbuild": "",
		"arch/x86/install/Makefile": "",
		"arch/x86/help/Makefile":    "",
	}), Options{}))
	compareWays(t, d, map[string]string{
		"arch/x86/tools":     "possible SRCARCH is x86; lists SRCARCH is x86; reached SRCARCH is x86",
		"arch/x86/boot":      "possible SRCARCH is x86",
		"arch/x86/boot/data": "possible SRCARCH is x86; lists SRCARCH is x86",
		"arch/x86/install":   "possible SRCARCH is x86; lists SRCARCH is x86",
		"arch/x86/help":      "",
	})
}

// TestLongLines finds the call in a line one part of which has too many
// variants to tell its words apart.
func TestLongLines(t *testing.T) {
	addresses, symbols := "", ""
	for i := range 40 {
		name := "BOARD" + strings.Repeat("A", i)
		symbols += "config " + name + "\n\tbool \"a board\"\n"
		addresses += "load-$(CONFIG_" + name + ") += " + strings.Repeat("1", i+1) + "\n"
	}
	d := descend(open(t, miniature(t, map[string]string{
		"Kconfig": symbols,
		"arch/x86/Makefile": addresses + "variables = LOAD=$(load-y)\nimage: FORCE\n" +
			"\t$(Q)$(MAKE) $(build)=arch/x86/boot $(variables) arch/x86/boot/$@\n",
		"arch/x86/boot/Makefile": "",
	}), Options{}))
	compareWays(t, d, map[string]string{"arch/x86/boot": "possible SRCARCH is x86"})
}

// TestDirectoryRecipes follows a recipe of a directory that calls make for
// another one: what is always made needs it, through a prerequisite.
func TestDirectoryRecipes(t *testing.T) {
	d := descend(open(t, miniature(t, map[string]string{
		"Kbuild": "obj-y += drivers/\n",
		"drivers/Makefile": `always-y += image
$(obj)/image: $(obj)/made/data FORCE
	touch $@
$(obj)/made/data: FORCE
	$(Q)$(MAKE) $(build)=$(obj)/made $@
$(obj)/never: FORCE
	$(Q)$(MAKE) $(build)=$(obj)/unwanted
`,
		"drivers/made/Makefile":     "",
		"drivers/unwanted/Makefile": "",
	}), Options{}))
	compareWays(t, d, map[string]string{
		"drivers/made":     "possible always; reached always",
		"drivers/unwanted": "possible always; lists always",
	})
}

// TestForeignArchitecture enters a directory below another architecture: it is
// read with the makefiles of the one that leads there.
func TestForeignArchitecture(t *testing.T) {
	d := descend(open(t, miniature(t, map[string]string{
		"Kbuild":                         "obj-y += arch/$(SRCARCH)/\n",
		"arch/arm/Makefile":              "export FROM_ARCH := arm\n",
		"arch/arm/Kbuild":                "obj-y += ../x86/shared/\n",
		"arch/x86/Makefile":              "export FROM_ARCH := x86\n",
		"arch/x86/Kbuild":                "obj-y += own/\n",
		"arch/x86/own/Kbuild":            "",
		"arch/x86/shared/Kbuild":         "obj-y += for-$(FROM_ARCH)/\n",
		"arch/x86/shared/for-arm/Kbuild": "", "arch/x86/shared/for-x86/Kbuild": "",
	}), Options{}))
	for dir, arch := range map[string]string{
		"arch/arm": "arm", "arch/x86": "x86", "arch/x86/own": "x86",
		"arch/x86/shared": "arm", "arch/x86/shared/for-arm": "arm",
	} {
		if got := d.Directory(dir).Unit.Arch; got != arch {
			t.Errorf("%s is read for %s, want %s", dir, got, arch)
		}
	}
	compareWays(t, d, map[string]string{
		"arch/x86/shared/for-arm": "possible SRCARCH is arm; lists SRCARCH is arm; reached SRCARCH is arm; " +
			"built-in SRCARCH is arm; modules SRCARCH is arm",
		"arch/x86/shared/for-x86": "",
	})
}

// TestModuleRoots checks that builds begin in every directory of a tree of
// external modules to which no other one leads.
func TestModuleRoots(t *testing.T) {
	d := descend(open(t, map[string]string{
		"a/Kbuild": "obj-m += sub/\n", "a/sub/Makefile": "", "b/Makefile": "obj-m := b.o\n",
		"b/common.mk": "", "c/Kbuild": "include $(src)/../d/Makefile\n", "d/Makefile": "",
	}, Options{Kernel: Version{6, 12}}))
	var dirs []string
	for _, directory := range d.Directories {
		dirs = append(dirs, directory.Unit.Dir)
	}
	if want := []string{"a", "a/sub", "b", "c"}; !slices.Equal(dirs, want) {
		t.Errorf("directories %q, want %q", dirs, want)
	}
	const root = "possible always; lists always; reached always; modules always"
	compareWays(t, d, map[string]string{"a": root, "a/sub": root, "b": root})
	if from := d.Directory("a/sub").Ways[0].From; from != d.Directory("a") {
		t.Errorf("a/sub is a root, want it below a")
	}
}

// TestModuleSwitch has a module's directory that a variable of the caller's
// leads to, and one that another directory is in.
func TestModuleSwitch(t *testing.T) {
	tree := open(t, map[string]string{
		"Kbuild":          "obj-$(radio) += radio/\nobj-$(CONFIG_TV) += tv/\n",
		"radio/Kbuild":    "obj-m := radio.o fm/\n",
		"radio/fm/Kbuild": "obj-m := fm.o\n",
		"tv/Kbuild":       "obj-m := tv.o\n",
		"Makefile":        "all:\n",
		"radio/fm/fm.c":   "",
		"radio/radio.c":   "",
		"tv/tv.c":         "",
	}, Options{})
	const tv = "CONFIG_TV is set"
	compareWays(t, descend(tree), map[string]string{
		"radio":    "possible always; lists always; reached always; modules always",
		"radio/fm": "possible always; lists always; reached always; modules always",
		"tv":       "possible " + tv + "; lists " + tv + "; reached " + tv + "; modules " + tv,
	})
}
