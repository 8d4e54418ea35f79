//go:build unix

package treefs

import (
	"io/fs"
	"os"
	"syscall"
)

// keepOwner gives a file the owner and the group of another one.
func keepOwner(file *os.File, old fs.FileInfo) error {
	made, err := file.Stat()
	if err != nil {
		return err
	}
	was, isUnix := old.Sys().(*syscall.Stat_t)
	is, _ := made.Sys().(*syscall.Stat_t)
	if !isUnix || was.Uid == is.Uid && was.Gid == is.Gid {
		return nil
	}
	if err := file.Chown(int(was.Uid), int(was.Gid)); err != nil {
		return errForeignOwner
	}
	return nil
}
