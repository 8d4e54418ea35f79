package rules

import (
	"strconv"
	"strings"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/eval"
	"github.com/kbuildlint/kbuildlint/parser"
)

// A parameterCount finds out how many arguments of $(call) a function looks at:
// the largest N of the $(N) in its text, and in the variables that the text
// refers to.
type parameterCount struct {
	process *eval.Process
	seen    map[string]bool
	// most is that number; unknown is set where a name is computed, so that any
	// argument may be used.
	most    int
	unknown bool
}

// parametersOf returns how many arguments a function looks at, and false where
// that is not known. What looks at none may stand for functions that do.
func parametersOf(process *eval.Process, name string) (most int, ok bool) {
	count := parameterCount{process: process, seen: map[string]bool{}}
	count.variable(name)
	return count.most, !count.unknown && count.most > 0
}

// variable counts in the value of a variable.
func (c *parameterCount) variable(name string) {
	variable := c.process.Lookup(name)
	if variable == nil || c.seen[name] || c.unknown {
		return
	}
	c.seen[name] = true
	if variable.Recursive == cond.False {
		return // it is expanded already, and has no parameters
	}
	c.value(variable.Value)
}

// value counts in the templates of a value.
func (c *parameterCount) value(value *eval.Value) {
	for i := range value.Pieces {
		piece := &value.Pieces[i]
		switch {
		case piece.Template != nil:
			parser.Inspect(piece.Template.Text, c.node)
		case piece.Value != nil:
			c.value(piece.Value)
		}
	}
}

// node counts in a part of a template.
func (c *parameterCount) node(node parser.Node) bool {
	switch node := node.(type) {
	case *parser.Ref:
		c.name(&node.Name)
	case *parser.Subst:
		c.name(&node.Name)
	case *parser.Function:
		switch node.Name {
		case "value", "origin", "flavor", "eval", "let", "foreach":
			c.unknown = true // an argument may be asked for by its number, or get another one
		}
	}
	return !c.unknown
}

// name counts a reference by its name.
func (c *parameterCount) name(name *parser.Text) {
	if strings.Contains(name.Raw, "$") {
		c.unknown = true
		return
	}
	if number, err := strconv.Atoi(name.Raw); err == nil {
		c.most = max(c.most, number)
		return
	}
	c.variable(name.Raw)
}
