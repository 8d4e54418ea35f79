package rules

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/kbuildlint/kbuildlint/lint"
)

// unreadable are makefiles that end GNU Make, by what it can't read.
var unreadable = map[string]string{
	"separator":          "all:\n\nstray words\n",
	"blanks":             "all:\n        echo done\n",
	"expanded line":      "words := a b\n$(words)\n",
	"early recipe":       "\techo done\n",
	"cut recipe":         "all:\nX := 1\n\techo done\n",
	"endif missing":      "ifdef X\nall:\n",
	"inner endif":        "ifdef X\nifdef Y\nendif\nall:\n",
	"endif extra":        "all:\nendif\n",
	"else extra":         "all:\nelse\n",
	"second else":        "ifdef X\nelse\nelse\nendif\n",
	"conditional":        "ifeq X,Y\nendif\n",
	"conditional open":   "ifeq (X,Y\nendif\n",
	"ifdef of two":       "ifdef X Y\nendif\n",
	"endef missing":      "define X\nall:\n",
	"endef extra":        "all:\nendef\n",
	"reference":          "X := $(Y\n",
	"braces":             "X := ${Y)\n",
	"call":               "X := $(call f,a\n",
	"function":           "X := $(subst a,b,${c)\n",
	"prerequisites":      "all: $(X\n",
	"no name":            "= 1\n",
	"computed no name":   "$(X) := 1\n",
	"define no name":     "define =\nendef\n",
	"undefine no name":   "undefine $(X)\n",
	"mixed":              "%.a b: c\n\techo\n",
	"mixed static":       "%.a: %.b: %.c\n\techo\n",
	"patterns":           "a: %.a %.b: c\n",
	"no pattern":         "a: b: c\n",
	"empty pattern":      "a: : c\n",
	"colons":             "a: b\na:: c\n",
	"grouped":            "a b &: c\n",
	"self":               "X = $(X)\nY := $(X)\n",
	"arguments":          "X := $(subst a,b)\n",
	"called with few":    "name := subst\nX := $(call $(name),a,b)\n",
	"if alone":           "all: ; echo $(if $(X))\n",
	"word zero":          "X := $(word 0,a)\n",
	"word of text":       "X := $(word one,a)\n",
	"wordlist":           "X := $(wordlist 0,1,a)\n",
	"evaluated":          "$(eval stray words)\n",
	"evaluated endif":    "define body\nifdef X\nendef\n$(eval $(body))\n",
	"in called template": "define body\n$(1) words\nendef\n$(eval $(call body,stray))\n",
	"unterminated eval":  "$(eval X := 1\n",
	"recipe prefix":      "all:\n.RECIPEPREFIX = >\n>echo\n",
	"recipe":             "all: ; echo $(X\n",
	"recipe call":        "all:\n\techo $(call X\n",
}

// TestMakesOwnWords compares what is said of each makefile with what GNU Make
// prints.
func TestMakesOwnWords(t *testing.T) {
	version, err := exec.Command("make", "--version").Output()
	if err != nil || !strings.HasPrefix(string(version), "GNU Make 4.3") {
		t.Skip("GNU Make 4.3 is not here")
	}
	for name, makefile := range unreadable {
		t.Run(name, func(t *testing.T) {
			want := makeStops(t, makefile)
			if want == "" {
				t.Fatal("make does not stop")
			}
			found := checkAll(t, fstest.MapFS{"Kbuild": {Data: []byte(makefile)}}, "", []*lint.Rule{
				syntaxError, splitRule, spaceIndentedRecipe,
			})
			var got []string
			for _, d := range found.Diagnostics {
				words := d.Message
				if _, quoted, ok := strings.Cut(d.Effect, ": "); ok && d.Rule != syntaxError.Name {
					words = quoted
				}
				got = append(got, words)
			}
			if strings.Join(got, "\n") != want {
				t.Errorf("%q: got %q, make says %q", makefile, got, want)
			}
		})
	}
}

// makeStops returns why make stops at a makefile, "" if it does not.
func makeStops(t *testing.T, makefile string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "Makefile")
	if err := os.WriteFile(path, []byte(makefile), 0o600); err != nil {
		t.Fatal(err)
	}
	command := exec.Command("make", "-rRs", "-f", path)
	command.Env = []string{"PATH=" + os.Getenv("PATH"), "LC_ALL=C"}
	out, _ := command.CombinedOutput() // the output tells of the failure
	for line := range strings.Lines(string(out)) {
		if _, words, found := strings.Cut(line, "*** "); found && strings.HasPrefix(line, path) {
			return strings.TrimSuffix(words, ".  Stop.\n")
		}
	}
	return ""
}
