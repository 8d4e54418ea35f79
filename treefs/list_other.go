//go:build !unix

package treefs

import (
	"io/fs"
	"os"
)

// list returns the entries of an open directory.
func list(dir *os.File) ([]fs.DirEntry, error) { return dir.ReadDir(-1) }
