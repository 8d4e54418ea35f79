package lint_test

import (
	"io/fs"
	"math/rand/v2"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/kbuildlint/kbuildlint/lint"
	"github.com/kbuildlint/kbuildlint/rules"
	"github.com/kbuildlint/kbuildlint/treefs"
)

// changesVariable is the environment variable that says how many changes
// TestAffected makes; there are a few without it.
const changesVariable = "KBUILDLINT_CHANGES"

// TestAffected makes changes to a kernel at random and holds that judging what
// they affect finds what judging all of both states finds.
func TestAffected(t *testing.T) {
	c := openCorpus(t, "linux-source-6.12")
	count, err := strconv.Atoi(os.Getenv(changesVariable))
	if err != nil {
		count = 3
	}
	before, err := treefs.OpenDir(c.dir)
	if err != nil {
		t.Fatal(err)
	}
	request := lint.Request{FS: before, Root: ".", Paths: []string{"."}, Rules: rulesOfTexts()}
	old, err := lint.Check(t.Context(), request)
	if err != nil {
		t.Fatal(err)
	}
	m := newMutator(t, before, uint64(count))
	for range count {
		change, after := m.change(t)
		request.FS = after
		start := time.Now()
		now, err := lint.Check(t.Context(), request)
		if err != nil {
			t.Fatal(err)
		}
		whole := time.Since(start)
		want := lint.Difference(lint.State{FS: before, Report: old}, lint.State{FS: after, Report: now})
		got, err := lint.CheckChange(t.Context(), request, before)
		if err != nil {
			t.Fatal(err)
		}
		t.Logf("%s: %d findings, %s, %s", change, len(want.Diagnostics), whole, time.Since(start)-whole)
		if difference := cmp.Diff(want.Diagnostics, got.Diagnostics); difference != "" {
			t.Errorf("%s (-all +affected):\n%s", change, difference)
		}
	}
}

// rulesOfTexts returns the rules but for those that read all sources.
func rulesOfTexts() []*lint.Rule {
	return slices.DeleteFunc(slices.Clone(rules.All), func(rule *lint.Rule) bool {
		return rule.Needs == lint.NeedsSources
	})
}

// A mutator changes a tree at random.
type mutator struct {
	tree   fs.FS
	random *rand.Rand
	// makefiles and kconfigs are the texts that are changed, files all there are.
	makefiles, kconfigs, files []string
}

func newMutator(t *testing.T, tree fs.FS, seed uint64) *mutator {
	t.Helper()
	m := &mutator{tree: tree, random: rand.New(rand.NewPCG(seed, seed))} //nolint:gosec // changes are no secrets
	err := fs.WalkDir(tree, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		m.files = append(m.files, name)
		top, _, _ := strings.Cut(name, "/")
		switch base := path.Base(name); {
		case top == "tools" || top == "Documentation" || top == "scripts" || strings.Count(name, "/") < 2:
		case base == "Makefile" || base == "Kbuild":
			m.makefiles = append(m.makefiles, name)
		case strings.HasPrefix(base, "Kconfig"):
			m.kconfigs = append(m.kconfigs, name)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// pick returns one of some things.
func pick[T any](m *mutator, from []T) T { return from[m.random.IntN(len(from))] }

// change returns the tree with a change or two, and what they are.
func (m *mutator) change(t *testing.T) (string, fs.FS) {
	t.Helper()
	texts, gone, said := map[string][]byte{}, "", ""
	for range 1 + m.random.IntN(2) {
		name := pick(m, m.makefiles)
		switch m.random.IntN(6) {
		case 0:
			gone = pick(m, []string{path.Dir(name), m.near(name), m.near(name), pick(m, m.files)})
			said += "without " + gone + "\n"
			continue
		case 1:
			name = pick(m, []string{strings.TrimSuffix(m.near(name), ".c") + ".S", path.Dir(name) + "/new/Makefile"})
			texts[name] = []byte("obj-y += new.o\n")
			said += "with " + name + "\n"
			continue
		case 2:
			name = pick(m, m.kconfigs)
		}
		text, err := fs.ReadFile(m.tree, name)
		if err != nil {
			t.Fatal(err)
		}
		texts[name] = []byte(m.edit(name, string(text)))
		said += name + ":\n" + cmp.Diff(strings.Split(string(text), "\n"), strings.Split(string(texts[name]), "\n"))
	}
	changed, err := treefs.WithTexts(without{m.tree, gone}, texts)
	if err != nil {
		t.Fatal(err)
	}
	return said, changed
}

// edit returns a makefile or Kconfig file with a change.
func (m *mutator) edit(name, text string) string {
	lines := strings.SplitAfter(text, "\n")
	at := m.random.IntN(len(lines))
	beside := m.near(name)
	stem := strings.TrimSuffix(path.Base(beside), ".c")
	switch m.random.IntN(8) {
	case 0:
		lines[at] = ""
	case 1:
		lines[at] += "obj-y += ../" + path.Base(path.Dir(beside)) + "/" + stem + ".o\n"
	case 2:
		lines[at] += "CFLAGS_" + stem + ".o := -O1\n"
	case 3:
		other, _ := fs.ReadFile(m.tree, pick(m, []string{pick(m, m.makefiles), pick(m, m.kconfigs)}))
		lines[at] += pick(m, strings.SplitAfter(string(other), "\n"))
	case 4:
		return strings.Replace(text, ".o", "_new.o", 1+m.random.IntN(2))
	case 5:
		renaming := strings.NewReplacer("CONFIG_", "CONFIG_X", "config ", "config X", "depends on ", "depends on X")
		return renaming.Replace(text)
	case 6:
		return strings.Replace(text, "+=", ":=", 1+m.random.IntN(3))
	default:
		lines[at] += "\tdepends on m && BTRFS_FS\n"
	}
	return strings.Join(lines, "")
}

// near returns a file in the directory of another, below it, or below that around
// it.
func (m *mutator) near(name string) string {
	dir := path.Dir(name)
	if m.random.IntN(4) == 0 {
		dir = path.Dir(dir)
	}
	return pick(m, append([]string{name}, slices.DeleteFunc(slices.Clone(m.files), func(file string) bool {
		return !strings.HasPrefix(file, dir+"/")
	})...))
}

// A without tree lacks a file or directory.
type without struct {
	fs.FS

	gone string
}

func (w without) ReadDir(name string) ([]fs.DirEntry, error) {
	if w.lacks(name) {
		return nil, fs.ErrNotExist
	}
	entries, err := fs.ReadDir(w.FS, name)
	return slices.DeleteFunc(entries, func(d fs.DirEntry) bool { return path.Join(name, d.Name()) == w.gone }), err
}

func (w without) ReadFile(name string) ([]byte, error) {
	if w.lacks(name) {
		return nil, fs.ErrNotExist
	}
	return fs.ReadFile(w.FS, name)
}

func (w without) Stat(name string) (fs.FileInfo, error) {
	if w.lacks(name) {
		return nil, fs.ErrNotExist
	}
	return fs.Stat(w.FS, name)
}

func (w without) ReadLink(name string) (string, error) {
	if w.lacks(name) {
		return "", fs.ErrNotExist
	}
	return fs.ReadLink(w.FS, name)
}

func (w without) Lstat(name string) (fs.FileInfo, error) {
	if w.lacks(name) {
		return nil, fs.ErrNotExist
	}
	return fs.Lstat(w.FS, name)
}

func (w without) lacks(name string) bool {
	return name == w.gone || strings.HasPrefix(name, w.gone+"/")
}
