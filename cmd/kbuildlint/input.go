package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
)

// errNotRegular is why a directory, a device or a pipe is not read.
var errNotRegular = errors.New("not a regular file")

// readRegular returns the content of a regular file: reading anything else
// could wait for ever, or never end.
func readRegular(path string) (string, error) {
	info, err := os.Stat(path)
	if err != nil {
		return "", withoutPath(err)
	}
	if !info.Mode().IsRegular() {
		return "", errNotRegular
	}
	content, err := os.ReadFile(path)
	if err != nil {
		return "", withoutPath(err)
	}
	return string(content), nil
}

// readAll returns all of standard input.
func readAll(stdin io.Reader) (string, error) {
	content, err := io.ReadAll(stdin)
	if err != nil {
		return "", fmt.Errorf("read standard input: %w", err)
	}
	return string(content), nil
}

// withoutPath returns an error without the path that its message begins with,
// since we say the path ourselves.
func withoutPath(err error) error {
	if pathError, ok := errors.AsType[*fs.PathError](err); ok {
		return pathError.Err
	}
	return err
}
