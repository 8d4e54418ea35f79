package kbuild

import (
	"slices"
	"strings"
	"testing"
)

// TestAsmHeaders tells what architectures take of the generic headers.
func TestAsmHeaders(t *testing.T) {
	tree := open(t, miniature(t, map[string]string{
		"arch/um/Makefile":                 "",
		"arch/um/include/asm/Kbuild":       "generic-y += bug.h\n",
		"arch/x86/include/asm/Kbuild":      "generic-y += a.h $(shell ls)\ngenerated-y += b.h\n",
		"arch/x86/include/uapi/asm/Kbuild": "generic-y += u.h\n",
		"include/asm-generic/Kbuild":       "mandatory-y += m.h\n",
	}), Options{})
	words := func(entries []Entry) string {
		var texts []string
		for _, entry := range entries {
			texts = append(texts, entry.Text)
		}
		return strings.Join(texts, " ")
	}
	var got []string
	for _, h := range tree.AsmHeaders() {
		if h.Arch == "um" || h.Arch == "x86" {
			got = append(got, strings.Join([]string{
				tree.World.Space.Format(h.When), h.Dir, h.Generic, h.Made,
				words(h.Wrapped), words(h.Generated), words(h.Mandatory),
			}, "|"))
		}
	}
	want := []string{
		"SRCARCH is um|arch/um/include/asm|include/asm-generic|arch/um/include/generated/asm|bug.h||",
		"SRCARCH is x86|arch/x86/include/asm|include/asm-generic|arch/x86/include/generated/asm|a.h|b.h|m.h",
		"SRCARCH is um|arch/um/include/uapi/asm|include/uapi/asm-generic|arch/um/include/generated/uapi/asm|||",
		"SRCARCH is x86|arch/x86/include/uapi/asm|include/uapi/asm-generic|arch/x86/include/generated/uapi/asm|u.h||",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	module := open(t, map[string]string{"Kbuild": "generic-y += a.h\n"}, Options{})
	if headers := module.AsmHeaders(); len(headers) > 0 {
		t.Errorf("a module has %v", headers)
	}
}
