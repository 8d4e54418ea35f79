package parser

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/kbuildlint/kbuildlint/source"
)

// hostile are texts that would take a careless parser quadratic time or all
// of its stack; each is repeated to a size.
var hostile = map[string]string{
	"dollar":           "$",
	"open":             "$(",
	"openName":         "$(a",
	"openFunction":     "$(subst ",
	"openMixed":        "$(a${b",
	"openCall":         "$(call a,",
	"closed":           "$(a)",
	"paren":            "(",
	"close":            ")",
	"comma":            ",",
	"substitution":     "$(a:$(b=",
	"backslash":        `\`,
	"backslashHash":    `\#`,
	"continuation":     "a\\\n",
	"blankContinued":   "  \\\n",
	"space":            " ",
	"colon":            "a:",
	"hash":             "$(#",
	"export":           "export ",
	"ifdef":            "ifdef a\n",
	"else":             "else ifdef a\n",
	"endif":            "endif\n",
	"define":           "define a\n",
	"rule":             "a:\n\tb\n",
	"return":           "\r",
	"recipe":           "\t$(a \\\n",
	"bar":              "a|",
	"quotedColon":      `a\:`,
	"conditionalArgs":  "ifeq (",
	"conditionalQuote": "ifeq 'a' ",
}

// TestHostile checks trees of hostile texts and that time grows with length.
func TestHostile(t *testing.T) {
	const size = 1 << 18
	for name, unit := range hostile {
		t.Run(name, func(t *testing.T) {
			for _, frame := range []string{"", "X = ", "a: ", "a:\n\t", "define a\n", "ifeq (", "$(info "} {
				small := frame + strings.Repeat(unit, size/len(unit)/8)
				large := frame + strings.Repeat(unit, size/len(unit))
				first, second := parseTime(t, small), parseTime(t, large)
				if second > 50*first && second > time.Second {
					t.Errorf("%q: %v for %d bytes, %v for %d", frame, first, len(small), second, len(large))
				}
			}
		})
	}
}

func parseTime(t *testing.T, text string) time.Duration {
	t.Helper()
	start := time.Now()
	tree := Parse(source.NewFile("Makefile", text))
	took := time.Since(start)
	if err := checkFile(tree); err != nil {
		t.Error(err)
	}
	return took
}

// TestNesting checks that what nests too deeply becomes an error and that
// every reader of the tree gets through the rest.
func TestNesting(t *testing.T) {
	const n = 20 * maxNesting
	for name, text := range map[string]string{
		"references":   "X = " + strings.Repeat("$(a", n) + strings.Repeat(")", n) + "\n",
		"functions":    "X = " + strings.Repeat("$(strip ", n) + strings.Repeat(")", n) + "\n",
		"mixed":        "X = " + strings.Repeat("$(call f,${a", n) + strings.Repeat("})", n) + "\n",
		"conditionals": strings.Repeat("ifdef A\n", n) + strings.Repeat("endif\n", n),
	} {
		t.Run(name, func(t *testing.T) {
			tree := Parse(source.NewFile("Makefile", text))
			if err := checkFile(tree); err != nil {
				t.Error(err)
			}
			if len(tree.Errors) == 0 || !strings.Contains(tree.Errors[0].Message, "nested too deeply") {
				t.Errorf("errors: %.200v", tree.Errors)
			}
			tree.Inspect(func(Node) bool { return true })
			Dump(tree)
			if _, err := json.Marshal(JSON(tree)); err != nil {
				t.Error(err)
			}
		})
	}
}
