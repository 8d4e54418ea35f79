package eval

import (
	"testing"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/parser"
	"github.com/kbuildlint/kbuildlint/source"
)

// read returns a process of a version of make that has read a makefile.
func read(version Version, makefile string, files memoryFiles) *Process {
	p := NewProcess(Options{World: NewWorld(), Version: version, Dir: "/dir", Files: files})
	p.RunAs("Makefile", parser.Parse(source.NewFile("Makefile", makefile)))
	return p
}

// stops is what an expression is expected to be where make stops.
const stops = "make stops"

// TestVersions holds what seven releases of GNU Make do differently. Each row
// gives the answer up to a release and the answer from it on.
func TestVersions(t *testing.T) {
	versions := []Version{{4, 0}, {4, 1}, {4, 2}, {4, 3}, {4, 4}}
	tests := []struct {
		name, makefile, expression string
		since                      Version
		before, after              string
	}{
		{"append nothing", "B := b\nB += $(none)\n", "[$(B)]", Version{4, 3}, "[b ]", "[b]"},
		{"append blank line", "B := b\nB += \n", "[$(B)]", Version{4, 3}, "[b ]", "[b]"},
		{"append to empty recursive", "C =\nC += c\n", "[$(C)]", Version{4, 3}, "[ c]", "[c]"},
		{"append to empty simple", "D :=\nD += d\n", "[$(D)]", Version{4, 3}, "[ d]", "[d]"},
		{"append to nothing", "A += x\n", "[$(A)] $(flavor A)", Version{4, 3}, "[x] recursive", "[x] recursive"},
		{"append late", "E = $(L)\nE += e\nL := late\n", "[$(E)]", Version{4, 3}, "[late e]", "[late e]"},
		{"define +=", "define M\na\nendef\ndefine M +=\nb\nendef\n", "[$(M)]", Version{4, 3}, "[a b]", "[a b]"},
		{"makefile list", "", "[$(MAKEFILE_LIST)]", Version{4, 3}, "[ Makefile]", "[Makefile]"},
		{
			"makefile list after include", "-include opt.mk none.mk\n", "[$(MAKEFILE_LIST)]",
			Version{4, 3},
			"[ Makefile opt.mk]", "[Makefile opt.mk]",
		},
		{"read a file", "", "[$(file <text)]", Version{4, 2}, stops, "[one\ntwo]"},
		{"read no file", "", "[$(file <none)]", Version{4, 2}, stops, "[]"},
		{"blank in loop name", "", "$(foreach x , a b ,<$x>)", Version{4, 2}, "<> <>", "<a> <b>"},
		{"let", "", "[$(let a b,1 2 3,$b-$a)]", Version{4, 4}, "[]", "[2 3-1]"},
		{"intcmp", "", "[$(intcmp 1,0,,,y)]", Version{4, 4}, "[]", "[y]"},
		{"immediate", "C :::= $$x\n", "[$(value C)] $(flavor C)", Version{4, 4}, stops, "[$$x] recursive"},
		{"number out of range", "", "[$(word 99999999999999999999,a)]", Version{4, 4}, "[]", stops},
		{"shell status", "x := $(shell false)\n", "$(origin .SHELLSTATUS)", Version{4, 2}, "undefined", "override"},
		{"simple", "A := 1\nB ::= $(A)\n", "$(flavor B)", Version{4, 3}, "simple", "simple"},
		{"append without blanks", "n := 1\nn+=2\na+b := odd\n", "$(n) $(a+b)", Version{4, 3}, "1 2 odd", "1 2 odd"},
		{
			"undefine", "P = p\nP := $(P) q\nR := $(P)\nundefine P\n", "$(R) [$(origin P)]",
			Version{4, 3},
			"p q [undefined]", "p q [undefined]",
		},
	}
	files := memoryFiles{"opt.mk": "", "text": "one\ntwo\n"}
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
