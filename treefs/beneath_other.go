//go:build !linux

package treefs

import (
	"errors"
	"io/fs"
	"os"
)

// A beneath is what a quicker way to open files would be; this system has none.
type beneath struct{}

func openBeneath(*os.Root) *beneath { return nil }

func (*beneath) readFile(string) ([]byte, error) { return nil, errors.ErrUnsupported }

func (*beneath) readDir(string) ([]fs.DirEntry, error) { return nil, errors.ErrUnsupported }
