package kconfig

import (
	"fmt"

	"github.com/kbuildlint/kbuildlint/source"
)

// An entry is what the options of the next lines belong to.
type entry struct {
	kind    entryKind // inNone where no entry is open
	def     *Definition
	choice  *Choice
	menu    *Menu
	comment *Comment

	span      source.Span // from the keyword to the last option
	outer     *Expr       // what the blocks around depend on
	dependsOn []Dependency
	own       *Expr // dependsOn as one condition
}

// begin opens an entry.
func (r *reader) begin(stmt *statement, e entry) {
	e.span, e.outer = stmt.span, r.around().depends
	r.entry = e
}

// finish closes the entry that is open. A menu and a choice become blocks only
// then, for what they depend on stands in their options.
func (r *reader) finish() {
	e := r.entry
	r.entry = entry{}
	depends := conjunction(e.outer, e.own)
	f := r.around()
	f.depends = depends
	switch e.kind {
	case inConfig:
		e.def.Depends, e.def.DependsOn, e.def.Entry = depends, e.dependsOn, r.place(e.span)
	case inComment:
		e.comment.Depends, e.comment.DependsOn = depends, e.dependsOn
	case inMenu:
		e.menu.Depends, e.menu.DependsOn = depends, e.dependsOn
		f.word, f.place, f.menu, f.visible = kwMenu, e.menu.Place, e.menu, e.menu.Visible
		r.push(f)
	case inChoice:
		e.choice.Depends, e.choice.DependsOn = depends, e.dependsOn
		f.word, f.place, f.choice = kwChoice, e.choice.Place, e.choice
		r.push(f)
	case inNone:
	}
}

// option does a line of the entry that is open.
func (r *reader) option(stmt *statement) {
	e := &r.entry
	if e.kind == inNone || stmt.in&e.kind == 0 {
		r.fail(r.place(stmt.span), r.arches, "the line is no option of what stands before it")
		return
	}
	e.span.End = stmt.span.End
	value, condition := r.resolve(stmt.value), r.resolve(stmt.cond)
	switch {
	case stmt.word == kwDepends:
		if value != nil {
			e.dependsOn = append(e.dependsOn, Dependency{r.place(stmt.span), value, condition})
			e.own = conjunction(e.own, orUnless(value, condition))
		}
	case stmt.word == kwVisible:
		e.menu.Visible = conjunction(e.menu.Visible, condition)
	case e.kind == inChoice:
		r.choiceOption(stmt, value, condition)
	case e.kind == inConfig:
		r.configOption(stmt, value, condition)
	}
}

// prompt returns the prompt that a line has, nil for none.
func (r *reader) prompt(stmt *statement, condition *Expr) *Prompt {
	if stmt.name.kind != tokenQuoted {
		return nil
	}
	text, _ := r.textOf(stmt.name)
	return &Prompt{Place: r.place(stmt.name.span), Text: text, If: condition, Visible: r.around().visible}
}

func (r *reader) choiceOption(stmt *statement, value, condition *Expr) {
	c := r.entry.choice
	switch stmt.word {
	case kwType, kwPrompt:
		if c.Type == Untyped {
			c.Type = stmt.typ
		}
		if p := r.prompt(stmt, condition); p != nil {
			c.Prompt = p
		}
	case kwDefault:
		if value != nil {
			c.Defaults = append(c.Defaults, Default{r.place(stmt.span), value, condition})
		}
	case kwOptional:
		c.Optional = true
	case kwHelp:
		c.Help = true
	default: // forms allows no other word here
	}
}

func (r *reader) configOption(stmt *statement, value, condition *Expr) {
	d := r.entry.def
	if d.Type == Untyped {
		d.Type = stmt.typ
	}
	switch stmt.word {
	case kwType, kwPrompt:
		if p := r.prompt(stmt, condition); p != nil {
			r.addPrompt(d, p)
		}
	case kwDefault, kwDefBool, kwDefTristate:
		if value != nil {
			d.Defaults = append(d.Defaults, Default{r.place(stmt.span), value, condition})
		}
	case kwRange:
		if stmt.high != nil {
			d.Ranges = append(d.Ranges, Range{r.place(stmt.span), value, r.resolve(stmt.high), condition})
		}
	case kwSelect, kwImply:
		r.selection(d, stmt, condition)
	case kwOption:
		r.namedOption(d, stmt, value)
	case kwHelp:
		d.Help = true
	case kwModules:
		r.modules(d)
	case kwTransit:
		d.Transitional = true
	default: // forms allows no other word here
	}
}

// addPrompt gives a definition its prompt. The last one is what menus show, but
// each lets the user set the symbol.
func (r *reader) addPrompt(d *Definition, p *Prompt) {
	if d.Prompt != nil {
		p.If = either(d.Prompt.If, p.If)
	}
	d.Prompt = p
}

// either returns x || y, where nil is a condition that always holds.
func either(x, y *Expr) *Expr {
	if x == nil || y == nil {
		return nil
	}
	return &Expr{Op: Or, X: x, Y: y, Place: y.Place}
}

func (r *reader) selection(d *Definition, stmt *statement, condition *Expr) {
	name, known := r.textOf(stmt.name)
	if !known || name == "" {
		r.model.Incomplete |= r.arches
		r.model.partly[r.file.source] = true
		return
	}
	s := &Selection{By: d, Symbol: name, Place: r.place(stmt.name.span), If: condition}
	target := r.symbol(name)
	if stmt.word == kwSelect {
		d.Selects = append(d.Selects, s)
		target.SelectedBy = append(target.SelectedBy, s)
	} else {
		d.Implies = append(d.Implies, s)
		target.ImpliedBy = append(target.ImpliedBy, s)
	}
}

func (r *reader) namedOption(d *Definition, stmt *statement, value *Expr) {
	name, _ := r.textOf(stmt.name)
	d.Options = append(d.Options, Option{r.place(stmt.span), name, value})
	if name == string(kwModules) {
		r.modules(d)
	}
}

// modules marks the symbol that says whether there are modules. Each
// architecture has one at most.
func (r *reader) modules(d *Definition) {
	for _, other := range r.model.modules {
		if other.Symbol != d.Symbol && other.Arches.Overlaps(d.Arches) {
			r.note(d.Place, d.Arches, fmt.Sprintf("%s has the option modules already", other.Symbol.Name))
			return
		}
		if other.Arches.Contains(d.Arches) {
			d.Modules = true
			return
		}
	}
	d.Modules = true
	r.model.modules = append(r.model.modules, d)
}
