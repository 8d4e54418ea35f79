package parser

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/kbuildlint/kbuildlint/source"
)

// An expander expands texts over a few variables and functions, as far as it
// takes to see how make read them.
type expander map[string]string

func (e expander) text(t Text) string {
	var out strings.Builder
	for _, part := range t.Parts {
		switch n := part.(type) {
		case *Literal:
			out.WriteString(n.Value)
		case *Ref:
			out.WriteString(e[e.text(n.Name)])
		case *Subst:
			out.WriteString(e.subst(e[e.text(n.Name)], e.text(n.Pattern), e.text(n.Replacement)))
		case *Function:
			out.WriteString(e.call(n))
		}
	}
	return out.String()
}

// subst is a substitution reference whose pattern has no "%".
func (e expander) subst(value, suffix, replacement string) string {
	words := strings.Fields(value)
	for i, word := range words {
		if stem, found := strings.CutSuffix(word, suffix); found {
			words[i] = stem + replacement
		}
	}
	return strings.Join(words, " ")
}

func (e expander) call(f *Function) string {
	args := make([]string, len(f.Args))
	for i, arg := range f.Args {
		args[i] = e.text(arg)
	}
	switch f.Name {
	case "strip":
		return strings.Join(strings.Fields(args[0]), " ")
	case "subst":
		if args[0] == "" {
			return args[2] + args[1]
		}
		return strings.ReplaceAll(args[2], args[0], args[1])
	}
	// It is call: make takes the first word for the name, and f holds its
	// arguments in brackets.
	name := strings.Fields(args[0] + " .")[0]
	if name == "f" {
		args = append(args, "", "")
		return "[" + args[1] + "|" + args[2] + "]"
	}
	return e[name]
}

var expansionTokens = []string{
	"a", "b", "f", ".c", ".o", " ", "$(", "${", ")", "}", "(", "{", ",", ",", ":", "=", "$", "$$", "$a",
	"$(a)", "${b}",
	"$(strip ", "$(subst ", "${subst ", "$(call f,", "${call f,", "$(call", "$(a:.c=.o)", "$(strip",
	"$(subst a,b,", "$($(",
}

// TestExpansion expands random texts and compares with what make prints.
func TestExpansion(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	variables := expander{"a": "x.c y.c", "b": "a", "f": "[|]", "aa": "1", "ab": "2", "f a": "3", "a:b": "4", "$": "5"}
	text := "a = x.c y.c\nb = a\nf = [$1|$2]\naa = 1\nab = 2\ncolon = :\n" +
		"blank := $(empty) $(empty)\n" +
		"a$(colon)b = 4\nf$(blank)a = 3\ndefine $$\n5\nendef\n"
	var want, broken []string
	for len(want) < 1500 {
		value := "<" + scramble(r, expansionTokens) + " >"
		file := source.NewFile("", value)
		parsed := ParseText(file, source.Span{End: len(value)}, ModeValue)
		if parsed.Err != "" {
			broken = append(broken, value)
			continue
		}
		text += fmt.Sprintf("X%d = %s\n", len(want), value)
		expanded := variables.text(parsed)
		if isCut := !strings.HasSuffix(expanded, ">"); parsed.Cut != isCut {
			t.Errorf("%q: cut %v, and it expands to %q", value, parsed.Cut, expanded)
		}
		want = append(want, fmt.Sprintf("X%d %s", len(want), expanded))
	}
	for i := range want {
		text += fmt.Sprintf("$(info X%d $(X%d))\n", i, i)
	}
	compare(t, runMake(t, text+"the-goal: ; @:\n"), strings.Join(want, "\n")+"\n")
	for _, value := range broken[:40] {
		parsed := ParseText(source.NewFile("", value), source.Span{End: len(value)}, ModeValue)
		out := runMake(t, text+"Y = "+value+"\n$(info $(Y))\nthe-goal: ; @:\n")
		if !strings.Contains(out, "*** "+parsed.Err+".  Stop.") {
			t.Errorf("%q: got error %q, make says %q", value, parsed.Err, out)
		}
	}
}

// TestRecipes compares recipe lines with the text that make gives the shell.
func TestRecipes(t *testing.T) {
	shell := filepath.Join(t.TempDir(), "shell")
	script := "#!/bin/sh\nprintf '%s\\n' \"$2\"\n"
	if err := os.WriteFile(shell, []byte(script), 0o700); err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(5, 6))
	tokens := []string{
		"a", "b", " ", "\t", "\\\n", "\\\n\t", "\\\n \t", "\\\r\n\t", "#", "$a", "$$", "$(", "$(strip ",
		")", "${", "}", ";",
	}
	text := "SHELL = " + shell + "\na = x.c y.c\nb = a\nthe-goal:\n"
	for range 150 {
		line := "x" + scramble(r, tokens) + "."
		parsed := ParseText(source.NewFile("", line), source.Span{End: len(line)}, ModeRecipe)
		if parsed.Err == "" {
			text += "\t" + line + "\n"
		}
	}
	variables := expander{"a": "x.c y.c", "b": "a"}
	var want strings.Builder
	for _, stmt := range Parse(source.NewFile("Makefile", text)).Stmts {
		if recipe, ok := stmt.(*RecipeLine); ok {
			want.WriteString(variables.text(recipe.Text) + "\n")
		}
	}
	compare(t, runMake(t, text), want.String())
}
