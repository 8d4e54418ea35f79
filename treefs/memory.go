package treefs

import (
	"fmt"
	"io/fs"
	"maps"
	"slices"
)

// WithTexts returns a tree in which some files, given by their paths, have
// other texts. It may be used by several goroutines if the tree may.
func WithTexts(base fs.FS, texts map[string][]byte) (fs.FS, error) {
	overlay := newOverlay(base)
	changed := storeFS{overlay, "."}
	for _, name := range slices.Sorted(maps.Keys(texts)) {
		full, found, err := changed.at("open", name)
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
