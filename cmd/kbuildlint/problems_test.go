package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kbuildlint/kbuildlint/lint"
	"github.com/kbuildlint/kbuildlint/report"
	"github.com/kbuildlint/kbuildlint/rules"
)

// writeModule writes the makefiles of a module, by path.
func writeModule(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		full := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(full), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(full, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// TestCompareKernels gathers findings of several places and kernels: the worst
// problem comes first, and the change is right for all places.
func TestCompareKernels(t *testing.T) {
	dir := writeModule(t, map[string]string{
		"Kbuild":    "obj-m := a.o fm/\nEXTRA_CFLAGS += -DA\nalways := table\nEXTRA_CFLAGS += -DC\n",
		"fm/Kbuild": "obj-m := b.o\nEXTRA_CFLAGS += -DB\nEXTRA_AFLAGS := $(EXTRA_CFLAGS)\n",
	})
	outcome, err := compareKernels(t.Context(), compatOptions{
		Dir: dir, Kernel: "6.12,5.10,5.4", Rules: lint.RulesNamed(rules.All, "removed-variable"), Severity: lint.Info,
	})
	if err != nil || outcome.Compat == nil || len(outcome.Failures) > 0 {
		t.Fatalf("%+v, %v", outcome, err)
	}
	type row struct{ what, severities, change, places string }
	var got []row
	for _, p := range outcome.Compat.Problems {
		name, _, _ := strings.Cut(p.Message, " ")
		got = append(got, row{name, severities(outcome.Compat, &p), p.Change, places(&p)})
	}
	const general = "write the new name, for kernels before 5.6 the old one of a list beside it"
	want := []row{
		{"always", "5.10 warning, 6.12 error", general, "Kbuild:3"},
		{"EXTRA_AFLAGS", "5.4 warning, 5.10 warning, 6.12 warning", "write asflags-y", "fm/Kbuild:3"},
		{"EXTRA_CFLAGS", "5.4 warning, 5.10 warning, 6.12 warning", general, "Kbuild:2 Kbuild:4 fm/Kbuild:2"},
	}
	if difference := cmp.Diff(want, got, cmp.AllowUnexported(row{})); difference != "" {
		t.Errorf("(-want +got):\n%s", difference)
	}
	if kernels := outcome.Compat.Tree.Kernel; kernels != "5.4,5.10,6.12" {
		t.Errorf("judged for %s", kernels)
	}
}

func severities(compat *report.Compat, p *report.Problem) string {
	var parts []string
	for _, kernel := range compat.Kernels {
		if severity, ok := p.Severities[kernel]; ok {
			parts = append(parts, kernel+" "+severity.String())
		}
	}
	return strings.Join(parts, ", ")
}

func places(p *report.Problem) string {
	var parts []string
	for _, place := range p.Places {
		parts = append(parts, place.Path+":"+string(rune('0'+place.Line)))
	}
	return strings.Join(parts, " ")
}
