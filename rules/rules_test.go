package rules

import (
	"flag"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/kbuildlint/kbuildlint/lint"
	"github.com/kbuildlint/kbuildlint/report"
)

var update = flag.Bool("update", false, "rewrite what the cases expect: want and fixed")

// The files of a case that are not of its tree.
const (
	flagsFile = "flags"
	wantFile  = "want"
	fixedDir  = "fixed/"
)

// TestCases runs each rule on its cases: a sentence, a small tree and what is
// to come out of it.
func TestCases(t *testing.T) {
	for _, rule := range All {
		paths, err := filepath.Glob(filepath.Join("testdata", rule.Name, "*.txtar"))
		if err != nil || len(paths) == 0 {
			t.Errorf("%s has no cases in testdata: %v", rule.Name, err)
		}
		for _, path := range paths {
			t.Run(rule.Name+"/"+strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) {
				runCase(t, rule, path)
			})
		}
	}
}

// runCase compares what a rule finds and repairs in a tree with what is
// expected, or writes it down.
func runCase(t *testing.T, rule *lint.Rule, path string) {
	archive, err := txtar.ParseFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if sentence := strings.TrimSpace(string(archive.Comment)); !strings.HasSuffix(sentence, ".") {
		t.Errorf("it begins with %q, want a sentence", sentence)
	}
	tree, kernel := treeOf(t, archive)
	found := check(t, tree, kernel, rule)
	fixed := fix(t, tree, found)
	if len(fixed) > 0 {
		isRepaired(t, fixed, check(t, overlaid(tree, fixed), kernel, rule), found)
	}
	got := &txtar.Archive{Comment: archive.Comment}
	for _, file := range archive.Files {
		if file.Name != wantFile && !strings.HasPrefix(file.Name, fixedDir) {
			got.Files = append(got.Files, file)
		}
	}
	got.Files = append(got.Files, txtar.File{Name: wantFile, Data: []byte(text(t, found))})
	for _, name := range slices.Sorted(maps.Keys(fixed)) {
		got.Files = append(got.Files, txtar.File{Name: fixedDir + name, Data: fixed[name].Data})
	}
	if *update {
		if err := os.WriteFile(path, txtar.Format(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if difference := cmp.Diff(string(txtar.Format(archive)), string(txtar.Format(got))); difference != "" {
		t.Errorf("(-want +got):\n%s", difference)
	}
}

// treeOf returns the tree of a case, and the version to judge it for.
func treeOf(t *testing.T, archive *txtar.Archive) (tree fstest.MapFS, kernel string) {
	t.Helper()
	tree = fstest.MapFS{}
	for _, file := range archive.Files {
		switch {
		case file.Name == flagsFile:
			flags := flag.NewFlagSet(flagsFile, flag.ContinueOnError)
			flags.StringVar(&kernel, "kernel", "", "")
			if err := flags.Parse(strings.Fields(string(file.Data))); err != nil || flags.NArg() > 0 {
				t.Fatalf("%s: %q: %v", flagsFile, file.Data, err)
			}
		case file.Name != wantFile && !strings.HasPrefix(file.Name, fixedDir):
			tree[file.Name] = &fstest.MapFile{Data: file.Data}
		}
	}
	return onKernel(t, tree), kernel
}

// smallKernel is the tree that those without a makefile of their own at the top
// are laid over.
var smallKernel = filepath.Join("..", "testdata", "kernel")

// onKernel lays a tree over the small kernel, unless it is a kernel or an
// external module itself.
func onKernel(t *testing.T, tree fstest.MapFS) fstest.MapFS {
	t.Helper()
	if tree["Makefile"] != nil || tree["Kbuild"] != nil {
		return tree
	}
	whole := fstest.MapFS{}
	err := filepath.WalkDir(smallKernel, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		name := strings.TrimPrefix(filepath.ToSlash(path), filepath.ToSlash(smallKernel)+"/")
		whole[name] = &fstest.MapFile{Data: data}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return overlaid(whole, tree)
}

// check runs a rule on a tree. One that looks at the comments needs the others.
func check(t *testing.T, tree fs.FS, kernel string, rule *lint.Rule) *lint.Report {
	t.Helper()
	run := []*lint.Rule{rule}
	if rule.CheckIgnores != nil {
		run = All
	}
	found, err := lint.Check(t.Context(), lint.Request{
		FS: tree, Root: ".", Paths: []string{"."}, Kernel: kernel, Rules: run, Known: All,
	})
	if err != nil {
		t.Fatal(err)
	}
	found.Diagnostics = slices.DeleteFunc(found.Diagnostics, func(d lint.Diagnostic) bool {
		return d.Rule != rule.Name
	})
	return found
}

// text returns a report as people see it.
func text(t *testing.T, found *lint.Report) string {
	t.Helper()
	var out strings.Builder
	if err := report.Text(&out, found, report.TextOptions{}); err != nil {
		t.Fatal(err)
	}
	return out.String()
}
