package kbuild

import (
	"strings"

	"github.com/kbuildlint/kbuildlint/eval"
	"github.com/kbuildlint/kbuildlint/parser"
)

// RulesMention reports whether the prerequisites of a rule, as they are written
// in a makefile that a process has read, have a name in them, be it in a branch
// that only a variable on the command line opens.
func (t *Tree) RulesMention(p *eval.Process, name string) bool {
	found := false
	for inside, file := range t.makefiles(p) {
		if script, ofKbuild := strings.CutPrefix(inside, "scripts/"); ofKbuild && isScript(script) {
			continue
		}
		file.Inspect(func(node parser.Node) bool {
			if rule, ok := node.(*parser.Rule); ok {
				order := rule.OrderOnly != nil && strings.Contains(rule.OrderOnly.Raw, name)
				found = found || order || strings.Contains(rule.Prereqs.Raw, name)
			}
			return !found
		})
	}
	return found
}
