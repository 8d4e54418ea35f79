package lint_test

import (
	"testing"

	"github.com/kbuildlint/kbuildlint/lint"
)

// TestSlip tells a slip from a name that is meant to be another one.
func TestSlip(t *testing.T) {
	candidates := []string{"ccflags-y", "ccflags-remove-y", "obj-y", "targets", "table1", "radio-y", "srctree", "O"}
	for name, want := range map[string]string{
		"ccflag-y": "ccflags-y", "ccflags_y": "ccflags-y", "CCFLAGS-y": "ccflags-y", "cclfags-y": "ccflags-y",
		"ccflags-remvoe-y": "ccflags-remove-y", "ccflags-rmve-y": "ccflags-remove-y",
		"obj_y": "obj-y", "target": "targets", "scrtree": "srctree",
		"table2": "", "radio-m": "", "radio-": "", "video-y": "", "P": "", "budgets": "", "ccfalgss-y": "", "tgts": "",
		"targets": "",
	} {
		if got := lint.Slip(name, candidates); got != want {
			t.Errorf("%s: %q was meant, want %q", name, got, want)
		}
	}
}
