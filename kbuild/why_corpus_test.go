package kbuild

import (
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kbuildlint/kbuildlint/cond"
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

// kernels are those that narrow answers are compared for.
var kernels = []string{"linux-source-6.1", "linux-source-6.12"}

// TestNarrowAnswers compares the answers of reading the part of a kernel that
// may matter with those of reading all of it.
func TestNarrowAnswers(t *testing.T) {
	for _, kernel := range kernels {
		t.Run(kernel, func(t *testing.T) { compareAnswers(t, kernel) })
	}
}

func compareAnswers(t *testing.T, kernel string) {
	tree := openKernel(t, kernel)
	texts := tree.makefileTexts()
	full := map[string]*inquiry{}
	for _, name := range sources(tree, 350) {
		full[name] = tree.newInquiry(name, nil)
	}
	names := slices.Sorted(maps.Keys(full))
	reader := tree.newInquiry(".", nil)
	descent := tree.Descend(Visitor{Read: reader.read, Visit: func(directory *Directory, process *eval.Process) {
		for _, name := range names {
			full[name].visit(directory, process)
		}
	}})
	built := 0
	for chunk := range slices.Chunk(names, 20) {
		// A process has fuel for a few descents only.
		other := openKernel(t, kernel)
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
	if built < len(full)*3/4 {
		t.Errorf("only %d of %d paths are built: that compares too little", built, len(full))
	}
}

// TestNarrowUses does the same for what depends on a symbol.
func TestNarrowUses(t *testing.T) {
	tree := openKernel(t, "linux-source-6.12")
	texts := tree.makefileTexts()
	names := tree.Kconfig().SymbolNames()
	known := map[cond.Cond][]string{}
	full := []*uses{{inquiry: tree.newInquiry(".", nil), symbol: "CONFIG_KVM_MMIO", names: known}}
	for i := 0; i < len(names); i += 600 {
		full = append(full, &uses{inquiry: full[0].inquiry, symbol: "CONFIG_" + names[i], names: known})
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
	if found < len(full)/2 {
		t.Errorf("only %d uses: that compares too little", found)
	}
}
