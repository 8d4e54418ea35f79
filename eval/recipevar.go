package eval

import (
	"maps"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/parser"
	"github.com/kbuildlint/kbuildlint/source"
)

// ValueIn returns the value that the reference to a variable has in the recipe
// of a binding, where the variables of another process count behind those of
// this one. Nobody is told of what that compares.
func (p *Process) ValueIn(b *Binding, name string, behind *Process) *Value {
	options := p.options
	defer func() { p.options = options }()
	p.options.Watch = nil
	if behind != nil {
		p.options.Inherited = maps.Clone(behind.vars)
		maps.Copy(p.options.Inherited, options.Inherited)
	}
	text := "$(" + name + ")"
	file := source.NewFile("", text)
	parsed := p.options.Version.ParseText(file, source.Span{End: len(text)}, parser.ModeValue)
	rule := *b.Rule
	rule.Recipe = []RecipeText{{Template: &Template{Text: &parsed, File: file}, When: cond.True}}
	alone := *b
	alone.Rule = &rule
	state := p.memory.state
	p.memory.changed()
	value := p.ExpandRecipe(&alone)[0].Value
	p.memory.state = state
	return value
}
