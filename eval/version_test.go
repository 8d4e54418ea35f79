package eval

import (
	"strings"
	"testing"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/source"
)

// read returns a process of a version of make that has read a makefile.
func read(version Version, makefile string, files memoryFiles) *Process {
	p := NewProcess(Options{World: NewWorld(), Version: version, Dir: "/dir", Files: files})
	p.RunAs("Makefile", version.Parse(source.NewFile("Makefile", makefile)))
	return p
}

// release is GNU Make 4.minor.
func release(minor int) Version { return Version{Major: 4, Minor: minor} }

// stops is what an expression is expected to be where make stops.
const stops = "make stops"

// unordered begins what it is expected to be where the order is unknown.
const unordered = "unknown: the order of the files "

// TestVersions holds what seven releases of GNU Make do differently. Each row
// gives the answer up to a release and the answer from it on.
func TestVersions(t *testing.T) {
	versions := []Version{release(0), release(1), release(2), release(3), release(4)}
	tests := []struct {
		name, makefile, expression string
		since                      Version
		before, after              string
	}{
		{"append nothing", "B := b\nB += $(none)\n", "[$(B)]", release(3), "[b ]", "[b]"},
		{"append blank line", "B := b\nB += \n", "[$(B)]", release(3), "[b ]", "[b]"},
		{"append to empty recursive", "C =\nC += c\n", "[$(C)]", release(3), "[ c]", "[c]"},
		{"append to empty simple", "D :=\nD += d\n", "[$(D)]", release(3), "[ d]", "[d]"},
		{"append to nothing", "A += x\n", "[$(A)] $(flavor A)", release(3), "[x] recursive", "[x] recursive"},
		{"append late", "E = $(L)\nE += e\nL := late\n", "[$(E)]", release(3), "[late e]", "[late e]"},
		{"define +=", "define M\na\nendef\ndefine M +=\nb\nendef\n", "[$(M)]", release(3), "[a b]", "[a b]"},
		{"makefile list", "", "[$(MAKEFILE_LIST)]", release(3), "[ Makefile]", "[Makefile]"},
		{
			"makefile list after include", "-include opt.mk none.mk\n", "[$(MAKEFILE_LIST)]",
			release(3),
			"[ Makefile opt.mk]", "[Makefile opt.mk]",
		},
		{"read a file", "", "[$(file <text)]", release(2), stops, "[one\ntwo]"},
		{"read no file", "", "[$(file <none)]", release(2), stops, "[]"},
		{"blank in loop name", "", "$(foreach x , a b ,<$x>)", release(2), "<> <>", "<a> <b>"},
		{"let", "", "[$(let a b,1 2 3,$b-$a)]", release(4), "[]", "[2 3-1]"},
		{"intcmp", "", "[$(intcmp 1,0,,,y)]", release(4), "[]", "[y]"},
		{"immediate", "C :::= $$x\n", "[$(value C)] $(flavor C)", release(4), stops, "[$$x] recursive"},
		{"number out of range", "", "[$(word 99999999999999999999,a)]", release(4), "[]", stops},
		{"immediate define", "define C :::=\na\nendef\n", "$(flavor C)", release(4), "undefined", "recursive"},
		{"immediate of a target", "t: C :::= x\n", "", release(4), stops, ""},
		{"call let", "", "[$(call let,a,1,$$a)]", release(4), "[]", "[1]"},
		{"let as a name", "", "[$(let a,x,$(eval B := 1)$(call nothing)$(if $(a),b))$(B)]", release(4), "[1]", "[b1]"},
		{"number sign", "A := $(subst x,#,axb)\n", "[$(A)]", release(3), stops, "[a#b]"},
		{"quoted number sign", "A := $(subst x,\\#,axb)\n", "[$(A)]", release(3), "[a#b]", "[a\\#b]"},
		{"number sign for the shell", "B := $(shell echo '#x')\n", "$(flavor B)", release(3), stops, "simple"},
		{"number sign outside", "H := a\\#b # c\nI := $$# $#\n", "[$(H)]", release(3), "[a#b ]", "[a#b ]"},
		{
			"number sign late", "L = $(subst x,#,axb)\n", "[$(value L)]", release(3),
			"[$(subst x,]", "[$(subst x,#,axb)]",
		},
		{"number sign in a test", "ifeq ($(subst x,#,x),y)\nendif\n", "", release(3), stops, ""},
		{"number sign in $(eval)", "$(eval E := $$(subst x,\\#,x))", "[$(E)]", release(3), "[#]", "[\\#]"},
		{
			"number sign in a rule", "t$(subst x,#,axb): ; $(subst x,#,axb)\n", "$(.DEFAULT_GOAL)", release(3),
			"ta#b", "ta#b",
		},
		{"matches", "", "[$(wildcard d/*.c)]", release(3), unordered + "d/*.c", "[d/a.c d/b.c]"},
		{"one match", "", "[$(wildcard d/a* none*)]", release(3), "[d/a.c]", "[d/a.c]"},
		{
			"sorted matches", "", "[$(sort $(wildcard d/*.c) d/aa)]", release(3),
			"[d/a.c d/aa d/b.c]", "[d/a.c d/aa d/b.c]",
		},
		{"number of matches", "", "$(words x $(wildcard d/*.c))", release(3), "3", "3"},
		{"some match", "", "$(if $(wildcard d/*.c),yes,no)", release(3), "yes", "yes"},
		{"first match", "", "$(firstword $(wildcard d/*.c))", release(3), unordered + "d/*.c", "d/a.c"},
		{"slash behind matches", "", "[$(sort $(wildcard d/*/))]", release(3), "[d/a.c d/b.c d/e/]", "[d/e/]"},
		{"slash behind directories", "", "[$(wildcard */)]", release(3), unordered + "*/", "[d/]"},
		{"slash behind a name", "", "[$(wildcard d/)]", release(3), "[d/]", "[d/]"},
		{"shell status", "x := $(shell false)\n", "$(origin .SHELLSTATUS)", release(2), "undefined", "override"},
		{"simple", "A := 1\nB ::= $(A)\n", "$(flavor B)", release(3), "simple", "simple"},
		{"append without blanks", "n := 1\nn+=2\na+b := odd\n", "$(n) $(a+b)", release(3), "1 2 odd", "1 2 odd"},
		{
			"undefine", "P = p\nP := $(P) q\nR := $(P)\nundefine P\n", "$(R) [$(origin P)]",
			release(3),
			"p q [undefined]", "p q [undefined]",
		},
	}
	files := memoryFiles{"opt.mk": "", "text": "one\ntwo\n", "d/b.c": "", "d/a.c": "", "d/e/x": ""}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			for _, version := range versions {
				want := test.after
				if version.Before(test.since.Major, test.since.Minor) {
					want = test.before
				}
				got, ended := read(version, test.makefile, files).expression(test.expression)
				if ended {
					got = stops
				}
				if got != want {
					t.Errorf("make %v: %q, want %q", version, got, want)
				}
			}
		})
	}
}

// TestNamesOfVersions holds which names a rule has in five releases of GNU
// Make.
func TestNamesOfVersions(t *testing.T) {
	tests := []struct {
		name, makefile string
		since          Version
		before, after  string
	}{
		{"grouped", "a.c a.h &: in ; touch\n", release(3), "a.c a.h & : in", "a.c a.h &: in"},
		{"grouped without a blank", "a&: b ; touch\n", release(3), "a& : b", "a &: b"},
		{"grouped, double", "a &:: b ; touch\n", release(3), "a & :: b", "a &:: b"},
		{"expanded group", "c := a &: b\n$(c)\n\ttouch\n", release(3), "a & : b", "a &: b"},
		{"wait", "a: b .WAIT c | .WAIT d\n", release(4), "a : b .WAIT c | .WAIT d", "a : b c | d"},
		{"number sign", "t: $(subst x,#,axb) # c\n", release(3), "t : a#b", "t : a#b"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			for minor := range 5 {
				want := test.after
				if release(minor).Before(test.since.Major, test.since.Minor) {
					want = test.before
				}
				if got := namesIn(read(release(minor), test.makefile, nil).Rules); got != want {
					t.Errorf("make 4.%d: %q, want %q", minor, got, want)
				}
			}
		})
	}
}

// namesIn writes the names of rules.
func namesIn(rules []*Rule) string {
	var words []string
	for _, rule := range rules {
		words = append(words, made(rule.Targets)...)
		words = append(words, rule.Separator)
		words = append(words, made(rule.Prereqs)...)
		if len(rule.OrderOnly) > 0 {
			words = append(words, "|")
			words = append(words, made(rule.OrderOnly)...)
		}
	}
	return strings.Join(words, " ")
}

// TestMakeName holds what make does with file names that are written with a
// leading "./".
func TestMakeName(t *testing.T) {
	for written, want := range map[string]string{
		"./a": "a", ".//b": "b", "././c": "c", "./../q": "../q", "./d/": "d/", ".///./e": "e",
		"x/./y": "x/./y", "x//z": "x//z", "a/../b": "a/../b", "d/": "d/", "../q": "../q", "/a": "/a",
		"./": "./", ".": ".", "././": "./", "..": "..", ".a": ".a", "./.a": ".a",
	} {
		if got := MakeName(written); got != want {
			t.Errorf("%s: %s, want %s", written, got, want)
		}
	}
}

// TestNames holds where names are normalised: in everything that is parsed as
// file names, and nowhere else.
func TestNames(t *testing.T) {
	files := memoryFiles{}
	for _, name := range []string{"foo.c", "bar.c", "sub/baz.c", "sub/src/qux.c", "st.q", "src/v.c", "hdr/inc.h"} {
		files[name] = ""
	}
	tests := []struct{ name, makefile, target, recipe string }{
		{
			"prerequisites", "all: ./a .//b ././c x/./y x//z ./../q ./ . ./d/ d |./oo\n\t$@: $^ | $|\n", "all",
			"all: a b c x/./y x//z ../q ./ . d/ d | oo",
		},
		{"repeated", "all: ./a a b ./a | ./b c\n\t$^ $+ $< $|\n", "all", "a b a a b a a c"},
		{"target", "./x: y\n\t$@ $(@D) $(@F)\n", "x", "x . x"},
		{"slash behind", "./d/ d:\n\t[$@]\n", "d/", "[d/]"},
		{"pattern", "./%.o: ./%.c\n\t$@ $< $* $(@D) $(*D)\n", "foo.o", "foo.o foo.c foo . ."},
		{
			"pattern in a directory", "./%.o: ./%.c\n\t$@ $< $* $(@F) $(@D) $(*D)\n", "sub/baz.o",
			"sub/baz.o sub/baz.c sub/baz baz.o sub sub",
		},
		{
			"directory before the prerequisite", "./%.o: /dir/%.c\n\tabsolute\n./%.o: src/%.c\n\t$@ $< $*\n",
			"sub/qux.o", "sub/qux.o sub/src/qux.c sub/qux",
		},
		{"static pattern", "./st.o st2.o: ./%.o: ./%.q\n\t$@ $< $*\n", "st.o", "st.o st.q st"},
		{"target variable", "./ts: X := dot\nts: ; $(X)\n", "ts", " dot"},
		{"pattern variable", "./%.pv: Y := patdot\nq.pv: ; $(Y)\n", "q.pv", " patdot"},
		{"inner slashes", "sub//t3: Z := no\nsub/t3: ; [$(Z)]\n", "sub/t3", " []"},
		{"comparison", "ph2: ./ph ; $(filter ph,$^),$(filter ./ph,$^),$(filter-out ./ph,$^)\n", "ph2", " ph,,ph"},
		{
			"search path", "VPATH := ./src/\nvpath %.h ./hdr/\nall: v.c ./foo.c inc.h\n\t$^ $<\n", "all",
			"./src/v.c foo.c ./hdr/inc.h ./src/v.c",
		},
		{"two slashes in a search path", "VPATH := src//\nall: v.c\n\t$^\n", "all", "v.c"},
		{"second expansion", ".SECONDEXPANSION:\nd-objs := x.o y.o\nd: $$(d-objs) $$(addsuffix .z,$$@)\n" +
			"\t[$^]\n", "d", "[x.o y.o d.z]"},
		{"no second expansion", "d: $$(d-objs)\n\t[$^]\n", "d", "[$(d-objs)]"},
		{"wild cards", "all: *.c nomatch*.q [f]oo.c\n\t[$^]\n", "all", "[bar.c foo.c nomatch*.q]"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			p := read(DefaultVersion, test.makefile, files)
			bindings := p.Bindings(MadeName(test.target))
			if len(bindings) != 1 || p.live != cond.True {
				t.Fatalf("%d bindings of %s; problems: %v", len(bindings), test.target, p.Problems)
			}
			for _, line := range p.ExpandRecipe(bindings[0]) {
				if got, _, _ := p.world.At(line.Value, &Configuration{}); got != test.recipe {
					t.Errorf("%q, want %q", got, test.recipe)
				}
			}
		})
	}
}

// TestIncludeOrder holds that what several makefiles leave is not sure where
// the order is unknown in which a pattern names them.
func TestIncludeOrder(t *testing.T) {
	files := memoryFiles{"a.mk": "A := 1\n", "b.mk": "A := 2\n", "c.in": ""}
	for minor := range 5 {
		several := read(release(minor), "include *.mk\n", files).Lost() != cond.False
		if want := minor < 3; several != want {
			t.Errorf("make 4.%d: lost %v, want %v", minor, several, want)
		}
		if read(release(minor), "include *.in\n", files).Lost() != cond.False {
			t.Errorf("make 4.%d: the order of one makefile is lost", minor)
		}
	}
}
