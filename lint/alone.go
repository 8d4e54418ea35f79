package lint

import (
	"path"
	"strings"

	"github.com/kbuildlint/kbuildlint/kbuild"
)

// plain returns the units with a build system of their own: those below tools
// are judged for whoever names them, all of them for what others may include.
func (r *run) plain() []*kbuild.Unit {
	var units []*kbuild.Unit
	seen := map[string]bool{}
	for _, name := range r.request.Paths {
		dir, isFragment := name, r.tree.IsFragment(name)
		if isFragment {
			dir, _, _ = strings.Cut(name, "/")
		} else if !r.tree.IsDir(name) {
			dir = path.Dir(name)
		}
		for _, unit := range r.tree.PlainUnits(dir) {
			if (isFragment || r.wanted(unit.Makefile)) && !seen[unit.Makefile] {
				seen[unit.Makefile] = true
				units = append(units, unit)
			}
		}
	}
	return units
}

// alone returns units for the wanted files that no process has read: what can
// be said of a makefile by itself is said.
func (r *run) alone() []*kbuild.Unit {
	var units []*kbuild.Unit
	for _, name := range r.request.Paths {
		if r.tree.IsFragment(name) && !r.tree.HasRead(name) {
			units = append(units, &kbuild.Unit{
				Makefile: name, Role: kbuild.PlainRole, Builds: []kbuild.Build{kbuild.InTree},
			})
		}
	}
	return units
}
