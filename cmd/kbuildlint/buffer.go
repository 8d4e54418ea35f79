package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"

	"github.com/kbuildlint/kbuildlint/lint"
	"github.com/kbuildlint/kbuildlint/treefs"
)

// maxBuffer is how long the text of a file on standard input may be, in bytes.
const maxBuffer = 16 << 20

// openBuffer opens the tree of a file whose text is on standard input, as an
// editor has it. The file need not be there yet, its directory has to.
func (c *change) openBuffer() ([]*states, []lint.Failure, error) {
	name, missing := c.Buffer, ""
	if _, err := os.Lstat(name); errors.Is(err, fs.ErrNotExist) {
		name, missing = filepath.Split(name)
		name = filepath.Clean(name)
	}
	trees, failures, err := c.openDirectories([]string{name})
	if err != nil || len(trees) != 1 {
		return trees, failures, err
	}
	tree := trees[0]
	tree.paths = []string{path.Join(tree.paths[0], missing)}
	text, err := readBuffer(c.Mail)
	if err == nil {
		tree.after, err = treefs.WithTexts(tree.after, map[string][]byte{tree.paths[0]: text})
	}
	if err != nil {
		return trees, failures, fmt.Errorf("--stdin: %w", err)
	}
	return trees, failures, nil
}

// readBuffer reads standard input.
func readBuffer(stdin io.Reader) ([]byte, error) {
	text, err := io.ReadAll(io.LimitReader(stdin, maxBuffer+1))
	if err == nil && len(text) > maxBuffer {
		err = fmt.Errorf("more than %d MB", maxBuffer>>20)
	}
	return text, err
}
