package kbuild

import (
	"strings"
	"testing"
)

// TestFileHas looks into files, and gives up on what can't be read.
func TestFileHas(t *testing.T) {
	tree := open(t, miniature(t, map[string]string{
		"drivers/gen.sh": "cat > table.h\n", "drivers/large": strings.Repeat("x", maxText+1),
	}), Options{})
	for name, want := range map[string]bool{
		"drivers/gen.sh": true, "drivers/large": true, "gone": true, "Makefile": false,
	} {
		if got := tree.FileHas(name, "table.h"); got != want {
			t.Errorf("%s has it: %v, want %v", name, got, want)
		}
	}
}
