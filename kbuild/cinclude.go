package kbuild

import (
	"bytes"
	"io/fs"
	"path"
	"strings"
)

// IncludedSources returns the files with code that the #include lines of a C or
// assembly file name, as paths in the tree; headers are left out. It looks at
// lines only, so that what a comment or a condition hides counts too.
func (t *Tree) IncludedSources(name string) []string {
	text, err := fs.ReadFile(t.folder.fsys, name)
	if err != nil {
		return nil
	}
	var names []string
	for line := range bytes.Lines(text) {
		rest, ok := bytes.CutPrefix(bytes.TrimSpace(line), []byte("#"))
		if !ok {
			continue
		}
		rest, ok = bytes.CutPrefix(bytes.TrimSpace(rest), []byte("include"))
		if !ok {
			continue
		}
		if file := quoted(string(bytes.TrimSpace(rest))); path.Ext(file) != ".h" && file != "" {
			names = append(names, path.Join(path.Dir(name), file))
		}
	}
	return names
}

// quoted returns the name in "name" or <name>.
func quoted(text string) string {
	for _, marks := range []string{`""`, "<>"} {
		if rest, ok := strings.CutPrefix(text, marks[:1]); ok {
			name, _, _ := strings.Cut(rest, marks[1:])
			return name
		}
	}
	return ""
}
