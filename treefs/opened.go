package treefs

import (
	"io"
	"io/fs"
	"strings"
	"syscall"
	"time"
)

// An info describes an entry by the name it was asked for.
type info struct {
	node *node
	name string
}

func (i info) Name() string       { return i.name }
func (i info) ModTime() time.Time { return time.Time{} }
func (i info) IsDir() bool        { return i.node.mode.IsDir() }
func (i info) Sys() any           { return nil }

// Mode asks the base for the permissions: a listing does not tell them.
func (i info) Mode() fs.FileMode {
	if file, ok := i.node.text.(fileOfBase); ok {
		if described, err := file.found.Info(); err == nil {
			return described.Mode()
		}
	}
	return i.node.mode
}

func (i info) Size() int64 {
	if i.node.text == nil {
		return 0
	}
	return i.node.text.size()
}

// A listed node is what a directory tells of it, without a look at the base.
type listed struct{ node *node }

func (l listed) Name() string               { return l.node.name }
func (l listed) IsDir() bool                { return l.node.mode.IsDir() }
func (l listed) Type() fs.FileMode          { return l.node.mode.Type() }
func (l listed) Info() (fs.FileInfo, error) { return info{l.node, l.node.name}, nil }
func (l listed) String() string             { return fs.FormatDirEntry(l) }

// An openFile is a file that is being read.
type openFile struct {
	*strings.Reader
	info info
}

func (f *openFile) Stat() (fs.FileInfo, error) { return f.info, nil }
func (f *openFile) Close() error               { return nil }

// An openDir is a directory that is being listed.
type openDir struct {
	info    info
	entries []fs.DirEntry
}

func (f *openDir) Stat() (fs.FileInfo, error) { return f.info, nil }
func (f *openDir) Close() error               { return nil }

func (f *openDir) Read([]byte) (int, error) {
	return 0, &fs.PathError{Op: "read", Path: f.info.name, Err: syscall.EISDIR}
}

func (f *openDir) ReadDir(count int) ([]fs.DirEntry, error) {
	if count > 0 && len(f.entries) == 0 {
		return nil, io.EOF
	}
	if count <= 0 || count > len(f.entries) {
		count = len(f.entries)
	}
	list := f.entries[:count:count]
	f.entries = f.entries[count:]
	return list, nil
}
