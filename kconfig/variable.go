package kconfig

import "github.com/kbuildlint/kbuildlint/source"

// A binding is what a variable holds on some architectures.
type binding struct {
	arches ArchSet
	text   string
	simple bool // given with :=, so that the text is already expanded
}

// variable returns the value of a variable, or of a function the tree defines.
func (m *macros) variable(name string, args []string) (text string, found bool) {
	bindings := m.variables[name]
	for i, b := range bindings {
		if !b.arches.Contains(allArches(len(m.arches))) {
			m.varies = true
		}
		if !b.arches.Overlaps(archAt(m.arch)) {
			continue
		}
		if b.simple {
			return bindings[i].text, true
		}
		return m.expand(b.text, args), true
	}
	return "", false
}

// assign does an assignment on the architectures of a set.
func (m *macros) assign(name, operator, text string, place source.Place, arches ArchSet) {
	switch operator {
	case ":=":
		for _, v := range m.variants(text, place, arches) {
			m.bind(name, binding{v.arches, v.text, true})
		}
	case "+=":
		m.add(name, text, place, arches)
	default:
		m.bind(name, binding{arches, text, false})
	}
}

// add does an assignment with +=, which keeps the flavor a variable has.
func (m *macros) add(name, text string, place source.Place, arches ArchSet) {
	for _, b := range append([]binding(nil), m.variables[name]...) {
		common := b.arches & arches
		if common.Empty() {
			continue
		}
		arches &^= common
		added := []variant{{common, text}}
		if b.simple {
			added = m.variants(text, place, common)
		}
		for _, v := range added {
			m.bind(name, binding{v.arches, bounded(b.text + " " + v.text), b.simple})
		}
	}
	if !arches.Empty() {
		m.bind(name, binding{arches, text, false})
	}
}

// bounded cuts a text to what an expansion may hold, so that a variable that
// doubles with each line stays small.
func bounded(text string) string {
	if len(text) > maxExpansion {
		return unknown("too long")
	}
	return text
}

// bind replaces what a variable holds on the architectures of a binding.
func (m *macros) bind(name string, added binding) {
	kept := []binding{added}
	for _, b := range m.variables[name] {
		if b.arches &^= added.arches; !b.arches.Empty() {
			kept = append(kept, b)
		}
	}
	m.variables[name] = kept
}
