package kbuild

import (
	"slices"
	"testing"
)

// TestIncludedSources reads #include lines as people write them.
func TestIncludedSources(t *testing.T) {
	tree := open(t, map[string]string{
		"Kbuild": "",
		"sub/a.c": "#include \"b.c\"\n\t# include\t<../c.inc> /* why */\n#include \"d.h\"\n#include NAME\n" +
			"#include \"open\n// #include \"e.c\"\n#define include \"f.c\"\n",
	}, Options{})
	want := []string{"sub/b.c", "c.inc", "sub/open"}
	if got := tree.IncludedSources("sub/a.c"); !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := tree.IncludedSources("missing.c"); got != nil {
		t.Errorf("a file that is not there includes %q", got)
	}
}
