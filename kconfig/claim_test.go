package kconfig

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
)

const conflictTree = `config MODULES
	bool "modules"
	modules
config BUS
	tristate "bus"
	depends on HAS_BUS && POWER
config HAS_BUS
	bool
config POWER
	bool "power"
menu "drivers"
	depends on BUS
config DRIVER
	tristate "driver"
	depends on POWER && !FAR
	select HELPER
endmenu
config HELPER
	bool "helper"
config SILENT
	bool "silent" if !POWER
	default y
config QUIET
	bool "quiet"
	depends on !DRIVER
config DERIVED
	def_bool POWER && !HELPER
config FAR
	bool "far"
	depends on POWER && HELPER
choice
	prompt "one"
config ONE
	bool "one"
config TWO
	bool "two"
endchoice
config ODD
	bool "odd"
	depends on ARM && !POWER
source "arch/$(SRCARCH)/Kconfig"
`

// TestConflict compares what excludes a condition with what a person would
// name: each reason with its line.
func TestConflict(t *testing.T) {
	model := Read(fstest.MapFS{
		"Kconfig":          {Data: []byte(conflictTree)},
		"arch/x86/Kconfig": {Data: []byte("config X86\n\tdef_bool y\n\tselect HAS_BUS\n")},
		"arch/arm/Kconfig": {Data: []byte("config ARM\n\tdef_bool y\n")},
	}, Request{Arches: []string{"arm", "x86"}})
	for _, c := range []struct {
		arches, question string
		want             string // the reasons, or possible
	}{
		{"x86", "DRIVER=y", "possible"},
		{"arm x86", "DRIVER=m BUS=n", "12 CONFIG_DRIVER depends on BUS"},
		{"x86", "DRIVER=y QUIET=y", "25 CONFIG_QUIET depends on !DRIVER"},
		{"x86", "POWER=n BUS=m", "6 CONFIG_BUS depends on POWER"},
		{"x86", "DRIVER=y HELPER=n", "16 CONFIG_DRIVER selects CONFIG_HELPER"},
		{"x86", "FAR=y DERIVED=y", "30 CONFIG_FAR depends on HELPER; " +
			"26 CONFIG_DERIVED has no prompt: default POWER && !HELPER"},
		{"x86", "SILENT=n POWER=y", "21 the prompt of CONFIG_SILENT demands !POWER; " +
			"20 CONFIG_SILENT where its prompt is hidden: default y"},
		{"x86", "ONE=y TWO=y", "31 one symbol of this choice at most is y"},
		{"x86", "ONE=n TWO=n", "31 one symbol of this choice is y"},
		{"x86", "MODULES=n BUS=m", "1 without modules nothing is m"},
		{"arm", "BUS=m", "6 CONFIG_BUS depends on HAS_BUS; " +
			"7 CONFIG_HAS_BUS has no prompt: no default, and on arm nothing selects it"},
		{"arm x86", "X86=y ARM=y", ""},
		{"arm x86", "BUS=m X86=n", "6 CONFIG_BUS depends on HAS_BUS; " +
			"7 CONFIG_HAS_BUS has no prompt: selected by CONFIG_X86"},
		{"x86", "ODD=y POWER=y", "40 CONFIG_ODD depends on ARM"},
		{"x86 arm", "ODD=y POWER=y", "40 CONFIG_ODD depends on !POWER"},
		{"arm mips", "DRIVER=m BUS=n", "possible"},
	} {
		var questions []Question
		for arch := range strings.FieldsSeq(c.arches) {
			questions = append(questions, Question{arch, All(settings(c.question)...)})
		}
		reasons := model.Conflict(questions)
		var got []string
		for _, reason := range reasons {
			got = append(got, fmt.Sprint(reason.Place.Start().Line, " ", reason.Text))
		}
		text := strings.Join(got, "; ")
		if reasons == nil {
			text = "possible"
		}
		if text != c.want {
			t.Errorf("%s on %s: got %s\nwant %s", c.question, c.arches, text, c.want)
		}
	}
}

// settings returns the formulas of NAME=value ...
func settings(text string) []Formula {
	var all []Formula
	for word := range strings.FieldsSeq(text) {
		name, value, _ := strings.Cut(word, "=")
		all = append(all, Is(name, value))
	}
	return all
}
