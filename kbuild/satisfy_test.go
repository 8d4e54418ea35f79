package kbuild

import (
	"maps"
	"testing"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/eval"
	"github.com/kbuildlint/kbuildlint/kconfig"
)

// twoArches is a kernel of two architectures whose symbols depend on each
// other.
var twoArches = with(kernel612, map[string]string{
	"Kconfig": `config MODULES
	bool "Modules"
	modules

source "arch/$(SRCARCH)/Kconfig"

config BUS
	tristate "A bus"

config DRIVER
	tristate "A driver"
	depends on BUS
`,
	"arch/arm/Makefile": "",
	"arch/arm/Kconfig":  "config WIDE\n\tbool\n",
	"arch/x86/Makefile": "",
	"arch/x86/Kconfig":  "config WIDE\n\tdef_bool y\n",
})

// TestProve asks for conditions that Kconfig allows, on one architecture or on
// none.
func TestProve(t *testing.T) {
	tree := open(t, twoArches, Options{})
	space := tree.World.Space
	is := func(name, value string) cond.Cond {
		kind := eval.Tristate
		if name == "CONFIG_WIDE" {
			kind = eval.Bool
		}
		return space.Is(tree.World.SymbolDomain(name, kind), value)
	}
	on := func(arch string) cond.Cond { return space.Is(tree.archDomain(), arch) }
	for name, c := range map[string]struct {
		when    cond.Cond
		verdict kconfig.Verdict
		witness map[string]string
	}{
		"a driver brings its bus along": {
			is("CONFIG_DRIVER", "y"), kconfig.Possible,
			map[string]string{"SRCARCH": "x86", "CONFIG_DRIVER": "y", "CONFIG_BUS": "y"},
		},
		"a driver without its bus": {
			space.And(is("CONFIG_DRIVER", "y"), is("CONFIG_BUS", "")), kconfig.Impossible, nil,
		},
		"only one architecture is wide": {
			is("CONFIG_WIDE", "y"), kconfig.Possible, map[string]string{"SRCARCH": "x86", "CONFIG_WIDE": "y"},
		},
		"the other one": {space.And(is("CONFIG_WIDE", "y"), on("arm")), kconfig.Impossible, nil},
		"what nobody can foresee is as it suits": {
			space.And(is("CONFIG_WIDE", "y"), space.Is(space.Opaque("k", "a probe"), "")), kconfig.Possible,
			map[string]string{"SRCARCH": "x86", "CONFIG_WIDE": "y"},
		},
		"nothing": {cond.False, kconfig.Undecided, nil},
	} {
		proof := tree.Prove(c.when)
		if proof.Verdict != c.verdict || !maps.Equal(proof.Witness, c.witness) {
			t.Errorf("%s: got %v %v, want %v %v", name, proof.Verdict, proof.Witness, c.verdict, c.witness)
		}
	}
}

// TestProveWithoutKconfig has nothing to decide by.
func TestProveWithoutKconfig(t *testing.T) {
	files := with(kernel612, nil)
	delete(files, "Kconfig")
	tree := open(t, files, Options{})
	when := tree.World.Space.Is(tree.World.SymbolDomain("CONFIG_ANY", eval.Bool), "y")
	if proof := tree.Prove(when); proof.Verdict != kconfig.Undecided {
		t.Errorf("got %v without any Kconfig file", proof.Verdict)
	}
}
