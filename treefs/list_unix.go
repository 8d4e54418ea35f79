//go:build unix

package treefs

import (
	"fmt"
	"io/fs"
	"os"
	"syscall"
)

// list returns the entries of an open directory. A file of an os.Root looks at
// each entry by itself; another one for the same directory believes what the
// directory says of their types.
func list(dir *os.File) ([]fs.DirEntry, error) {
	connection, err := dir.SyscallConn()
	if err != nil {
		return nil, fmt.Errorf("list: %w", err)
	}
	var same int
	var failed error
	err = connection.Control(func(fd uintptr) { same, failed = syscall.Dup(int(fd)) })
	if err != nil || failed != nil {
		return dir.ReadDir(-1)
	}
	syscall.CloseOnExec(same)
	plain := os.NewFile(uintptr(same), dir.Name())
	defer func() { _ = plain.Close() }() // nothing was written
	return plain.ReadDir(-1)
}
