package kconfig

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
)

const satisfyTree = `
cc-option = $(shell,cc $(1))

config MODULES
	bool "modules"
	modules

config BUS
	tristate "bus"

config DRIVER
	tristate "driver"
	depends on BUS

config BUILTIN_ONLY
	bool "only built in"
	depends on BUS=y

config HELPER
	tristate

config USER
	tristate "user of the helper"
	depends on DRIVER
	select HELPER if BUS

config NEEDS
	bool "has needs"
	depends on UNDEFINED

config FORCES
	bool "selects what it must not"
	select NEEDS

config DERIVED
	def_bool BUS && !DRIVER

config COMPILER
	def_bool $(cc-option,-O2)

config SAME
	def_bool $(cc-option,-O2)

config OTHER
	def_bool $(cc-option,-O3)

config COUNT
	int "count"

config MANY
	def_bool COUNT > 5

config IMPLIED
	tristate

config IMPLIES
	bool "implies"
	imply IMPLIED

choice
	prompt "one"
config ONE
	bool "one"
config TWO
	bool "two"
config THREE
	bool "three"
	depends on BUS
endchoice

config DEFAULT
	tristate
	default y

config VALUE_M
	tristate
	default m

config CONDITION_M
	bool "where there are modules"
	depends on m

config OLD
	bool
	transitional

config LIMITED
	tristate
	depends on BUS

config IMPLIES_LIMITED
	bool "implies"
	imply LIMITED

config FIRST
	def_bool n if BUS
	default y

config TWICE
	def_bool n

config TWICE
	default y

choice
	prompt "one of what may be selected"
	depends on BUS
config SELECTED
	bool "selected"
config BESIDE
	tristate "beside it"
endchoice

config SELECTS
	bool "selects"
	select SELECTED

source "arch/$(SRCARCH)/Kconfig"
`

// TestSatisfiable asks what can hold together, on x86.
func TestSatisfiable(t *testing.T) {
	model := Read(fstest.MapFS{
		"Kconfig":          {Data: []byte(satisfyTree)},
		"arch/x86/Kconfig": {Data: []byte("config X86\n\tdef_bool y\n")},
		"arch/arm/Kconfig": {Data: []byte("config ARM\n\tdef_bool y\n")},
	}, Request{Arches: []string{"arm", "x86"}})
	for _, c := range []struct {
		question string // NAME=value ..., all of which are to hold
		want     string // the witness, or impossible
	}{
		{"DRIVER=m", "DRIVER=m BUS=y MODULES=y"},
		{"DRIVER=m BUS=m", "DRIVER=m BUS=m MODULES=y"},
		{"DRIVER=y BUS=m", "impossible"},
		{"DRIVER=y BUS=n", "impossible"},
		{"BUS=m MODULES=n", "impossible"},
		{"BUILTIN_ONLY=y BUS=m", "impossible"},
		{"BUILTIN_ONLY=m", "impossible"},
		{"HELPER=m", "HELPER=m USER=m DRIVER=y BUS=y MODULES=y"},
		{"HELPER=n USER=m", "impossible"},
		{"HELPER=m USER=y BUS=y", "impossible"},
		{"HELPER=y USER=n", "impossible"},
		{"NEEDS=y FORCES=n", "impossible"},
		{"NEEDS=y", "NEEDS=y FORCES=y"},
		{"DERIVED=n BUS=m DRIVER=n", "impossible"},
		{"DERIVED=y DRIVER=m", "DERIVED=y DRIVER=m BUS=y MODULES=y"},
		{"DERIVED=y DRIVER=y", "impossible"},
		{"COMPILER=y SAME=n", "impossible"},
		{"COMPILER=y OTHER=n", "COMPILER=y OTHER=n"},
		{"MANY=y", "MANY=y"},
		{"COUNT=7 MANY=n", "MANY=n"},
		{"IMPLIED=n IMPLIES=y", "impossible"},
		{"ONE=y TWO=y", "impossible"},
		{"ONE=n TWO=n", "ONE=n TWO=n"},
		{"ONE=n TWO=n BUS=n", "impossible"},
		{"ONE=n TWO=n THREE=n", "impossible"},
		{"DEFAULT=m", "impossible"},
		{"DEFAULT=n", "impossible"},
		{"VALUE_M=y MODULES=n", "VALUE_M=y MODULES=n"},
		{"VALUE_M=n", "impossible"},
		{"CONDITION_M=y", "CONDITION_M=y"},
		{"CONDITION_M=y MODULES=n", "impossible"},
		{"OLD=y", "OLD=y"},
		{"LIMITED=y BUS=m", "impossible"},
		{"LIMITED=m BUS=m", "LIMITED=m BUS=m MODULES=y"},
		{"FIRST=y BUS=y", "impossible"},
		{"FIRST=n BUS=n", "impossible"},
		{"TWICE=y", "impossible"},
		// Versions of Linux differ in these: what one allows is possible.
		{"SELECTED=y BESIDE=y", "SELECTED=y BESIDE=y BUS=y"},
		{"BESIDE=y BUS=m", "BESIDE=y BUS=m MODULES=y"},
		{"X86=y", "X86=y"},
		{"X86=n", "impossible"},
		{"ARM=y", "impossible"},
		{"ARM=n", ""},
		{"UNDEFINED=y", "impossible"},
		{"BUS=x", "impossible"},
	} {
		answer := model.Satisfiable("x86", question(c.question))
		if got := answerText(answer); got != c.want {
			t.Errorf("%s: got %s, want %s", c.question, got, c.want)
		}
	}
}

// question returns the formula of settings that are all to hold.
func question(text string) Formula {
	var parts []Formula
	for word := range strings.FieldsSeq(text) {
		name, value, _ := strings.Cut(word, "=")
		parts = append(parts, Is(name, value))
	}
	return All(parts...)
}

func answerText(a Answer) string {
	switch a.Verdict {
	case Undecided:
		return "undecided"
	case Impossible:
		return "impossible"
	case Possible:
	}
	return strings.TrimSpace(strings.ReplaceAll(strings.Trim(fmt.Sprint(a.Witness), "[]"), "CONFIG_", ""))
}

// TestFormula checks the joiners by what they leave of a bool and a tristate.
func TestFormula(t *testing.T) {
	model := Read(fstest.MapFS{"Kconfig": {Data: []byte(
		"config MODULES\n\tbool \"m\"\n\tmodules\nconfig A\n\tbool \"a\"\nconfig B\n\ttristate \"b\"\n",
	)}}, Request{})
	a, b := Is("A", "y"), Is("B", "m")
	for name, c := range map[string]struct {
		formula Formula
		want    [6]bool // for A=n B=n, A=n B=m, A=n B=y, A=y B=n, ...
	}{
		"zero": {Formula{}, [6]bool{true, true, true, true, true, true}},
		"is":   {b, [6]bool{false, true, false, false, true, false}},
		"all":  {All(a, b), [6]bool{false, false, false, false, true, false}},
		"any":  {Any(a, b), [6]bool{false, true, false, true, true, true}},
		"none": {None(a, b), [6]bool{true, false, true, false, false, false}},
		"deep": {All(Any(a, b), None(All(a, b))), [6]bool{false, true, false, true, false, true}},
	} {
		for i, want := range c.want {
			config := All(Is("A", []string{"", "y"}[i/3]), Is("B", []string{"n", "m", "y"}[i%3]))
			got := model.Satisfiable("", All(config, c.formula)).Verdict == Possible
			if got != want {
				t.Errorf("%s in configuration %d: got %v, want %v", name, i, got, want)
			}
		}
	}
}

// TestIncomplete checks what is said where something could not be read: what is
// lost of a file may allow anything, what no file that was read defines is not set.
func TestIncomplete(t *testing.T) {
	model := Read(fstest.MapFS{
		"Kconfig":          {Data: []byte("source \"arch/$(SRCARCH)/Kconfig\"\n")},
		"arch/arm/Kconfig": {Data: []byte("config A\n\tbool\nconfig B\n\tbool \"b\"\n\tdepends on C\n")},
		"arch/x86/Kconfig": {Data: []byte("config A\n\tbool\n\tdefault y z\n")},
		"arch/um/Kconfig": {
			Data: []byte("source \"none\"\nconfig A\n\tbool\nconfig B\n\tbool \"b\"\n\tdepends on C\n"),
		},
	}, Request{Arches: []string{"arm", "x86", "um", "none"}})
	for asked, want := range map[string]Verdict{
		"arm A": Impossible, "arm B": Impossible, "x86 A": Possible, "um A": Impossible, "um B": Impossible,
		"none A": Impossible, "other A": Undecided,
	} {
		arch, symbol, _ := strings.Cut(asked, " ")
		if got := model.Satisfiable(arch, Is(symbol, "y")).Verdict; got != want {
			t.Errorf("%s: got %v, want %v", asked, got, want)
		}
	}
}

// TestCutIsPossible checks that what is too far away is free, not forbidden.
func TestCutIsPossible(t *testing.T) {
	tree := "config S0\n\tbool\n"
	const length = 5000
	for i := 1; i <= length; i++ {
		tree += fmt.Sprintf("config S%d\n\tbool \"s\"\n\tdepends on S%d && T%d\n", i, i-1, i)
		tree += fmt.Sprintf("config T%d\n\tbool \"t\"\n", i)
	}
	model := Read(fstest.MapFS{"Kconfig": {Data: []byte(tree)}}, Request{})
	for name, want := range map[string]Verdict{
		"S5": Impossible, fmt.Sprint("S", length): Possible,
	} {
		if got := model.Satisfiable("", Is(name, "y")).Verdict; got != want {
			t.Errorf("%s: got %v, want %v", name, got, want)
		}
	}
}
