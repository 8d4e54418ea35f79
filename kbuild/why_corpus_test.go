package kbuild

import (
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kbuildlint/kbuildlint/eval"
)

// told returns an answer as text.
func told(tree *Tree, answer *Answer) string {
	var out strings.Builder
	format := tree.World.Space.Format
	for _, p := range answer.Products {
		fmt.Fprintf(&out, "%s %s [%s] on demand: %t\n", p.Kind, p.Name, format(p.When), p.OnDemand)
		for i, route := range p.Routes {
			if i > 0 {
				fmt.Fprintf(&out, "   or [%s]\n", format(route.When))
			}
			for _, s := range route.Steps {
				fmt.Fprintf(&out, "    %s: %s [%s]\n", s.Place, s.Text, format(s.When))
			}
		}
	}
	for _, o := range answer.Obstacles {
		if o.Place.File == nil {
			fmt.Fprintf(&out, "- %s\n", o.Text)
			continue
		}
		fmt.Fprintf(&out, "- %s: %s\n", o.Place, o.Text)
	}
	return out.String()
}

// sources returns every one of so many paths of a tree that may be asked about.
func sources(tree *Tree, every int) []string {
	var all []string
	var walk func(dir string)
	walk = func(dir string) {
		all = append(all, dir)
		for _, name := range tree.Names(dir) {
			full := path.Join(dir, name)
			switch {
			case tree.IsDir(full) && !plainDirs[full]:
				walk(full)
			case slices.Contains([]string{".c", ".S", ".dts", ".dtso", ".rs", ".sh"}, path.Ext(name)):
				all = append(all, full)
			}
		}
	}
	walk(".")
	var chosen []string
	for i := 0; i < len(all); i += every {
		chosen = append(chosen, all[i])
	}
	return chosen
}

// TestNarrowAnswers compares the answers of reading the part of a kernel that
// may matter with those of reading all of it.
func TestNarrowAnswers(t *testing.T) {
	tree := openKernel(t, "linux-source-6.12")
	texts := tree.readAhead()()
	full := map[string]*inquiry{}
	for _, name := range sources(tree, 150) {
		full[name] = tree.newInquiry(name, nil)
	}
	reader := tree.newInquiry(".", nil)
	descent := tree.Descend(Visitor{Read: reader.read, Visit: func(directory *Directory, process *eval.Process) {
		for _, name := range slices.Sorted(maps.Keys(full)) {
			full[name].visit(directory, process)
		}
	}})
	built := 0
	for chunk := range slices.Chunk(slices.Sorted(maps.Keys(full)), 20) {
		// A process has fuel for a few descents only.
		other := openKernel(t, "linux-source-6.12")
		for _, name := range chunk {
			narrow := other.newInquiry(name, nil)
			relevant := narrow.around(texts)
			narrow.descend(func(dir string) bool { return relevant[dir] })
			if narrow.collect(); len(narrow.products) == 0 {
				continue // then all is read
			}
			built++
			full[name].descent = descent
			full[name].collect()
			got, want := told(other, narrow.answer()), told(tree, full[name].answer())
			if got != want {
				t.Errorf("%s (-full +narrow):\n%s", name, cmp.Diff(want, got))
			}
		}
	}
	t.Logf("%d paths, %d of them built", len(full), built)
	if built < 150 {
		t.Errorf("only %d paths are built: that compares too little", built)
	}
}

// TestNarrowUses does the same for what depends on a symbol.
func TestNarrowUses(t *testing.T) {
	tree := openKernel(t, "linux-source-6.12")
	texts := tree.readAhead()()
	var full []*uses
	names := slices.Sorted(maps.Keys(tree.symbols()))
	for i := 0; i < len(names); i += 100 {
		full = append(full, &uses{inquiry: tree.newInquiry(".", nil), symbol: "CONFIG_" + names[i]})
	}
	tree.Descend(Visitor{Read: full[0].inquiry.read, Visit: func(directory *Directory, process *eval.Process) {
		for _, u := range full {
			u.visit(directory, process)
		}
	}})
	found := 0
	for _, u := range full {
		relevant := mentioning(u.symbol, texts)
		got := tree.usesIn(u.symbol, nil, func(dir string) bool { return relevant[dir] })
		found += len(got)
		if want := u.all(); !slices.Equal(got, want) {
			t.Errorf("%s: got %v, want %v", u.symbol, got, want)
		}
	}
	t.Logf("%d symbols, %d uses", len(full), found)
	if found < 100 {
		t.Errorf("only %d uses: that compares too little", found)
	}
}
