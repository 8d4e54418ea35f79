package rules

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/kbuildlint/kbuildlint/lint"
	"github.com/kbuildlint/kbuildlint/parser"
	"github.com/kbuildlint/kbuildlint/source"
)

// fix returns the files that change when the first repair of each finding is
// applied, all at once.
func fix(t *testing.T, tree fstest.MapFS, found *lint.Report) fstest.MapFS {
	t.Helper()
	edits := map[string][]lint.Edit{}
	for i := range found.Diagnostics {
		if fixes := found.Diagnostics[i].Fixes; len(fixes) > 0 {
			for _, edit := range fixes[0].Edits {
				edits[edit.Path] = append(edits[edit.Path], edit)
			}
		}
	}
	fixed := fstest.MapFS{}
	for name, all := range edits {
		fixed[name] = &fstest.MapFile{Data: apply(t, tree[name].Data, all)}
	}
	return fixed
}

// apply makes the edits in a text, the last one first.
func apply(t *testing.T, text []byte, edits []lint.Edit) []byte {
	t.Helper()
	slices.SortFunc(edits, func(a, b lint.Edit) int {
		return cmp.Or(cmp.Compare(b.Line, a.Line), cmp.Compare(b.Column, a.Column))
	})
	behind := len(text)
	for _, edit := range slices.Compact(edits) {
		start, end := offset(text, edit.Line, edit.Column), offset(text, edit.EndLine, edit.EndColumn)
		if start > end || end > behind {
			t.Fatalf("edits of %s overlap: %+v", edit.Path, edits)
		}
		text = slices.Replace(slices.Clone(text), start, end, []byte(edit.Text)...)
		behind = start
	}
	return text
}

// offset returns where a line and a column are in a text.
func offset(text []byte, line, column int) int {
	start := 0
	for range line - 1 {
		start += strings.IndexByte(string(text[start:]), '\n') + 1
	}
	return start + column - 1
}

// overlaid returns a tree with some files replaced.
func overlaid(tree, files fstest.MapFS) fstest.MapFS {
	both := maps.Clone(tree)
	maps.Copy(both, files)
	return both
}

// isRepaired fails unless the repaired files parse and only findings are left
// that have no repair.
func isRepaired(t *testing.T, fixed fstest.MapFS, again, before *lint.Report) {
	t.Helper()
	for name, file := range fixed {
		if name == "dkms.conf" {
			continue // no makefile
		}
		if parsed := parser.Parse(source.NewFile(name, string(file.Data))); len(parsed.Errors) > 0 {
			t.Errorf("the repaired %s does not parse: %s\n%s", name, parsed.Errors[0].Message, file.Data)
		}
	}
	stubborn := 0
	for i := range before.Diagnostics {
		if len(before.Diagnostics[i].Fixes) == 0 {
			stubborn++
		}
	}
	if left := len(again.Diagnostics); left != stubborn {
		t.Errorf("after the repairs %d findings are left, want %d:\n%s", left, stubborn, text(t, again))
	}
}
