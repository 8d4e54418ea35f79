package lint

import (
	"io/fs"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

// at returns a finding at a word of a line.
func at(path string, line int, text, word, message string) Diagnostic {
	column := strings.Index(text, word) + 1
	return Diagnostic{
		Range: Range{Path: path, Line: line, Column: column, EndLine: line, EndColumn: column + len(word)},
		Rule:  "rule", Severity: Warning, SourceLine: text, Message: message,
	}
}

// state returns a tree with findings.
func state(files map[string]string, all ...Diagnostic) State {
	tree := fstest.MapFS{}
	for name, text := range files {
		tree[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return State{tree, &Report{Diagnostics: all}}
}

const sourceLine = "obj-y := a.o"

// inD returns the finding that the tests are about, at a line.
func inD(line int) Diagnostic { return at("d/Makefile", line, sourceLine, "a.o", "d has no a.c") }

func TestDifference(t *testing.T) {
	here := map[string]string{"d/Makefile": "obj-y := a.o\n", "e/Makefile": "x\n"}
	there := map[string]string{"f/Makefile": "obj-y := a.o\n", "e/Makefile": "x\n"}
	old := inD(1)
	worse, hinted := old, old
	worse.Severity = Error
	hinted.Hint = Meant("b.o")
	hinted.Message += "; " + hinted.Hint
	for title, c := range map[string]struct {
		before, after State
		want          []int // lines of the findings
	}{
		"the same":   {state(here, old), state(here, old), nil},
		"moved":      {state(here, old), state(here, inD(9)), nil},
		"longer":     {state(here, old), state(here, at("d/Makefile", 2, "x += a.o", "a.o", "d has no a.c")), nil},
		"new word":   {state(here, old), state(here, old, at("d/Makefile", 2, "b.o", "b.o", "d has no b.c")), []int{2}},
		"message":    {state(here, old), state(here, at("d/Makefile", 3, sourceLine, "a.o", "twice")), []int{3}},
		"other file": {state(here, old), state(here, at("e/Makefile", 4, "a.o", "a.o", "e has no a.c")), []int{4}},
		"another": {
			state(here, old),
			state(here, at("d/Makefile", 1, "obj-m := a.o", "a.o", "d has no a.c"), inD(2)),
			[]int{1},
		},
		"hint":    {state(here, old), state(here, hinted), nil},
		"worse":   {state(here, old), state(here, worse), []int{1}},
		"milder":  {state(here, worse), state(here, old), nil},
		"gone":    {state(here, old), state(here), nil},
		"renamed": {state(here, old), state(there, at("f/Makefile", 5, sourceLine, "a.o", "f has no a.c")), nil},
		"not renamed": {
			state(here, old),
			state(
				map[string]string{"f/Makefile": "a\nb\n" + sourceLine + "\n"},
				at("f/Makefile", 3, sourceLine, "a.o", "f has no a.c"),
			),
			[]int{3},
		},
	} {
		var got []int
		for _, d := range Difference(c.before, c.after).Diagnostics {
			got = append(got, d.Line)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: new in lines %v, want %v", title, got, c.want)
		}
	}
}

func TestChangedLines(t *testing.T) {
	before := state(map[string]string{"Makefile": "a\nb\nc\n"})
	after := state(
		map[string]string{"Makefile": "a\nB\nc\nd\n", "New": "x\n"},
		at("Makefile", 1, "a", "a", ""), at("Makefile", 2, "B", "B", ""), at("Makefile", 3, "c", "c", ""),
		at("Makefile", 4, "d", "d", ""), at("New", 1, "x", "x", ""), at("Makefile", 99, "", "", ""),
	)
	var got []string
	for _, d := range ChangedLines(before.FS, after).Diagnostics {
		got = append(got, d.SourceLine)
	}
	if want := []string{"B", "d", "x"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// TestChanges compares with all that can be taken from two short texts: the
// lines that are not new are common to both, in order, and no more can be.
func TestChanges(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	text := func() []string {
		made := make([]string, random.IntN(8))
		for i := range made {
			made[i] = string(rune('a' + random.IntN(3)))
		}
		return made
	}
	for range 3000 {
		a, b := text(), text()
		var kept []string
		for i, isNew := range changes(a, b) {
			if !isNew {
				kept = append(kept, b[i])
			}
		}
		if !isPart(kept, a) || len(kept) != mostCommon(a, b) {
			t.Fatalf("%q to %q keeps %q", a, b, kept)
		}
	}
}

// isPart reports whether lines stand in a text in their order.
func isPart(part, whole []string) bool {
	for _, line := range whole {
		if len(part) > 0 && part[0] == line {
			part = part[1:]
		}
	}
	return len(part) == 0
}

// mostCommon returns how many lines two texts have in common at most.
func mostCommon(a, b []string) int {
	if len(a) == 0 || len(b) == 0 {
		return 0
	}
	if a[0] == b[0] {
		return 1 + mostCommon(a[1:], b[1:])
	}
	return max(mostCommon(a[1:], b), mostCommon(a, b[1:]))
}

// TestPair checks which answers count as different.
func TestPair(t *testing.T) {
	base := fstest.MapFS{"d/a": {Data: []byte("1")}, "d/b": {Data: []byte("2")}}
	for title, c := range map[string]struct {
		other fs.FS
		want  bool
	}{
		"the same": {fstest.MapFS{"d/a": {Data: []byte("1")}, "d/b": {Data: []byte("x")}}, false},
		"text":     {fstest.MapFS{"d/a": {Data: []byte("2")}, "d/b": {}}, true},
		"name":     {fstest.MapFS{"d/a": {Data: []byte("1")}, "d/b": {}, "d/c": {}}, true},
		"kind":     {fstest.MapFS{"d/a": {Data: []byte("1")}, "d/b/c": {}}, true},
		"no file":  {fstest.MapFS{"d/b": {}}, true},
		"new file": {fstest.MapFS{"d/a": {Data: []byte("1")}, "d/b": {}, "e": {}}, true},
	} {
		p := newPair(base, c.other)
		_, _ = p.ReadFile("d/a")
		_, _ = p.ReadDir("d")
		_, _ = p.Stat("e")
		if p.differs() != c.want {
			t.Errorf("%s: differs %t, want %t", title, p.differs(), c.want)
		}
	}
}
