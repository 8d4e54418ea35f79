package rules

import (
	"fmt"
	"hash/fnv"
	"io/fs"
	"slices"
	"strings"
	"testing"

	"github.com/kbuildlint/kbuildlint/eval"
	"github.com/kbuildlint/kbuildlint/kbuild"
)

// Facts are the sums of what evaluating a tree tells: the values of variables,
// the prerequisites of rules and the lists of directories, each under the
// makefile that it comes from.
type facts map[string]map[string]uint64

// A factFinder gathers the facts of a tree.
type factFinder struct {
	tree  *kbuild.Tree
	facts facts
}

// factsOf evaluates a tree for each version, in the first kind of build of each
// makefile.
func factsOf(t *testing.T, tree fs.FS, kernel string) facts {
	t.Helper()
	versions := []kbuild.Version{{}}
	if kernel != "" {
		var err error
		if versions, err = kbuild.ParseVersions(kernel); err != nil {
			t.Fatal(err)
		}
	}
	all := facts{}
	for _, version := range versions {
		opened, err := kbuild.Open(tree, kbuild.Options{Kernel: version})
		if err != nil {
			t.Fatal(err)
		}
		(&factFinder{tree: opened, facts: all}).descend()
	}
	return all
}

// descend goes through the tree.
func (f *factFinder) descend() {
	f.tree.Descend(kbuild.Visitor{
		Read: func(unit *kbuild.Unit) *eval.Process {
			process := f.tree.Evaluate(unit, unit.Builds[0], nil)
			if process != nil {
				f.read(unit, process)
			}
			return process
		},
		Visit: func(directory *kbuild.Directory, _ *eval.Process) { f.visit(directory) },
	})
}

// add adds to a fact of a makefile.
func (f *factFinder) add(makefile, name, text string) {
	if f.facts[makefile] == nil {
		f.facts[makefile] = map[string]uint64{}
	}
	sum := fnv.New64a()
	_, _ = fmt.Fprintf(sum, "%d %s", f.facts[makefile][name], text) // a sum takes everything
	f.facts[makefile][name] = sum.Sum64()
}

// word returns a word and the configurations in which it is there.
func (f *factFinder) word(word eval.Word) string {
	return f.tree.World.Readable(word.Text) + " when " + f.tree.World.Space.Format(word.When)
}

// read adds the variables and rules of a process.
func (f *factFinder) read(unit *kbuild.Unit, process *eval.Process) {
	for _, name := range process.OwnNames() {
		var words []string
		for _, word := range f.tree.World.Words(process.ValueOf(name)) {
			words = append(words, f.word(word))
		}
		f.add(unit.Makefile, "variable "+name, strings.Join(words, "\n"))
	}
	for _, rule := range process.Rules {
		for _, target := range rule.Targets {
			for i, names := range [][]eval.Name{rule.Prereqs, rule.OrderOnly} {
				for _, name := range names {
					f.add(unit.Makefile, "rule "+f.word(target.Word), fmt.Sprint(i, " ", f.word(name.Word)))
				}
			}
		}
	}
}

// visit adds the lists of a directory.
func (f *factFinder) visit(directory *kbuild.Directory) {
	for _, entry := range directory.Entries {
		word := eval.Word{Text: entry.Text, When: entry.When}
		f.add(directory.Unit.Makefile, "list "+entry.List, f.word(word))
	}
	for i := range directory.Objects {
		for _, part := range directory.Objects[i].Parts {
			word := eval.Word{Text: part.Name, When: part.When}
			f.add(directory.Unit.Makefile, "parts of "+directory.Objects[i].Name, f.word(word))
		}
	}
	if directory.Unit.Role == kbuild.DirectoryRole {
		f.add(directory.Unit.Makefile, "possible", f.tree.World.Space.Format(directory.Possible))
	}
}

// differing returns the facts of a makefile that two trees do not share.
func (f facts) differing(other facts, makefile string) []string {
	var names []string
	for name, sum := range f[makefile] {
		if other[makefile][name] != sum {
			names = append(names, name)
		}
	}
	for name := range other[makefile] {
		if _, ok := f[makefile][name]; !ok {
			names = append(names, name)
		}
	}
	for i, name := range names {
		names[i] = familyOf(name)
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// familyOf returns what a fact is about: for lists, variables that they are made
// of and parts of an object the name without its ending y or m.
func familyOf(name string) string {
	for _, kind := range []string{"variable ", "list ", "parts of "} {
		if rest, ok := strings.CutPrefix(name, kind); ok {
			name = rest
		}
	}
	if end := strings.LastIndexByte(name, '-'); end > 0 {
		return name[:end]
	}
	return strings.TrimSuffix(name, ".o")
}
