package parser_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kbuildlint/kbuildlint/parser"
	"github.com/kbuildlint/kbuildlint/source"
)

// comments returns a line for each comment: the lines it stands in, those that
// it is about, whether it is alone there, and its text.
func comments(text string) string {
	file := source.NewFile("Makefile", text)
	var out strings.Builder
	for _, line := range parser.Parse(file).Lines() {
		if line.Comment.Len() == 0 {
			continue
		}
		about := source.Span{Start: line.Extent.Start, End: line.Extent.End - 1}
		fmt.Fprintf(&out, "%d-%d %t %q\n", file.Position(about.Start).Line, file.Position(about.End).Line,
			line.Only, file.Slice(line.Comment))
	}
	return out.String()
}

func TestComments(t *testing.T) {
	for text, want := range map[string]string{
		"# a\n":                                 "1-1 true \"# a\"\n",
		"\ufeff# a\n":                           "1-1 true \"# a\"\n",
		"  # a \\\n b\nx := y\n":                "1-2 true \"# a \\\\\\n b\"\n",
		"x := y # a\n":                          "1-1 false \"# a\"\n",
		"x := y # a\r\n":                        "1-1 false \"# a\"\n",
		"x :=# a\n":                             "1-1 false \"# a\"\n",
		"x := \\\n # a\n":                       "1-2 false \"# a\"\n",
		"x := y\\# # a\n":                       "1-1 false \"# a\"\n",
		"x := $(subst #,b,c) # a\n":             "1-1 false \"# a\"\n",
		"x := y # a":                            "1-1 false \"# a\"\n",
		"x := y\n":                              "",
		"a: b # a\n\tc # d\n":                   "1-1 false \"# a\"\n2-2 false \"# d\"\n",
		"a: x := y # a\n":                       "1-1 false \"# a\"\n",
		"a: b ; c # a\n":                        "1-1 false \"# a\"\n",
		"a: b ; c '# a'\n":                      "",
		"a: # a ; b\n":                          "1-1 false \"# a ; b\"\n",
		"$(call x) # a\n":                       "1-1 false \"# a\"\n",
		"include x # a\n":                       "1-1 false \"# a\"\n",
		"export # a\n":                          "1-1 false \"# a\"\n",
		"a b c # a\n":                           "1-1 false \"# a\"\n",
		"ifdef A # a\nelse # b\nendif # c\n":    "1-1 false \"# a\"\n2-2 false \"# b\"\n3-3 false \"# c\"\n",
		"ifeq ($(#),b) # a\nx=y # b\nendif\n":   "1-1 false \"# a\"\n2-2 false \"# b\"\n",
		"define x # a\nb\nendef # c\n":          "1-3 false \"# a\"\n1-3 false \"# c\"\n",
		"define x\n# a\n\tb # c\nd\nendef\n":    "2-2 true \"# a\"\n3-3 false \"# c\"\n",
		"define x\nb \\\n c # d\nendef\n":       "2-3 false \"# d\"\n",
		"a:\n\t# b\n\t@# c\n\t@ - x\n":          "2-2 true \"# b\"\n3-3 true \"# c\"\n",
		"a:\n# b\n\tc\n":                        "2-2 true \"# b\"\n",
		"a:\n\techo \"# b\" \\# x#y $$# $@#z\n": "",
		"a:\n\techo '#' \"a\\\"#\"; # b\n":      "2-2 false \"# b\"\n",
		"a:\n\tb \\\n\t# c\n":                   "2-3 false \"# c\"\n",
		"a:\n\tb # c \\\n\td\n":                 "2-3 false \"# c \"\n",
		"a:\n\tb \\\n# c\n":                     "2-3 false \"# c\"\n",
		"a:\n\tb\\\n# c\n":                      "",
		"a:\n\t$(b)# c\n":                       "",
		"a:\n\t$(b) # c\n":                      "2-2 false \"# c\"\n",
	} {
		if difference := cmp.Diff(want, comments(text)); difference != "" {
			t.Errorf("%q (-want +got):\n%s", text, difference)
		}
	}
}
