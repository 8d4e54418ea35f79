package rules

import (
	"path"
	"strings"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/lint"
	"github.com/kbuildlint/kbuildlint/parser"
	"github.com/kbuildlint/kbuildlint/source"
)

var singleCharacterReference = &lint.Rule{
	Name:  "single-character-reference",
	Title: "a reference without brackets takes one letter of a longer name",
	Why: "Without brackets the name of a variable is the one character behind the $ (GNU Make manual, \"Basics of " +
		"Variable References\"): `$FLAGS` is the variable `F`, which nobody sets, and the text `LAGS`. In a recipe " +
		"it is the same, and a variable of the shell needs two: `$$FLAGS`.",
	Repair:   "Write `$(FLAGS)`, or `$$FLAGS` for a variable of the shell.",
	Needs:    lint.NeedsMakefile,
	Groups:   []string{"make"},
	Severity: lint.Error,
	Since:    "0.1.0",
	Bad: lint.Example{Files: `-- drivers/Makefile --
FLAGS := -DRADIO
ccflags-y += $FLAGS
`},
	Good: lint.Example{Files: `-- drivers/Makefile --
FLAGS := -DRADIO
ccflags-y += $(FLAGS)
`},
	Check: checkSingleCharacterReference,
}

func checkSingleCharacterReference(pass *lint.Pass) {
	if pass.Build != pass.Unit.Builds[0] {
		return
	}
	for _, file := range ownMakefiles(pass) {
		if path.Base(file.Source.Path) == "dkms.conf" {
			continue // it is included for a name or two; what else it has is for the shell
		}
		s := letterSearch{pass: pass, file: file}
		file.Inspect(func(node parser.Node) bool {
			switch node := node.(type) {
			case *parser.Text:
				s.text(node, false)
			case *parser.RecipeLine:
				s.text(&node.Text, true)
			}
			return true
		})
	}
}

// A letterSearch looks for references to one letter of a longer name.
type letterSearch struct {
	pass *lint.Pass
	file *parser.File
	// loops are the variables of $(foreach) and $(let), once one was looked for.
	loops map[string]bool
}

// text looks at the parts of a text that stand next to each other.
func (s *letterSearch) text(text *parser.Text, recipe bool) {
	for i := range max(0, len(text.Parts)-1) {
		reference, isReference := text.Parts[i].(*parser.Ref)
		behind, isText := text.Parts[i+1].(*parser.Literal)
		const bare = len("$x")
		if !isReference || !isText || reference.Span.Len() != bare || reference.Span.End != behind.Span.Start {
			continue
		}
		letter := reference.Name.Raw
		name := letter + behind.Value[:symbolEnd(behind.Value)]
		isName := len(name) > 1 && symbolEnd(letter) == 1 && (letter < "0" || letter > "9")
		if isName && !strings.HasPrefix(name, "CONFIG_") && !s.isSet(letter) { // those are missing-dollar's
			span := source.Span{Start: reference.Span.Start, End: behind.Span.Start + len(name) - 1}
			s.report(s.file.Source.Place(span), letter, name, recipe)
		}
	}
}

// isSet reports whether something may set the variable of a letter.
func (s *letterSearch) isSet(letter string) bool {
	if s.pass.Process.Lookup(letter) != nil || s.pass.Tree.Assigns(s.pass.Process, letter) {
		return true
	}
	if s.loops == nil {
		s.loops = map[string]bool{}
		s.file.Inspect(func(node parser.Node) bool {
			loop, ok := node.(*parser.Function)
			if ok && (loop.Name == "foreach" || loop.Name == "let") && len(loop.Args) > 0 {
				for name := range strings.FieldsSeq(loop.Args[0].Raw) {
					s.loops[name] = true
				}
			}
			return true
		})
	}
	return s.loops[letter]
}

func (s *letterSearch) report(place source.Place, letter, name string, recipe bool) {
	finding := lint.Finding{
		Place: place, When: cond.True, Builds: s.pass.Unit.Builds,
		Message: place.Text() + " is the variable " + letter + ", which nobody sets, and the text " + name[1:],
		Effect:  "the result is " + name[1:],
	}
	switch {
	case s.pass.Process.Lookup(name) != nil:
		finding.Fixes = []lint.Repair{{
			Title: "write $(" + name + ")", Edits: []source.Edit{{Place: place, Text: "$(" + name + ")"}},
		}}
	case recipe:
		finding.Hint = "a variable of the shell is $$" + name
	}
	s.pass.Report(finding)
}
