package kconfig

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
	"time"
)

// TestLimits reads files that are made to be slow or deep. Each must end soon,
// with an error where something is given up, and what follows must be read.
func TestLimits(t *testing.T) {
	sources := fstest.MapFS{}
	for i := range 40 {
		next := fmt.Sprintf("source \"file%d\"\n", i+1)
		sources[fmt.Sprintf("file%d", i)] = &fstest.MapFile{Data: []byte(next + next)}
	}
	sources["file40"] = &fstest.MapFile{}
	variables := "v0 = \n"
	for i := range 60 {
		variables += fmt.Sprintf("v%d = $(v%d)$(v%d)\n", i+1, i, i)
	}
	x := strings.Repeat("x += $(x)\n", 60) + "config X\n\tdef_bool $(x)\n"
	for name, c := range map[string]struct {
		text  string
		error string // in the message of an error, "" for none
	}{
		"parentheses":   {"if " + strings.Repeat("(", 1e5) + "A\nendif\n", "nests too deeply"},
		"negations":     {"if " + strings.Repeat("!", 1e5) + "A\nendif\n", "nests too deeply"},
		"operands":      {"if A" + strings.Repeat(" && A", 1e5) + "\nendif\n", "too many operands"},
		"blocks":        {strings.Repeat("if A\n", 1e4) + strings.Repeat("endif\n", 1e4), "the blocks nest too deeply"},
		"doubling":      {variables + "config X\n\tdef_bool $(v60)\n", "expands too deeply"},
		"growing":       {"x = 0123456789\n" + x, "deeply"},
		"growing early": {"x := 0123456789\n" + x, ""},
		"references":    {"x := " + strings.Repeat("$(", 1e5) + "\n", ""},
		"sources":       {"source \"file0\"\n", "too many files"},
		"one line":      {"config X" + strings.Repeat(" \\\n", 1e5) + "\n", ""},
	} {
		t.Run(name, func(t *testing.T) {
			sources["Kconfig"] = &fstest.MapFile{Data: []byte(c.text + "config LAST\n\tbool\n")}
			start := time.Now()
			model := Read(sources, Request{Arches: []string{"x86", "arm"}})
			if took := time.Since(start); took > 5*time.Second {
				t.Errorf("took %v", took)
			}
			if !model.Defined("LAST") {
				t.Error("the last symbol is lost")
			}
			messages := ""
			for _, e := range model.Errors {
				messages += e.Message + "\n"
			}
			if c.error == "" && messages != "" || !strings.Contains(messages, c.error) {
				t.Errorf("got errors %.300q, want %q", messages, c.error)
			}
			for _, d := range model.Symbol("LAST").Definitions {
				_ = d.Depends.String()
			}
			model.Satisfiable("x86", Is("LAST", "y"))
		})
	}
}

// FuzzKconfig reads any bytes, once as the root and once as a file that it may
// source. Nothing may panic, and all places lie within their files.
func FuzzKconfig(f *testing.F) {
	f.Add(satisfyTree)
	f.Add("a = $(shell,x) $(1)\nconfig $(a)\n\tdef_bool \"$(a)\\\" if B || !C=m\nsource \"other\"\nendmenu\n")
	f.Add("choice\n\tbool 'x' if m\n\toptional\nconfig A\n\ttristate\n\thelp\n\n  x\nendchoice\nmenu \"$(filename)\"\n")
	f.Fuzz(func(t *testing.T, text string) {
		files := fstest.MapFS{"Kconfig": {Data: []byte(text)}, "other": {Data: []byte(text)}}
		model := Read(files, Request{Arches: []string{"x86", "um"}})
		for _, e := range model.Errors {
			if e.Place.Span.Start < 0 || e.Place.Span.End > len(e.Place.File.Text) || e.Place.Span.Len() < 0 {
				t.Fatalf("error outside of its file: %+v", e)
			}
			_ = e.Place.String()
		}
		formula := Formula{}
		for name, symbol := range model.symbols {
			formula = Any(formula, Is(name, "y"))
			for _, d := range symbol.Definitions {
				if got := d.Place.Text(); !strings.Contains(got, "$(") && got != name {
					t.Fatalf("%s is placed at %q", name, got)
				}
				if !d.Entry.Span.Contains(d.Place.Span) {
					t.Fatalf("%s is not in its entry %v", name, d.Entry)
				}
				_ = d.Depends.String()
			}
		}
		model.Satisfiable("um", formula)
	})
}
