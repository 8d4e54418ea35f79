package kconfig

import (
	"slices"
	"testing"
	"testing/fstest"

	"github.com/kbuildlint/kbuildlint/source"
)

// parsed returns the condition that a text is read as, and the errors.
func parsed(text string) (*Expr, []Error) {
	var p lineParser
	file := p.parse(source.NewFile("Kconfig", "if "+text+"\n"))
	if len(file.statements) == 0 {
		return nil, file.errors
	}
	return file.statements[0].value, file.errors
}

func TestExprString(t *testing.T) {
	for text, want := range map[string]string{
		"A":                   "A",
		"A&&B||C":             "A && B || C",
		"(A || B) && C":       "(A || B) && C",
		"A || (B && C)":       "A || B && C",
		"(A && B) && (C)":     "A && B && C",
		"!(A && B)":           "!(A && B)",
		"!!A":                 "!!A",
		"!A=y":                "!A=y",
		"A != \"b c\"":        `A!="b c"`,
		"A<1 || A<=2 || A>3":  "A<1 || A<=2 || A>3",
		"A >= 0x10":           "A>=0x10",
		"'single'":            `"single"`,
		`"a\"b\\"`:            `"a\"b\\"`,
		"$(cc-option,-O2)":    "$(cc-option,-O2)",
		"A-B_1":               "A-B_1",
		"A && # B\n\t&& C":    "",
		"A && \\\n\tB":        "A && B",
		"A = B = C":           "A=B",
		"(A || B":             "A || B",
		"A B":                 "A",
		"|| A":                "",
		"A . B":               "A",
		"((((((A))))))":       "A",
		"!(A || !(B && C))":   "!(A || !(B && C))",
		"A && (B || C && !D)": "A && (B || C && !D)",
	} {
		e, _ := parsed(text)
		got := ""
		if e != nil {
			got = stable(e)
		}
		if got != want {
			t.Errorf("%s: got %s, want %s", text, got, want)
		}
	}
}

// stable returns an expression as text, if that text is read as the same again.
func stable(e *Expr) string {
	text := e.String()
	again, errs := parsed(text)
	if len(errs) > 0 || again.String() != text {
		return "not stable: " + text
	}
	return text
}

func TestExprPlaces(t *testing.T) {
	e, _ := parsed("(A && !B) || C = 'd'")
	var got []string
	var visit func(*Expr)
	visit = func(e *Expr) {
		if e != nil {
			got = append(got, e.Place.Text())
			visit(e.X)
			visit(e.Y)
		}
	}
	visit(e)
	want := []string{"A && !B) || C = 'd'", "A && !B", "A", "!B", "B", "C = 'd'", "C", "'d'"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	var words []string
	e.Words(func(word *Expr) { words = append(words, word.Name) })
	if want := []string{"A", "B", "C"}; !slices.Equal(words, want) {
		t.Errorf("words: got %q, want %q", words, want)
	}
}

// TestConditionalDepends checks "depends on A if B" by all values: it is A where
// B is not n, and y elsewhere.
func TestConditionalDepends(t *testing.T) {
	for text, want := range map[string]string{
		"B":          "A || B=n",
		"!B":         "A || B=y",
		"B && C":     "A || B=n || C=n",
		"B || C":     "A || B=n && C=n",
		"!(B&&C)":    "A || B=y && C=y",
		"B=m":        "A || !B=m",
		"!(B!=\"\")": `A || B!=""`,
	} {
		tree := "config X\n\tbool\n\tdepends on A if " + text + "\n"
		model := Read(fstest.MapFS{"Kconfig": {Data: []byte(tree)}}, Request{})
		if got := model.Symbol("X").Definitions[0].Depends.String(); got != want {
			t.Errorf("if %s: got %s, want %s", text, got, want)
		}
	}
}
