package kbuild

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestSwitches reads how scripts decide a switch; what drops other words, or
// looks at no object, is none.
func TestSwitches(t *testing.T) {
	tree := open(t, with(kernel612, map[string]string{
		"scripts/Makefile.lib": "a = $(if $(patsubst n%,, \\\n\t" +
			"$(KASAN_$(target-stem).o)$(KASAN)$(is-kernel-object)), on)\n" +
			"b = $(if $(filter-out y%, $(ODD_$(basetarget).o)$(ODD)n),y)\n" +
			"c = $(patsubst n%,,$(W_$(target-stem).o)$(U_$(target-stem).o)$(W)$(U)$(if $(x),$(CONFIG_U_ALL)))\n" +
			"d = $(patsubst n%,,$(GCOV_$(target-stem).o)$(GCOV)$(CONFIG_GCOV_ALL))\n" +
			"e = $(filter-out n%,$(names)) $(filter-out %.o,$(E_$(target-stem).o)$(E)y) $(filter-out n%)\n",
	}), Options{})
	want := []Switch{
		{[]string{"KASAN_"}, []string{"KASAN"}, "y", "n"},
		{[]string{"ODD_"}, []string{"ODD"}, "n", "y"},
		{[]string{"W_", "U_"}, []string{"W", "U"}, "CONFIG_U_ALL", "n"},
		{[]string{"GCOV_"}, []string{"GCOV"}, "CONFIG_GCOV_ALL", "n"},
	}
	if difference := cmp.Diff(want, tree.Switches()); difference != "" {
		t.Errorf("(-want +got):\n%s", difference)
	}
}

// TestSwitchTable compares the table with the scripts of real kernels.
func TestSwitchTable(t *testing.T) {
	for _, name := range []string{"linux-source-6.1", "linux-source-6.12"} {
		tree := openKernel(t, name)
		known := tree.Switches()
		for _, row := range switchFacts {
			has := row.holdsFor(tree.Version)
			is := slices.ContainsFunc(known, func(s Switch) bool { return cmp.Equal(s, row.Switch) })
			if has != is {
				t.Errorf("%s: the scripts have %+v: %v", name, row.Switch, is)
			}
		}
		t.Logf("%s: %d switches", name, len(known))
	}
}

// TestGlued decides texts as kbuild of 6.1 and 6.12 was seen to do.
func TestGlued(t *testing.T) {
	sanitize, standard := plainSwitch("KASAN_SANITIZE", "y", "n"), plainSwitch("OBJECT_FILES_NON_STANDARD", "n", "y")
	for text, want := range map[string]bool{
		"y": true, "ny": false, "n y": true, "n ny": false, "0y": true, "Ny": true, "noy": false, "n ": false,
	} {
		if got := sanitize.IsOn(text); got != want {
			t.Errorf("%q is on: %v, want %v", text, got, want)
		}
	}
	for text, want := range map[string]bool{"n": true, "yn": false, "y n": true, "1n": true} {
		if got := standard.IsOn(text); got != want {
			t.Errorf("objtool at %q: %v, want %v", text, got, want)
		}
	}
}

// TestBehind looks for what is glued behind a variable.
func TestBehind(t *testing.T) {
	s := Switch{[]string{"W_", "U_"}, []string{"W", "U"}, "y", "n"}
	for name, want := range map[string][]string{
		"W_sub/a.o": {"U_sub/a.o", "W", "U"}, "U_a.o": {"W", "U"}, "W": {"U"}, "U": {},
	} {
		if got, ok := s.Behind(name); !ok || !slices.Equal(got, want) {
			t.Errorf("%s: %q %v, want %q", name, got, ok, want)
		}
	}
	for _, name := range []string{"W_a", "X", "X_a.o"} {
		if behind, ok := s.Behind(name); ok {
			t.Errorf("%s is part of it, before %q", name, behind)
		}
	}
}
