// Package treefs opens the doors through which kbuildlint reads: each is an
// fs.FS of one tree.
package treefs

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// OpenDir opens a directory. No symbolic link and no ".." leads out of it.
func OpenDir(name string) (fs.FS, error) {
	root, err := os.OpenRoot(name)
	if err != nil {
		return nil, fmt.Errorf("open tree: %w", err)
	}
	return newDoor(root), nil
}

// A Location is a path of the user's inside of the tree it belongs to.
type Location struct {
	// Root is the directory of the tree.
	Root string
	// Inside is the path relative to the root, with slashes; "." is the root.
	Inside string
}

// Locate finds the tree that a path belongs to: the nearest directory at or
// above it that isRoot accepts, else the path itself, or the directory of the
// file.
func Locate(name string, isRoot func(dir string) bool) (Location, error) {
	absolute, err := filepath.Abs(name)
	if err != nil {
		return Location{}, fmt.Errorf("locate %s: %w", name, err)
	}
	info, err := os.Stat(absolute)
	if err != nil {
		return Location{}, fmt.Errorf("locate %s: %w", name, err)
	}
	start := absolute
	if !info.IsDir() {
		start = filepath.Dir(absolute)
	}
	root := start
	for dir := start; ; dir = filepath.Dir(dir) {
		if isRoot(dir) {
			root = dir
			break
		}
		if dir == filepath.Dir(dir) {
			break
		}
	}
	inside, err := filepath.Rel(root, absolute)
	if err != nil {
		return Location{}, fmt.Errorf("locate %s: %w", name, err)
	}
	return Location{Root: root, Inside: filepath.ToSlash(inside)}, nil
}
