package kbuild

import (
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/kbuildlint/kbuildlint/source"
)

// maxIncluders bounds how many sources are told that include another one.
const maxIncluders = 3

// includers returns the sources beside the path that include it: it is built as
// a part of them.
func (q *inquiry) includers() []Obstacle {
	dir, base := path.Dir(q.path), path.Base(q.path)
	var all []Obstacle
	for _, name := range q.tree.folder.list(dir) {
		full := path.Join(dir, name)
		isSource := slices.Contains([]string{".c", ".h", ".S", ".rs", ".dts", ".dtsi"}, path.Ext(name))
		if !isSource || full == q.path || len(all) == maxIncluders || !q.tree.folder.isFile(full) {
			continue
		}
		text, err := fs.ReadFile(q.tree.folder.fsys, full)
		if err != nil {
			continue
		}
		if span, ok := inclusionOf(base, string(text)); ok {
			place := source.NewFile(full, string(text)).Place(span)
			all = append(all, Obstacle{Text: "but " + name + " includes it", Place: place})
		}
	}
	return all
}

// inclusionOf finds the line of a source that includes a file in quotes.
func inclusionOf(base, text string) (source.Span, bool) {
	for from := 0; ; {
		i := strings.Index(text[from:], `"`+base+`"`)
		if i < 0 {
			return source.Span{}, false
		}
		at := from + i
		start := strings.LastIndexByte(text[:at], '\n') + 1
		before := strings.TrimSpace(text[start:at])
		if strings.HasPrefix(before, "#") && strings.HasSuffix(before, "include") || before == "/include/" {
			return source.Span{Start: at, End: at + len(base) + 2}, true
		}
		from = at + 1
	}
}
