package kconfig

import (
	"maps"
	"slices"
)

// SymbolNames returns the names of the symbols that some architecture defines,
// without CONFIG_, sorted.
func (m *Model) SymbolNames() []string {
	names := slices.Collect(maps.Keys(m.symbols))
	names = slices.DeleteFunc(names, func(name string) bool { return !m.Defined(name) })
	slices.Sort(names)
	return names
}
