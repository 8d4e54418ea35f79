package kconfig

// Excludes reports whether what the Kconfig files say of the symbols near to
// those of a formula is enough to know that no configuration of an architecture
// satisfies it. It takes a fraction of the time of Satisfiable, and misses what
// is excluded by symbols far away.
func (m *Model) Excludes(arch string, formula Formula) bool {
	on := m.Arch(arch)
	if on.Empty() || m.Incomplete.Overlaps(on) {
		return false
	}
	c := newEncoder(m, on, rooms[0])
	c.require(c.formula(formula))
	c.drain()
	_, found := solve(c.circuit)
	return !found
}
