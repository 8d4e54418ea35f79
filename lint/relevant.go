package lint

import (
	"slices"
	"strings"
)

// relevant returns which directories may matter for what is wanted, nil for all.
func (r *run) relevant() func(dir string) bool {
	if slices.ContainsFunc(r.request.Paths, isLarge) {
		return nil
	}
	return r.tree.Around(r.request.Paths)
}

// isLarge reports whether a path stands for so much of the tree, or for so much
// that makefiles everywhere use, that all of it may matter.
func isLarge(name string) bool {
	top, _, below := strings.Cut(name, "/")
	return !below || top == "scripts" || top == "tools" || top == "Documentation"
}
