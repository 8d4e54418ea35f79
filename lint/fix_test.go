package lint

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

// replaceWord returns a finding in line 1 of a file whose safe repair replaces
// the bytes between two columns.
func replaceWord(name string, from, to int, text string) Diagnostic {
	place := Range{Path: name, Line: 1, Column: from, EndLine: 1, EndColumn: to}
	return Diagnostic{Range: place, Fixes: []Fix{
		{Title: "a guess", Edits: []Edit{{place, "GUESS"}}},
		{Title: "a repair", Safe: true, Edits: []Edit{{place, text}}},
	}}
}

// judgeBy returns a judge of a file that knows what is found in some texts.
func judgeBy(t *testing.T, name string, found map[string][]Diagnostic) func(fs.FS) (*Report, error) {
	t.Helper()
	return func(tree fs.FS) (*Report, error) {
		text, err := fs.ReadFile(tree, name)
		return &Report{Diagnostics: found[string(text)]}, err
	}
}

// repaired returns what becomes of a text.
func repaired(t *testing.T, text string, found map[string][]Diagnostic) *Fixed {
	t.Helper()
	tree := fstest.MapFS{"Makefile": {Data: []byte(text)}}
	fixed, err := ApplyFixes(tree, []string{"."}, judgeBy(t, "Makefile", found))
	if err != nil {
		t.Fatal(err)
	}
	if got := string(tree["Makefile"].Data); got != text {
		t.Errorf("the tree itself is changed: %q", got)
	}
	return fixed
}

// TestApplyFixesRounds has repairs that touch each other: the first one is
// made, and the others in the next round if they are still found.
func TestApplyFixesRounds(t *testing.T) {
	fixed := repaired(t, "a b c d", map[string][]Diagnostic{
		"a b c d": {
			replaceWord("Makefile", 1, 2, "A"), replaceWord("Makefile", 2, 3, "-"), replaceWord("Makefile", 5, 6, "C"),
			replaceWord("Makefile", 5, 6, "C"), replaceWord("Makefile", 5, 6, "X"),
		},
		"A b C d": {replaceWord("Makefile", 2, 3, "-"), replaceWord("Makefile", 7, 7, "<")},
	})
	want := []ChangedFile{{Path: "Makefile", Before: []byte("a b c d"), After: []byte("A-b C <d"), Repaired: 5}}
	if difference := cmp.Diff(want, fixed.Files); difference != "" {
		t.Errorf("(-want +got):\n%s", difference)
	}
	if before, after := len(fixed.Before.Diagnostics), len(fixed.After.Diagnostics); before != 5 || after != 0 {
		t.Errorf("%d findings before and %d after, want 5 and 0", before, after)
	}
}

// TestApplyFixesEnds has a rule that is never content.
func TestApplyFixesEnds(t *testing.T) {
	judged := 0
	tree := fstest.MapFS{"Makefile": {Data: []byte("x")}}
	fixed, err := ApplyFixes(tree, []string{"."}, func(tree fs.FS) (*Report, error) {
		judged++
		_, err := fs.ReadFile(tree, "Makefile")
		return &Report{Diagnostics: []Diagnostic{replaceWord("Makefile", 1, 1, "x")}}, err
	})
	if err != nil {
		t.Fatal(err)
	}
	want := strings.Repeat("x", maxFixRounds+1)
	if got := string(fixed.Files[0].After); got != want || judged != maxFixRounds+1 {
		t.Errorf("got %q, judged %d times; want %q", got, judged, want)
	}
}

// TestApplyFixesChoice has repairs that are not to be made.
func TestApplyFixesChoice(t *testing.T) {
	guess := replaceWord("Makefile", 1, 2, "A")
	guess.Fixes = guess.Fixes[:1]
	both := replaceWord("Makefile", 1, 2, "A")
	both.Fixes[1].Edits = append(both.Fixes[1].Edits, replaceWord("sub/Makefile", 3, 4, "A").Fixes[1].Edits...)
	half := replaceWord("Makefile", 1, 2, "A")
	half.Fixes[1].Edits = append(half.Fixes[1].Edits, replaceWord("Makefile", 90, 91, "A").Fixes[1].Edits...)
	folded := replaceWord("Makefile", 1, 2, "A")
	folded.Fixes[1].Edits = append(folded.Fixes[1].Edits, replaceWord("Makefile", 1, 3, "B").Fixes[1].Edits...)
	for name, found := range map[string]Diagnostic{
		"a guess": guess, "two files": both, "an edit beside the text": half, "edits in each other": folded,
		"no edit": {Fixes: []Fix{{Safe: true}}}, "backwards": replaceWord("Makefile", 3, 2, "A"),
		"another file": replaceWord("sub/Makefile", 1, 2, "A"), "a like name": replaceWord("Makefile.old", 1, 2, "A"),
		"a finding without": {}, "no position": replaceWord("Makefile", 0, 0, "A"),
	} {
		tree := fstest.MapFS{
			"Makefile": {Data: []byte("a b")}, "Makefile.old": {Data: []byte("a b")},
			"sub/Makefile": {Data: []byte("a b")},
		}
		fixed, err := ApplyFixes(tree, []string{"Makefile"}, func(tree fs.FS) (*Report, error) {
			for _, name := range []string{"Makefile", "sub/Makefile", "Makefile.old"} {
				_, _ = fs.ReadFile(tree, name) // all of them are there
			}
			return &Report{Diagnostics: []Diagnostic{found}}, nil
		})
		if err != nil || len(fixed.Files) > 0 || len(fixed.Failures) > 0 {
			t.Errorf("%s: got %+v, %v; want nothing repaired", name, fixed, err)
		}
	}
}

// TestApplyFixesLineEnds adds a line to files whose lines end in both ways.
func TestApplyFixesLineEnds(t *testing.T) {
	for text, want := range map[string]string{
		"a\nb\n": "+\na\nb\n", "a\r\nb\r\n": "+\r\na\r\nb\r\n", "a\r\nb": "+\r\na\r\nb",
		"a": "+\na", "": "+\n", "a\nb\r\n": "+\na\nb\r\n", "a\r\nb\n": "+\r\na\r\nb\n",
	} {
		fixed := repaired(t, text, map[string][]Diagnostic{text: {replaceWord("Makefile", 1, 1, "+\n")}})
		if len(fixed.Files) != 1 || string(fixed.Files[0].After) != want {
			t.Errorf("%q: got %+v, want %q", text, fixed.Files, want)
		}
	}
}

// TestApplyFixesChanging has files that are not what was judged, or that a link
// leads to.
func TestApplyFixesChanging(t *testing.T) {
	tree := fstest.MapFS{
		"Makefile": {Data: []byte("a")}, "later": {Data: []byte("a")}, "twice": {Data: []byte("a")},
		"alias": {Data: []byte("sub"), Mode: fs.ModeSymlink}, "sub/Makefile": {Data: []byte("a")},
		"unread": {Data: []byte("a")},
	}
	names := []string{"Makefile", "alias/Makefile", "later", "twice", "unread"}
	rounds := 0
	fixed, err := ApplyFixes(tree, []string{"."}, func(door fs.FS) (*Report, error) {
		report := &Report{}
		for _, name := range names {
			if name != "unread" {
				_, _ = fs.ReadFile(door, name) // all of them are there
			}
			report.Diagnostics = append(report.Diagnostics, replaceWord(name, 1, 2, "b"))
		}
		return report, disturb(door, tree, &rounds)
	})
	if err != nil {
		t.Fatal(err)
	}
	want := []Failure{
		{"alias/Makefile", errBehindLink.Error()},
		{"later", errChangedMeanwhile.Error()},
		{"twice", errChangedMeanwhile.Error()},
		{"unread", errNeverRead.Error()},
	}
	if difference := cmp.Diff(want, fixed.Failures); difference != "" {
		t.Errorf("(-want +got):\n%s", difference)
	}
	if len(fixed.Files) != 1 || fixed.Files[0].Path != "Makefile" {
		t.Errorf("repaired %+v", fixed.Files)
	}
}

// disturb changes the tree after the first round.
func disturb(door fs.FS, tree fstest.MapFS, rounds *int) error {
	if *rounds++; *rounds > 1 {
		return nil
	}
	tree["later"] = &fstest.MapFile{Data: []byte("c")}
	before := tree["twice"]
	tree["twice"] = &fstest.MapFile{Data: []byte("c")}
	_, err := fs.ReadFile(door, "twice")
	tree["twice"] = before
	return err
}

// TestApplyFixesError has a judge that fails at once, and one that fails later.
func TestApplyFixesError(t *testing.T) {
	broken := errors.New("broken")
	for good := range 2 {
		judged := 0
		_, err := ApplyFixes(fstest.MapFS{"a": {Data: []byte("x")}}, []string{"."}, func(tree fs.FS) (*Report, error) {
			if judged++; judged > good {
				return nil, fmt.Errorf("judge: %w", broken)
			}
			_, err := fs.ReadFile(tree, "a")
			return &Report{Diagnostics: []Diagnostic{replaceWord("a", 1, 2, "y")}}, err
		})
		if !errors.Is(err, broken) {
			t.Errorf("got %v, want %v", err, broken)
		}
	}
}
