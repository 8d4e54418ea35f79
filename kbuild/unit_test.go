package kbuild

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"testing"
)

// line says all of a unit on one line.
func line(unit *Unit) string {
	roles := map[Role]string{DirectoryRole: "directory", ScriptRole: "script", TopRole: "top", PlainRole: "plain"}
	text := fmt.Sprintf("%s %s %v", unit.Makefile, roles[unit.Role], unit.Builds)
	if unit.Dir != "" {
		text += " obj=" + unit.Dir
	}
	if unit.Arch != "" {
		text += " arch=" + unit.Arch
	}
	return text
}

func compareLines(t *testing.T, name string, units []*Unit, want []string) {
	t.Helper()
	var got []string
	for _, unit := range units {
		got = append(got, line(unit))
	}
	if !slices.Equal(got, want) {
		t.Errorf("%s:\n got\n%s\nwant\n%s", name, strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// manyDirectories are directories of a kernel, some of them traps.
var manyDirectories = with(kernel612, map[string]string{
	"arch/x86/Kbuild":              "",
	"arch/x86/kernel/Makefile":     "",
	"arch/arm/boot/Makefile":       "",
	"both/Kbuild":                  "",
	"both/Makefile":                "",
	"both/Makefile.inc":            "",
	"deep/without/makefile/Kbuild": "",
	"drivers/net/Makefile":         "",
	"alias":                        "-> drivers",
	"linked/Makefile":              "-> ../drivers/Makefile",
	"dangling/Makefile":            "-> nothing",
	"strange/Kbuild/x":             "",
	"strange/Makefile":             "",
	"tools/perf/Makefile":          "",
	"tools/Makefile":               "",
	"lib/tools/Makefile":           "",
	"Documentation/Makefile":       "",
	".git/Makefile":                "",
	"a.c/Makefile":                 "",
	"scripts/Makefile":             "",
	"scripts/basic/Makefile":       "",
	"scripts/Kbuild.other":         "",
	"kernel/Makefile.old":          "",
})

func TestUnits(t *testing.T) {
	tree := open(t, manyDirectories, Options{})
	compareLines(t, "kernel", tree.Units(), []string{
		"Makefile top [in-tree O= M=]",
		"Kbuild directory [in-tree O=] obj=.",
		"a.c/Makefile directory [in-tree O=] obj=a.c",
		"arch/arm/boot/Makefile directory [in-tree O=] obj=arch/arm/boot arch=arm",
		"arch/x86/Kbuild directory [in-tree O=] obj=arch/x86 arch=x86",
		"arch/x86/kernel/Makefile directory [in-tree O=] obj=arch/x86/kernel arch=x86",
		"both/Kbuild directory [in-tree O=] obj=both",
		"deep/without/makefile/Kbuild directory [in-tree O=] obj=deep/without/makefile",
		"drivers/Makefile directory [in-tree O=] obj=drivers",
		"drivers/net/Makefile directory [in-tree O=] obj=drivers/net",
		"lib/tools/Makefile directory [in-tree O=] obj=lib/tools",
		"linked/Makefile directory [in-tree O=] obj=linked",
		"scripts/Makefile directory [in-tree O=] obj=scripts",
		"scripts/basic/Makefile directory [in-tree O=] obj=scripts/basic",
		"scripts/Makefile.build script [in-tree O= M=]",
		"scripts/Makefile.lib script [in-tree O= M=]",
		"strange/Makefile directory [in-tree O=] obj=strange",
	})
	compareLines(t, "tools", tree.PlainUnits("tools"), []string{
		"tools/Makefile plain [in-tree]",
		"tools/perf/Makefile plain [in-tree]",
	})
	compareLines(t, "tools/perf", tree.PlainUnits("tools/perf"), []string{"tools/perf/Makefile plain [in-tree]"})
	compareLines(t, "lib/tools", tree.PlainUnits("lib/tools"), nil)
}

// TestUnitsOfOtherTrees checks that a kernel inside of a tree is none of its
// directories.
func TestUnitsOfOtherTrees(t *testing.T) {
	tree := open(t, map[string]string{
		"Kbuild": "", "linux/Makefile": "VERSION = 6\n", "linux/scripts/Kbuild.include": "",
		"linux/drivers/Makefile": "",
		"driver/Makefile":        "VERSION = 6\nobj-m := a.o\n", "driver/scripts/other": "",
	}, Options{Kernel: Version{6, 12}})
	compareLines(t, "module", tree.Units(), []string{
		"Kbuild directory [M=] obj=.",
		"driver/Makefile directory [M=] obj=driver",
	})
}

// moduleFiles are an external module with a subdirectory.
var moduleFiles = map[string]string{
	"Makefile":           "ifneq ($(KERNELRELEASE),)\nobj-m := top.o sub/\nread := yes\nendif\n" + modulePaths,
	"sub/Kbuild":         "obj-m := sub.o\nccflags-y := -I$(src)/include\n" + modulePaths,
	"sub/Makefile":       "",
	"tools/Makefile":     "obj-m := tool.o\n",
	"scripts/Makefile.x": "",
	"alias":              "-> sub",
}

const modulePaths = `object := $(obj)
source := $(src)
tree := $(srctree)
objects := $(objtree)
module := $(KBUILD_EXTMOD)
list := $(MAKEFILE_LIST)
out := $(building_out_of_srctree)
here := $(dir $(lastword $(MAKEFILE_LIST)))
found := $(wildcard $(src)/Kb*)
`

func TestUnitsOfModule(t *testing.T) {
	for version, builds := range map[Version]string{{6, 12}: "[M=]", {6, 13}: "[M= MO=]"} {
		tree := open(t, moduleFiles, Options{Kernel: version})
		compareLines(t, version.String(), tree.Units(), []string{
			"Makefile directory " + builds + " obj=.",
			"sub/Kbuild directory " + builds + " obj=sub",
			"tools/Makefile directory " + builds + " obj=tools",
		})
	}
}

func TestUnitOf(t *testing.T) {
	tree := open(t, manyDirectories, Options{})
	for name, want := range map[string]string{
		".":                      "Kbuild directory [in-tree O=] obj=.",
		"Kbuild":                 "Kbuild directory [in-tree O=] obj=.",
		"Makefile":               "Makefile top [in-tree]",
		"drivers":                "drivers/Makefile directory [in-tree O=] obj=drivers",
		"drivers/":               "drivers/Makefile directory [in-tree O=] obj=drivers",
		"drivers/Makefile":       "drivers/Makefile directory [in-tree O=] obj=drivers",
		"./drivers/../both":      "both/Kbuild directory [in-tree O=] obj=both",
		"both/Makefile":          "both/Makefile plain [in-tree]",
		"both/Makefile.inc":      "both/Makefile.inc plain [in-tree]",
		"arch/arm":               "arch/arm/Makefile top [in-tree]",
		"arch/arm/Makefile":      "arch/arm/Makefile top [in-tree]",
		"arch/x86":               "arch/x86/Kbuild directory [in-tree O=] obj=arch/x86 arch=x86",
		"arch/x86/kernel":        "arch/x86/kernel/Makefile directory [in-tree O=] obj=arch/x86/kernel arch=x86",
		"scripts/Makefile.build": "scripts/Makefile.build script [in-tree]",
		"scripts/Kbuild.include": "scripts/Kbuild.include plain [in-tree]",
		"scripts":                "scripts/Makefile directory [in-tree O=] obj=scripts",
		"tools/perf":             "tools/perf/Makefile plain [in-tree]",
		"tools/perf/Makefile":    "tools/perf/Makefile plain [in-tree]",
		"strange":                "strange/Makefile directory [in-tree O=] obj=strange",
	} {
		unit, err := tree.UnitOf(name)
		if err != nil {
			t.Errorf("%s: %v", name, err)
		} else if got := line(unit); got != want {
			t.Errorf("%s:\n got %s\nwant %s", name, got, want)
		}
	}
	for _, name := range []string{
		"absent", "absent/Makefile", "deep", "kernel", "alias", "dangling", "dangling/Makefile",
		"..", "../Makefile", "/", "/Makefile", "strange/Kbuild",
	} {
		if unit, err := tree.UnitOf(name); err == nil {
			t.Errorf("%s is no makefile, got %s", name, line(unit))
		}
	}
}

func TestUnitOfModule(t *testing.T) {
	tree := open(t, moduleFiles, Options{Kernel: Version{6, 12}})
	for name, want := range map[string]string{
		".":                  "Makefile directory [M=] obj=.",
		"Makefile":           "Makefile directory [M=] obj=.",
		"sub":                "sub/Kbuild directory [M=] obj=sub",
		"sub/Makefile":       "sub/Makefile plain [in-tree]",
		"tools":              "tools/Makefile directory [M=] obj=tools",
		"scripts/Makefile.x": "scripts/Makefile.x plain [in-tree]",
	} {
		unit, err := tree.UnitOf(name)
		if err != nil {
			t.Errorf("%s: %v", name, err)
		} else if got := line(unit); got != want {
			t.Errorf("%s:\n got %s\nwant %s", name, got, want)
		}
	}
}

func TestIsFragment(t *testing.T) {
	tree := open(t, manyDirectories, Options{})
	for name, want := range map[string]bool{
		"both/Makefile.inc": true, "both/Makefile": true, "both/Kbuild": false, "drivers/Makefile": false,
		"scripts/Kbuild.include": true, ".": false, "drivers": false, "absent": false, "dangling/Makefile": false,
		"arch/arm/Makefile": true, "Makefile": false,
	} {
		if got := tree.IsFragment(name); got != want {
			t.Errorf("%s: got %v, want %v", name, got, want)
		}
	}
}

// TestPipes checks that what is no regular file is never opened: reading a pipe
// would not end.
func TestPipes(t *testing.T) {
	files := mapFS(manyDirectories)
	for _, name := range []string{"both/Kbuild", "drivers/net/Makefile"} {
		files[name].Mode = fs.ModeNamedPipe
	}
	tree, err := Open(files, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if unit, err := tree.UnitOf("both"); err != nil || unit.Makefile != "both/Makefile" {
		t.Errorf("both: got %v, %v; want the Makefile behind the pipe", unit, err)
	}
	if unit, err := tree.UnitOf("drivers/net"); err == nil {
		t.Errorf("drivers/net has only a pipe, got %s", line(unit))
	}
	pipe := &Unit{Makefile: "drivers/net/Makefile", Role: PlainRole, Builds: []Build{InTree}}
	if tree.Evaluate(pipe, InTree, nil) != nil {
		t.Error("a pipe was evaluated")
	}
}
