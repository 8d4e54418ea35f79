package kbuild

import (
	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/kconfig"
)

// Excludes reports whether the Kconfig files allow no configuration in which a
// condition holds, as far as the symbols near to those of the condition tell.
// It takes a fraction of the time of Prove.
func (t *Tree) Excludes(when cond.Cond) bool {
	for _, arch := range t.askedArches() {
		question, ok := t.question(when, arch)
		if !ok || !t.Kconfig().Excludes(arch, question) {
			return false
		}
	}
	return true
}

// Conflict returns what the Kconfig files say so that a condition holds in no
// configuration, a set of which nothing can be left out. It is nil where they
// do not exclude it.
func (t *Tree) Conflict(when cond.Cond) []kconfig.Reason {
	var questions []kconfig.Question
	for _, arch := range t.askedArches() {
		formula, ok := t.question(when, arch)
		if !ok {
			return nil
		}
		questions = append(questions, kconfig.Question{Arch: arch, Formula: formula})
	}
	return t.Kconfig().Conflict(questions)
}

// question returns a condition on an architecture as a formula, false for one
// that is too large.
func (t *Tree) question(when cond.Cond, arch string) (question kconfig.Formula, ok bool) {
	on := t.World.Space.And(when, t.World.Space.Is(t.archDomain(), arch))
	f := formula{tree: t, arch: arch, known: map[cond.Cond]kconfig.Formula{}}
	whole := f.of(on)
	return whole, t.Kconfig() != nil && len(f.known) <= maxFormula
}
