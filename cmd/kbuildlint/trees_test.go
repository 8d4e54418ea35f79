package main

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// last is the directory of a kernel that is read after the others.
const last = "drivers/last"

// plantKernels makes kernels side by side, of some hundred directories each, and
// returns their paths.
func plantKernels(tb testing.TB, count int) []string {
	tb.Helper()
	makefile := strings.Repeat("ccflags-y += -DMANY\n", 20)
	var paths []string
	for i := range count {
		kernel := filepath.Join(tb.TempDir(), fmt.Sprint("kernel", i))
		if err := os.CopyFS(kernel, os.DirFS("../../testdata/kernel")); err != nil {
			tb.Fatal(err)
		}
		var drivers strings.Builder
		for d := range 100 {
			name := fmt.Sprint("d", d)
			fmt.Fprintf(&drivers, "obj-y += %s/\n", name)
			plantFile(tb, filepath.Join(kernel, "drivers", name, "Makefile"), makefile)
		}
		drivers.WriteString("obj-y += last/\n")
		plantFile(tb, filepath.Join(kernel, "drivers/Makefile"), drivers.String())
		plantFile(tb, filepath.Join(kernel, last, "Makefile"), "ccflags-y += -DLAST\n")
		paths = append(paths, kernel)
	}
	return paths
}

func plantFile(tb testing.TB, name, text string) {
	tb.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		tb.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		tb.Fatal(err)
	}
}

// TestTreesAreReleased judges kernels side by side: when the last one is read,
// nothing is kept of those before.
func TestTreesAreReleased(t *testing.T) {
	var live []uint64
	report, err := checkTrees(t.Context(), checkOptions{
		Paths: plantKernels(t, 6),
		Progress: func(dir string) {
			if dir == last {
				runtime.GC()
				runtime.GC() // a sync.Pool keeps what is in it through one collection
				var memory runtime.MemStats
				runtime.ReadMemStats(&memory)
				live = append(live, memory.HeapAlloc)
			}
		},
	})
	if err != nil || len(report.Trees) != 6 || len(live) != 6 {
		t.Fatalf("%d trees are judged, %d read: %v", len(report.Trees), len(live), err)
	}
	if live[5] > live[0]*5/4 {
		t.Errorf("bytes in use when the last directory of each tree is read: %d", live)
	}
}

// BenchmarkTrees judges one kernel, and ten side by side: ten cost ten times as
// much as one.
func BenchmarkTrees(b *testing.B) {
	for _, count := range []int{1, 10} {
		paths := plantKernels(b, count)
		b.Run(fmt.Sprint(count), func(b *testing.B) {
			for b.Loop() {
				if _, err := checkTrees(b.Context(), checkOptions{Paths: paths}); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Milliseconds())/float64(b.N*count), "ms/tree")
		})
	}
}
