package treefs

import (
	"bytes"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"strings"
	"syscall"
)

// Why a file is left alone.
var (
	errChanged      = errors.New("it has changed since it was read")
	errLink         = errors.New("it is a symbolic link")
	errBehindLink   = errors.New("a symbolic link leads to it")
	errReadOnly     = errors.New("it is read-only")
	errReadOnlyDir  = errors.New("its directory is read-only")
	errForeignOwner = errors.New("it belongs to somebody else, to whom the new file can't be given")
)

// A Writer gives files of one directory, at any depth, other texts. Nothing
// outside of the directory can be written.
type Writer struct{ root *os.Root }

// OpenWriter returns the writer of a directory.
func OpenWriter(name string) (*Writer, error) {
	root, err := os.OpenRoot(name)
	if err != nil {
		return nil, fmt.Errorf("open tree: %w", err)
	}
	return &Writer{root}, nil
}

// Close ends the writing.
func (w *Writer) Close() error { return w.root.Close() }

// Replace gives a file that has the text before the text after. Whoever reads
// the file gets the one or the other: a new file takes its place, with its mode
// and owner, so that other names of the old one (hard links), which may be
// outside of the tree, keep the text before. No symbolic link is followed.
func (w *Writer) Replace(name string, before, after []byte) error {
	if !fs.ValidPath(name) {
		return fs.ErrInvalid
	}
	dir, err := w.open(path.Dir(name))
	if err != nil {
		return err
	}
	r := replacement{dir: dir, name: path.Base(name)}
	return errors.Join(r.replace(before, after), dir.Close())
}

// open opens a directory to which no symbolic link leads.
func (w *Writer) open(name string) (*os.Root, error) {
	dir, err := w.root.OpenRoot(".")
	if err != nil || name == "." {
		return dir, err
	}
	for part := range strings.SplitSeq(name, "/") {
		inner, err := enter(dir, part)
		if err := errors.Join(err, dir.Close()); err != nil {
			return nil, err
		}
		dir = inner
	}
	return dir, nil
}

// enter opens a directory in a directory, which must be no symbolic link.
func enter(dir *os.Root, name string) (*os.Root, error) {
	listed, err := dir.Lstat(name)
	if err != nil {
		return nil, err
	}
	switch {
	case listed.Mode()&fs.ModeSymlink != 0:
		return nil, errBehindLink
	case !listed.IsDir():
		return nil, syscall.ENOTDIR
	}
	inner, err := dir.OpenRoot(name)
	if err != nil {
		return nil, err
	}
	opened, err := inner.Stat(".")
	if err == nil && !os.SameFile(listed, opened) {
		err = errBehindLink // just now
	}
	if err != nil {
		return nil, errors.Join(err, inner.Close())
	}
	return inner, nil
}

// A replacement is that of one file in a directory.
type replacement struct {
	dir  *os.Root
	name string
	old  fs.FileInfo // the file as it was compared
}

// replace puts a new file in the place of one that has the text before.
func (r *replacement) replace(before, after []byte) error {
	if err := r.compare(before); err != nil {
		return err
	}
	temporary := ".kbuildlint-" + rand.Text()
	if err := r.write(temporary, after); err != nil {
		return err
	}
	err := r.isUnchanged()
	if err == nil {
		err = r.dir.Rename(temporary, r.name)
	}
	if err != nil {
		return errors.Join(err, r.dir.Remove(temporary))
	}
	return nil
}

// compare fails unless the file may be written and has a text.
func (r *replacement) compare(text []byte) error {
	listed, err := r.dir.Lstat(r.name)
	switch {
	case err != nil:
		return err
	case listed.Mode()&fs.ModeSymlink != 0:
		return errLink
	case !listed.Mode().IsRegular():
		return errNotRegular
	case isReadOnly(listed):
		return errReadOnly
	}
	if parent, err := r.dir.Stat("."); err != nil || isReadOnly(parent) {
		return errors.Join(err, errReadOnlyDir)
	}
	file, err := r.dir.OpenFile(r.name, os.O_RDWR, 0) // as a test that it may be written
	if errors.Is(err, fs.ErrPermission) {
		return errReadOnly
	}
	if err != nil {
		return err
	}
	defer func() { _ = file.Close() }() // nothing is written
	r.old, err = file.Stat()
	if err != nil || !os.SameFile(listed, r.old) {
		return errors.Join(err, errChanged)
	}
	found, err := io.ReadAll(io.LimitReader(file, int64(len(text))+1))
	if err == nil && !bytes.Equal(found, text) {
		err = errChanged
	}
	return err
}

// isReadOnly reports whether nobody is to write, which does not stop root.
func isReadOnly(info fs.FileInfo) bool { return info.Mode().Perm()&0o222 == 0 }

// isUnchanged fails if the file is no longer the one that was compared.
func (r *replacement) isUnchanged() error {
	now, err := r.dir.Lstat(r.name)
	if err != nil {
		return err
	}
	if !os.SameFile(now, r.old) || now.Size() != r.old.Size() || !now.ModTime().Equal(r.old.ModTime()) {
		return errChanged
	}
	return nil
}

// write makes the new file, and nothing if that fails.
func (r *replacement) write(temporary string, text []byte) error {
	file, err := r.dir.OpenFile(temporary, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrPermission) {
		return errReadOnlyDir
	}
	if err != nil {
		return err
	}
	err = r.fill(file, text)
	if err := errors.Join(err, file.Close()); err != nil {
		return errors.Join(err, r.dir.Remove(temporary))
	}
	return nil
}

// fill gives the new file its text, owner and mode, on the disk.
func (r *replacement) fill(file *os.File, text []byte) error {
	if _, err := file.Write(text); err != nil {
		return err
	}
	if err := keepOwner(file, r.old); err != nil {
		return err
	}
	bits := fs.ModePerm | fs.ModeSetuid | fs.ModeSetgid | fs.ModeSticky
	if err := file.Chmod(r.old.Mode() & bits); err != nil {
		return err
	}
	return file.Sync()
}
