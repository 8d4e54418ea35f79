package treefs

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
)

// newFile is the mode of a file that a tree does not have.
const newFile fs.FileMode = 0o644

// WithTexts returns a tree in which some files, given by their paths, have
// other texts; those that the tree does not have are new. It may be used by
// several goroutines if the tree may.
func WithTexts(base fs.FS, texts map[string][]byte) (fs.FS, error) {
	overlay := newOverlay(base)
	changed := storeFS{overlay, "."}
	for _, name := range slices.Sorted(maps.Keys(texts)) {
		full, found, err := changed.at("open", name)
		if errors.Is(err, fs.ErrNotExist) && fs.ValidPath(name) {
			full, found, err = name, &node{mode: newFile}, nil
		}
		if err != nil {
			return nil, err
		}
		if !found.mode.IsRegular() {
			return nil, fmt.Errorf("%s: %w", name, errNotRegular)
		}
		overlay.put(full, found.mode, memory(texts[name]))
	}
	return changed, nil
}
