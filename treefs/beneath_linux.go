package treefs

import (
	"errors"
	"io"
	"io/fs"
	"os"

	"golang.org/x/sys/unix"
)

// A beneath opens what is below one directory with a single call of the system:
// os.Root opens each part of a path by itself, and asks for more. It may be
// used by several goroutines.
type beneath struct {
	dir *os.File
	fd  int
}

// openBeneath returns the beneath of a root, nil where the system has no such
// call (openat2, Linux 5.6).
func openBeneath(root *os.Root) *beneath {
	dir, err := root.Open(".")
	if err != nil {
		return nil
	}
	b := &beneath{dir: dir, fd: int(dir.Fd())}
	fd, err := b.open(".", unix.O_DIRECTORY)
	if err != nil {
		_ = dir.Close() // nothing was written
		return nil
	}
	_ = unix.Close(fd) // nothing was written
	return b
}

// maxTries bounds how often an open that was disturbed is tried again.
const maxTries = 100

// open opens a name. No link and no ".." leads out of the directory, and what
// is no plain file does not block.
func (b *beneath) open(name string, flags uint64) (fd int, err error) {
	how := unix.OpenHow{
		Flags:   unix.O_RDONLY | unix.O_CLOEXEC | unix.O_NOCTTY | flags,
		Resolve: unix.RESOLVE_BENEATH | unix.RESOLVE_NO_MAGICLINKS,
	}
	for range maxTries {
		fd, err = unix.Openat2(b.fd, name, &how)
		if !errors.Is(err, unix.EINTR) && !errors.Is(err, unix.EAGAIN) {
			break
		}
	}
	return fd, err
}

// readFile returns the text of a regular file.
func (b *beneath) readFile(name string) ([]byte, error) {
	fd, err := b.open(name, unix.O_NONBLOCK)
	if err != nil {
		return nil, err
	}
	defer func() { _ = unix.Close(fd) }() // nothing was written
	var info unix.Stat_t
	if err := unix.Fstat(fd, &info); err != nil {
		return nil, err
	}
	switch {
	case info.Mode&unix.S_IFMT != unix.S_IFREG:
		return nil, errNotRegular
	case info.Size > maxFile:
		return nil, errTooLarge
	}
	text := make([]byte, 0, info.Size+1)
	for {
		n, err := unix.Read(fd, text[len(text):cap(text)])
		if errors.Is(err, unix.EINTR) {
			continue
		}
		if err != nil {
			return nil, err
		}
		if n == 0 {
			return text, nil
		}
		text = text[:len(text)+n]
		switch {
		case int64(len(text)) == info.Size:
			return text, nil // what is written behind it meanwhile is no part of the file
		case len(text) > maxFile:
			return nil, errTooLarge
		case len(text) == cap(text):
			text = append(text, 0)[:len(text)]
		}
	}
}

// readDir returns the entries of a directory, not sorted.
func (b *beneath) readDir(name string) ([]fs.DirEntry, error) {
	fd, err := b.open(name, unix.O_DIRECTORY)
	if err != nil {
		return nil, err
	}
	dir := os.NewFile(uintptr(fd), name)
	defer func() { _ = dir.Close() }() // nothing was written
	entries, err := dir.ReadDir(-1)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	return entries, nil
}
