package kbuild

import (
	"os"
	"path/filepath"
	"testing"
)

// openKernel opens a real kernel, which the environment names the place of.
func openKernel(tb testing.TB, name string) *Tree {
	tb.Helper()
	dir := os.Getenv("KBUILDLINT_KERNELS")
	if dir == "" {
		tb.Skip("KBUILDLINT_KERNELS names no directory with the sources of kernels")
	}
	tree, err := Open(os.DirFS(filepath.Join(dir, name)), Options{})
	if err != nil {
		tb.Fatal(err)
	}
	return tree
}

// BenchmarkTop evaluates the top makefile with those of all architectures.
func BenchmarkTop(b *testing.B) {
	for b.Loop() {
		openKernel(b, "linux-source-6.12").start(InTree, "")
	}
}

// BenchmarkDirectory evaluates the Kbuild file of a directory of medium size,
// everything else being known.
func BenchmarkDirectory(b *testing.B) {
	tree := openKernel(b, "linux-source-6.12")
	unit, err := tree.UnitOf("drivers/hwmon")
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		tree.Evaluate(unit, InTree, nil)
	}
}

// BenchmarkTree evaluates all directories of a kernel, from nothing.
func BenchmarkTree(b *testing.B) {
	for b.Loop() {
		tree := openKernel(b, "linux-source-6.12")
		for _, unit := range tree.Units() {
			tree.Evaluate(unit, InTree, nil)
		}
	}
}
