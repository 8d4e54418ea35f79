package kbuild

import (
	"io/fs"
	"strings"
)

// maxText bounds the size of files whose text is searched: scripts and sources
// that write files are smaller.
const maxText = 1 << 20

// FileHas reports whether the text of a file of the tree has a part. One that
// can't be read, or is too large, may have anything.
func (t *Tree) FileHas(name, part string) bool {
	info, err := fs.Stat(t.folder.fsys, name)
	if err != nil || info.Size() > maxText {
		return true
	}
	text, err := fs.ReadFile(t.folder.fsys, name)
	return err != nil || strings.Contains(string(text), part)
}
