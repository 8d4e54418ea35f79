package parser

import (
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/kbuildlint/kbuildlint/source"
)

// runMake returns what GNU Make prints for a makefile, or skips the test.
func runMake(t *testing.T, text string) string {
	t.Helper()
	version, err := exec.Command("make", "--version").Output()
	if err != nil || !strings.HasPrefix(string(version), "GNU Make 4.") {
		t.Skip("no GNU Make 4 here")
	}
	dir := t.TempDir()
	path := filepath.Join(dir, "Makefile")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("make", "-rR", "-s", "the-goal")
	cmd.Dir, cmd.Env = dir, []string{"PATH=" + os.Getenv("PATH"), "LC_ALL=C"}
	out, _ := cmd.CombinedOutput() // the output tells failures
	return string(out)
}

// lines are makefiles of which make says whether, where and why it stops.
var lines = []string{
	"foo bar = x", "foo bar := x", "foo bar += x", "foo bar ::= x", "words", "        eight", "ifeq(a,b)",
	" ; foo", "foo ; bar: x", "= x", ":= x", "undefine", "define\nendef", "export define\nendef", "override",
	"override foo", "private", "a: b: c", "a: %.a %.b: c", "a: : c", "a: %a: b: c", "endif", "else",
	"ifdef a", "ifdef A\nelse\nelse\nendif", "ifdef", "ifdef a b\nendif", "ifeq x\nendif",
	"ifeq \"a\" b\nendif", "ifeq (a\nendif", "ifeq (a,b\nendif", "ifeq (a,b) c\nendif d",
	"ifeq \"a\" )b)\nendif", "ifeq 'a'\"b\"\nendif", "define a\nx", "define a = b\nendef c",
	"define a\n\tendef\nendef", "define a\ndefine b\nendef\nendef", "define a\n endef#\nendef",
	"define a\nen\\\ndef\nendef", "\techo", "X = 1\n\techo", "a:\nX = 1\n\techo", "a:\n\n# c\n\techo",
	"a:\nifdef A\nX = 1\nendif\n\techo", "a:\ninclude\n\techo", "a:\nvpath\n\techo", "a:\nexport X\n\techo",
	"a: X = 1\n\techo", "$(info)\n\tX = 1", ": b\n\techo", "a:\n\tifdef X", "a: ;\n\tendif",
	"\tifdef X\n\tendif", "\tinclude", "\texport", "\tX: y", "$(eval X = 1) # c", "$(eval X = 1) ; c",
	"$(eval X = 1) c", "$(x) ; c", "a\\#b = 1", "a\\:b: c", "a b=c : d", "a: b\\=c", "a: $$(@:=.c)",
	"a: $$(@:.o=.c)", "a: \\\n b ; c", "else = 3\ninclude = 4\nifdef = 5\nendif := 6\ndefine = 7",
	"export X = 1\nunexport X = 2", "unexport", "x :", "x : : ;", "x:= \\\n\n",
	".RECIPEPREFIX = >\na:\n>b\n\tc", ".RECIPEPREFIX = >\na:\n>b\n.RECIPEPREFIX =\na:\n\tc",
	".RECIPEPREFIX ?= >\na:\n>b", "define .RECIPEPREFIX\n>\nendef\na:\n>b", ".RECIPEPREFIX += >\na:\n>b",
	"# c \\\nfoo", "X = a # c \\\nfoo", "a: private export X := 1",
	"ifeq (a,b)\nelse ifeq (c,d)\nelse ifdef X # c\nelse # c\nendif", "\ufeffX = 1", "\ufeff\ufeffX = 1",
	"a: b | c | d", "a:\n\tx\r\n\r\n\ty", "X\r\n", "ifdef X\r\nendif\r\n", "a &: b ; c", "a &:: b ; c",
	"a&b: c", "& : c", "a ::: b", "a: X \\= b", "a: X+=b", "a:X=b", "a:X:=b", "a X=b", "a$(x)b = c",
	"$(x)y: z", "${x}: y", "$(x", "$(x = y", "X$(x) = $(y", "X := $(x", "X != $(x", "X = $(x", "X += $(x",
	"ifdef $(x\nendif", "ifeq ($(x,)\nendif", "ifeq '$(x' ''\nendif",
	"ifdef A\nelse ifeq ($(subst a),b)\nendif", "include $(x", "export $(x", "vpath $(x", "undefine $(x",
	"define $(x\nendef", "define x\n$(x\nendef", "a: b | $(x", "a: %: $(x", "a: X := $(x", "a: X = $(x",
	"a: X$(x) = $(x", "$(x: y", "a: b ; $(x", "$(subst a)", "$(subst ,)", "x\fy = 1",
	"$(info a) b $(info c) $(info d)", "X := $(if ,${a,b)", "X := $(if ${a,b,c)", "X := $(or a,${b)",
	"X := $(foreach x,,${b)", "X := $(call f,${b)", "a: $(x", "$$x", "$$(x):",
}

// TestRejectedLines compares the first error with the one that ends make.
func TestRejectedLines(t *testing.T) {
	for _, text := range lines {
		out := runMake(t, text+"\n\nthe-goal: ; @echo the-end\n")
		want := ""
		for line := range strings.SplitSeq(out, "\n") {
			if rest, found := strings.CutPrefix(line, "Makefile:"); found && strings.Contains(rest, "***") {
				want = strings.TrimSuffix(strings.Replace(rest, " *** ", " ", 1), ".  Stop.")
			}
		}
		if want == "" && !strings.Contains(out, "the-end") {
			t.Errorf("%q: make says %q", text, out)
			continue
		}
		if got := firstError(text + "\n\nthe-goal: ; @echo the-end\n"); got != want {
			t.Errorf("%q: got error %q, make says %q", text, got, want)
		}
	}
}

// firstError returns the error that ends make as line: message.
func firstError(text string) string {
	tree := Parse(source.NewFile("Makefile", text))
	last := ""
	for _, e := range tree.Errors {
		switch {
		case e.Warning:
		case e.Message == "missing 'endif'":
			// make misses it at the end of the file.
			last = fmt.Sprintf("%d: %s", strings.Count(text, "\n")+1, e.Message)
		default:
			return fmt.Sprintf("%d: %s", tree.Source.Position(e.Span.Start).Line, e.Message)
		}
	}
	return last
}

// scramble returns a text of random tokens.
func scramble(r *rand.Rand, tokens []string) string {
	var text strings.Builder
	for range 1 + r.IntN(12) {
		text.WriteString(tokens[r.IntN(len(tokens))])
	}
	return text.String()
}

// TestValues compares the values of variables with what make holds.
func TestValues(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	tokens := []string{
		"a", "b", " ", "\t", `\`, "\\\n", "\\\r\n", "\\\n\\\n", "#", "$", "$(", ")", "${", "}", "$$", `\#`, "\r",
	}
	var text strings.Builder
	for i := range 600 {
		value := scramble(r, tokens)
		if endsLine(value) {
			continue
		}
		fmt.Fprintf(&text, "X%d = <%s>\n", i, value)
	}
	for i := range 300 {
		body := scramble(r, append(tokens, "\n", "\n", "\n\t", "endef x", "define "))
		if strings.HasSuffix(body, `\`) || strings.Contains(body, "endef") || strings.Contains(body, "define") {
			continue
		}
		fmt.Fprintf(&text, "define Y%d\n%s.\nendef\n", i, body)
	}
	text.WriteString("the-goal: ; @:\n")
	file := source.NewFile("Makefile", text.String())
	var want, infos strings.Builder
	for _, stmt := range Parse(file).Stmts {
		name, value := "", ""
		switch n := stmt.(type) {
		case *Assign:
			name, value = n.Name.Raw, n.Value.Raw
		case *Define:
			name, value = n.Name.Raw, n.Body.Raw
		default:
			continue
		}
		fmt.Fprintf(&want, "%s[%s]\n", name, value)
		fmt.Fprintf(&infos, "$(info %s[$(value %s)])\n", name, name)
	}
	compare(t, runMake(t, file.Text+infos.String()), want.String())
}

// endsLine reports whether a value does not stay on its logical line.
func endsLine(value string) bool {
	for i := range len(value) {
		end := i
		if end > 0 && value[end-1] == '\r' {
			end--
		}
		if value[i] == '\n' && backslashes(value, end)%2 == 0 {
			return true
		}
	}
	return false
}

// compare reports the first line that differs.
func compare(t *testing.T, got, want string) {
	t.Helper()
	gots, wants := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range min(len(gots), len(wants)) {
		if gots[i] != wants[i] {
			t.Fatalf("line %d: make says %q, want %q", i+1, gots[i], wants[i])
		}
	}
	if len(gots) != len(wants) {
		t.Fatalf("make prints %d lines, want %d: %q", len(gots), len(wants), gots[len(gots)-2])
	}
	if len(gots) < 100 {
		t.Fatalf("only %d lines compared", len(gots))
	}
}
