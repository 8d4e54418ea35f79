package treefs

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"syscall"
)

// maxFile is how large a file of a tree may be. The longest makefile of Linux
// 6.12 has 70 KB, the longest Kconfig file 90 KB.
const maxFile = 16 << 20

// errTooLarge and errNotRegular are why a file is not read: its end may never
// come.
var (
	errTooLarge   = fmt.Errorf("larger than %d MB", maxFile>>20)
	errNotRegular = errors.New("not a regular file")
)

// readRegular reads a file of a directory without waiting for what is a pipe or a
// device.
func readRegular(root *os.Root, name string) ([]byte, error) {
	file, err := root.OpenFile(name, os.O_RDONLY|syscall.O_NONBLOCK, 0)
	if err != nil {
		return nil, err
	}
	defer func() { _ = file.Close() }() // nothing was written
	info, err := file.Stat()
	switch {
	case err != nil:
		return nil, err
	case !info.Mode().IsRegular():
		return nil, &fs.PathError{Op: "read", Path: name, Err: errNotRegular}
	case info.Size() > maxFile:
		return nil, &fs.PathError{Op: "read", Path: name, Err: errTooLarge}
	}
	return readBounded(file, name)
}

// readBounded reads what may have grown since its size was asked for.
func readBounded(file io.Reader, name string) ([]byte, error) {
	text, err := io.ReadAll(io.LimitReader(file, maxFile+1))
	if err == nil && len(text) > maxFile {
		err = &fs.PathError{Op: "read", Path: name, Err: errTooLarge}
	}
	return text, err
}
