package kbuild

import (
	"fmt"
	"maps"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kbuildlint/kbuildlint/eval"
)

// TestFlagForms reads how scripts ask for the flags of one file; what is not
// computed from a target is no form.
func TestFlagForms(t *testing.T) {
	tree := open(t, with(kernel612, map[string]string{
		"scripts/Makefile.lib": "flags = $(CFLAGS_$(target-stem).o) $(KASAN_$(basetarget).o) $(LDFLAGS_$(@F))\n" +
			"other = $(cmd_$(1)) $($(target-stem)-objs) $(CFLAGS_KERNEL) $(plain-$(target-stem))\n",
		"scripts/checkpatch.mk": "no = $(OTHER_$(target-stem).o)\n",
	}), Options{})
	want := map[string]FlagForm{
		"CFLAGS_":  {"CFLAGS_", ".o", ByStem},
		"KASAN_":   {"KASAN_", ".o", ByBase},
		"LDFLAGS_": {"LDFLAGS_", "", ByFile},
	}
	if difference := cmp.Diff(want, tree.flagForms()); difference != "" {
		t.Errorf("(-want +got):\n%s", difference)
	}
	variables := map[string]string{
		"CFLAGS_": "CFLAGS_sub/main.o", "KASAN_": "KASAN_main.o", "LDFLAGS_": "LDFLAGS_main.o",
	}
	for prefix, variable := range variables {
		if got := want[prefix].Variable("sub/main.o"); got != variable {
			t.Errorf("%s: kbuild asks for %s, want %s", prefix, got, variable)
		}
	}
}

// TestFlagTable compares the table with the scripts of real kernels: whatever
// it says of a release is so there.
func TestFlagTable(t *testing.T) {
	for _, name := range []string{"linux-source-6.1", "linux-source-6.12"} {
		tree := openKernel(t, name)
		known := tree.flagForms()
		for _, row := range flagForms {
			if form, ok := known[row.form.Prefix]; tree.Version.AtLeast(row.since.Major, row.since.Minor) &&
				(!ok || form != row.form) {
				t.Errorf("%s: the scripts have %+v, the table %+v", name, form, row.form)
			}
		}
		t.Logf("%s: %q", name, slices.Sorted(maps.Keys(known)))
	}
}

// TestFlagsOfNewest checks that a module is judged though its kernel is not at
// hand.
func TestFlagsOfNewest(t *testing.T) {
	tree := open(t, map[string]string{
		"Makefile": "obj-m := a.o b.o\nCFLAGS_a.o := 1\nCFLAGS_b := 1\nCFLAGS_c.o := 1\nCFLAGS_c := 1\n",
	}, Options{})
	var got []string
	for _, directory := range tree.Descend(Visitor{Read: func(unit *Unit) *eval.Process {
		return tree.Evaluate(unit, unit.Builds[0], nil)
	}}).Directories {
		for _, flag := range directory.Flags {
			line := fmt.Sprintf("%s used=%t meant=%q bad=%t", flag.Variable, flag.Used, flag.Meant, flag.Malformed)
			got = append(got, line)
		}
	}
	want := []string{
		`CFLAGS_a.o used=true meant="" bad=false`,
		`CFLAGS_b used=false meant="CFLAGS_b.o" bad=true`,
		`CFLAGS_c.o used=false meant="" bad=false`,
	}
	if difference := cmp.Diff(want, got); difference != "" {
		t.Errorf("(-want +got):\n%s", difference)
	}
}
