package kbuild

import (
	"strings"

	"github.com/kbuildlint/kbuildlint/eval"
	"github.com/kbuildlint/kbuildlint/parser"
)

// references are the variables that the text of a makefile refers to.
type references struct {
	names map[string]bool
	// computed are the beginnings and ends of names that expansion makes, and
	// texts what is written for $(eval).
	computed [][2]string
	texts    []string
	// words are those that stand in values, in branches that nobody takes too;
	// files are those that rules name.
	words, files map[string]bool
	// exportsAll tells that every variable is exported.
	exportsAll bool
}

// refers reports whether a makefile that a directory's process has read may use
// a variable, other than kbuild by the names of what is listed.
func (t *Tree) refers(p *eval.Process, name string) bool {
	for inside, makefile := range t.makefiles(p) {
		r := t.referencesOf(makefile)
		if r.names[name] || !isOfKbuild(inside) && r.mayName(name) {
			return true
		}
	}
	return false
}

// isOfKbuild reports whether a makefile is one of the scripts of kbuild.
func isOfKbuild(inside string) bool {
	file, ok := strings.CutPrefix(inside, "scripts/")
	return ok && isScript(file)
}

// lists reports whether a makefile of a directory has a word in the value of
// some variable, be it in a branch that is not taken in this tree.
func (t *Tree) lists(p *eval.Process, word string) bool {
	for inside, makefile := range t.makefiles(p) {
		if !strings.HasPrefix(inside, "scripts/") && t.referencesOf(makefile).words[word] {
			return true
		}
	}
	return false
}

// assignedForUse reports whether the makefile may use what it assigns itself:
// the variable, or the one that the name is in other configurations.
func (t *Tree) assignedForUse(p *eval.Process, a eval.Assignment) bool {
	if t.refers(p, a.Name) {
		return true
	}
	for _, other := range p.Assignments {
		same := other.Place.Written() == a.Place.Written() && other.Name != a.Name
		if same && t.World.Space.Disjoint(other.When, a.When) && t.refers(p, other.Name) {
			return true
		}
	}
	return false
}

// mayName reports whether a name that expansion makes may be this one.
func (r *references) mayName(name string) bool {
	for _, part := range r.computed {
		if rest, ok := strings.CutPrefix(name, part[0]); ok && strings.HasSuffix(rest, part[1]) {
			return true
		}
	}
	for _, text := range r.texts {
		if strings.Contains(text, name) {
			return true
		}
	}
	return false
}

func (t *Tree) referencesOf(file *parser.File) *references {
	if r, ok := t.references[file.Source]; ok {
		return r
	}
	r := &references{names: map[string]bool{}, words: map[string]bool{}, files: map[string]bool{}}
	file.Inspect(r.visit)
	t.references[file.Source] = r
	return r
}

func (r *references) visit(node parser.Node) bool {
	switch node := node.(type) {
	case *parser.Ref:
		r.add(&node.Name)
	case *parser.Subst:
		r.add(&node.Name)
	case *parser.Function:
		r.function(node)
	case *parser.Arm:
		if node.Kind == parser.CondIfdef || node.Kind == parser.CondIfndef {
			r.add(&node.Left)
		}
	case *parser.Export:
		r.exportsAll = r.exportsAll || node.Names.Raw == "" && !node.Unexport
		r.add(&node.Names)
	case *parser.Rule:
		r.addFiles(&node.Targets)
		r.addFiles(&node.Prereqs)
	case *parser.Assign:
		if isExport(node.Modifiers) {
			r.add(&node.Name)
		}
		for word := range strings.FieldsSeq(node.Value.Raw) {
			r.words[word] = true
		}
	case *parser.Define:
		r.texts = append(r.texts, node.Body.Raw)
	}
	return true
}

// function adds the names that a call of a function refers to.
func (r *references) function(node *parser.Function) {
	switch node.Name {
	case "call", "value", "origin", "flavor":
		if len(node.Args) > 0 {
			r.add(&node.Args[0])
		}
	case "eval":
		for _, arg := range node.Args {
			r.texts = append(r.texts, arg.Raw)
		}
	}
}

// add notes the names that a text may be.
func (r *references) add(name *parser.Text) {
	literal := func(part parser.Part) string {
		if text, ok := part.(*parser.Literal); ok {
			return text.Value
		}
		return ""
	}
	switch last := len(name.Parts) - 1; {
	case last < 0:
	case last == 0 && literal(name.Parts[0]) != "":
		for word := range strings.FieldsSeq(name.Raw) {
			r.names[word] = true
		}
	default:
		r.computed = append(r.computed, [2]string{literal(name.Parts[0]), literal(name.Parts[last])})
	}
}
