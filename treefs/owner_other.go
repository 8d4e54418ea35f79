//go:build !unix

package treefs

import (
	"io/fs"
	"os"
)

// keepOwner does nothing where files have no owners that can be set.
func keepOwner(*os.File, fs.FileInfo) error { return nil }
