package kbuild

import (
	"path"
	"strings"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/eval"
	"github.com/kbuildlint/kbuildlint/source"
)

// A call is a recipe line that runs make for a directory: $(MAKE) $(build)=dir.
type call struct {
	dir  string
	when cond.Cond
	// goals are the targets that it names; byDefault are the configurations in
	// which it names none.
	goals     []eval.Word
	byDefault cond.Cond
	// builtin and modular are the configurations in which the line asks for
	// built-in objects and for modules.
	builtin, modular cond.Cond
	place            source.Place
}

// callsOf returns the calls that the recipe of a binding makes.
func (t *Tree) callsOf(p *eval.Process, b *eval.Binding) []*call {
	if !callsMake(b.Rule) {
		return nil
	}
	var calls []*call
	for _, line := range p.ExpandRecipe(b) {
		when := t.World.Space.And(line.Text.When, b.When)
		words := t.World.Words(t.cut(line.Value, when))
		calls = append(calls, t.callsIn(words, when, line.Text.Place)...)
	}
	return calls
}

// cut marks the blanks that the author of a line wrote as the ends of words:
// one part of it with too many variants to tell its words apart then leaves
// the others alone. The line is there in the configurations of when.
func (t *Tree) cut(line *eval.Value, when cond.Cond) *eval.Value {
	for len(line.Pieces) == 1 && line.Pieces[0].Value != nil {
		line = line.Pieces[0].Value
	}
	marked := &eval.Value{}
	behind := false // a blank stands right before
	for _, piece := range line.Pieces {
		fields := strings.Fields(piece.Text)
		isText := piece.Value == nil && piece.Template == nil
		if !isText || piece.Text == "" || !t.World.Space.Implies(when, piece.When) {
			piece.Sep = piece.Sep || behind
			behind = false
			marked.Pieces = append(marked.Pieces, piece)
			continue
		}
		behind = behind || strings.TrimLeft(piece.Text, " \t") != piece.Text
		trailing := strings.TrimRight(piece.Text, " \t") != piece.Text
		for _, field := range fields {
			piece.Text, piece.Sep = field, behind
			marked.Pieces = append(marked.Pieces, piece)
			behind = true
		}
		behind = trailing
	}
	return marked
}

// callsMake reports whether a line of a rule's recipe runs make.
func callsMake(rule *eval.Rule) bool {
	for _, line := range rule.Recipe {
		text := line.Place.Text()
		if strings.Contains(text, "$(MAKE)") || strings.Contains(text, "${MAKE}") {
			return true
		}
	}
	return false
}

// callsIn finds the calls among the words of a line of the shell, which is
// there in the configurations of live.
func (t *Tree) callsIn(words []eval.Word, live cond.Cond, place source.Place) []*call {
	var calls []*call
	var open []*call
	script := cond.False // configurations in which -f names the script
	for _, word := range words {
		word.Text = strings.TrimPrefix(strings.TrimPrefix(word.Text, "\\"), "\n") // behind a line that goes on
		dir, isObj := strings.CutPrefix(word.Text, "obj=")
		switch {
		case word.Text == "":
		case path.Base(word.Text) == "Makefile.build":
			script = t.World.Space.Or(script, t.World.Space.And(word.When, live))
		case isObj:
			when := t.World.Space.And(word.When, script)
			if when == cond.False || t.World.UnknownInText(dir) != nil {
				continue
			}
			c := &call{
				dir: dir, when: when, byDefault: when, builtin: cond.False, modular: cond.False, place: place,
			}
			calls, open = append(calls, c), append(open, c)
		case endsCommand(word.Text):
			open = nil
		default:
			for _, c := range open {
				t.argument(c, word)
			}
		}
	}
	return calls
}

// endsCommand tells the words of the shell behind which another command
// begins.
func endsCommand(word string) bool {
	return strings.HasSuffix(word, ";") || word == "&&" || word == "||" || word == "|"
}

// argument takes a word that follows the directory of a call.
func (t *Tree) argument(c *call, word eval.Word) {
	space := t.World.Space
	when := space.And(word.When, c.when)
	name, value, isVariable := strings.Cut(word.Text, "=")
	switch {
	case when == cond.False || t.World.IsGoals(word.Text):
	case name == "need-builtin" && value != "":
		c.builtin = space.Or(c.builtin, when)
	case name == "need-modorder" && value != "":
		c.modular = space.Or(c.modular, when)
	case isVariable:
	default:
		word.When = when
		c.goals = append(c.goals, word)
		c.byDefault = space.Diff(c.byDefault, when)
	}
}
