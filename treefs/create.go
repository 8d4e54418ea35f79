package treefs

import (
	"errors"
	"io/fs"
	"os"
	"path"
)

// Create makes a file that is not there yet. No symbolic link is followed.
func (w *Writer) Create(name string, text []byte) error {
	if !fs.ValidPath(name) {
		return fs.ErrInvalid
	}
	dir, err := w.open(path.Dir(name))
	if err != nil {
		return err
	}
	return errors.Join(create(dir, path.Base(name), text), dir.Close())
}

// create makes a file in a directory, all of it or nothing.
func create(dir *os.Root, name string, text []byte) error {
	file, err := dir.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return err
	}
	_, err = file.Write(text)
	if err := errors.Join(err, file.Close()); err != nil {
		return errors.Join(err, dir.Remove(name))
	}
	return nil
}
