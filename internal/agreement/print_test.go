package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// numbered returns words with a prefix and numbers from 1.
func numbered(prefix string, n int) []string {
	words := make([]string, n)
	for i := range words {
		words[i] = fmt.Sprint(prefix, i+1)
	}
	return words
}

// TestPrint prints builds of all kinds.
func TestPrint(t *testing.T) {
	at := func(dir, goals, variable string) place { return place{dir, goals, variable} }
	long := numbered("f", 30)
	outcomes := []*outcome{
		{name: "6.12.1 x86_64/allnoconfig", visited: 389, predicted: 389, lists: 575, words: 2478},
		{
			name: "6.12.1 arm64/allyesconfig", visited: 2, predicted: 3, lists: 40, words: 61,
			missing: []string{"lib"}, surplus: []string{"mm", "net"},
			disagreements: []disagreement{
				{at("lib", "", "obj-y"), []string{"a.o"}, []string{"a.o", "b.o"}},
				{at("lib/x", "all", "lib-y"), nil, []string{"c.o"}},
				{at("mm", "", "targets"), append(append([]string{}, long[:3]...), long[5:]...), long},
				{at("mm", "", "obj-m"), numbered("g", 25), nil},
			},
			unknowns: []unknown{{at("usr", "", "always-y"), "$(shell find usr)"}},
			objects: &objectOutcome{
				built: 12, predicted: 11, missing: []string{"lib/n.o"}, surplus: []string{"mm/m.o"},
			},
		},
	}
	var out strings.Builder
	if err := printOutcomes(&out, outcomes); err != nil {
		t.Fatal(err)
	}
	golden := filepath.Join("testdata", "report.txt")
	if *update {
		if err := os.WriteFile(golden, []byte(out.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), out.String()); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

// TestJudge wants an error for everything that disagrees, and for too many
// unknown lists over all builds.
func TestJudge(t *testing.T) {
	unknowns := func(n int) []unknown { return make([]unknown, n) }
	for name, c := range map[string]struct {
		outcomes []*outcome
		status   int
	}{
		"agreement":     {[]*outcome{{unknowns: unknowns(2)}, {unknowns: unknowns(1)}}, 0},
		"unknown":       {[]*outcome{{unknowns: unknowns(2)}, {unknowns: unknowns(2)}}, 1},
		"list":          {[]*outcome{{disagreements: make([]disagreement, 1)}}, 1},
		"missing":       {[]*outcome{{}, {missing: []string{"lib"}}}, 1},
		"surplus":       {[]*outcome{{surplus: []string{"lib"}}}, 1},
		"built":         {[]*outcome{{objects: &objectOutcome{missing: []string{"a.o"}}}}, 1},
		"never built":   {[]*outcome{{objects: &objectOutcome{surplus: []string{"a.o"}}}}, 1},
		"with objects":  {[]*outcome{{objects: &objectOutcome{built: 1, predicted: 1}}}, 0},
		"nothing there": {nil, 0},
	} {
		p := &plan{unknown: 3}
		if got := statusOf(p.judge(c.outcomes)); got != c.status {
			t.Errorf("%s: got status %d, want %d", name, got, c.status)
		}
	}
	if got := statusOf(errors.New("make: not found")); got != 3 {
		t.Errorf("a failure has status %d, want 3", got)
	}
}
