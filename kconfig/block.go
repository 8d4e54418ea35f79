package kconfig

import "github.com/kbuildlint/kbuildlint/source"

// A frame is a menu, an if or a choice around entries.
type frame struct {
	word    keyword
	place   source.Place
	depends *Expr   // what is inside depends on
	visible *Expr   // what prompts inside demand besides
	menu    *Menu   // the innermost one
	choice  *Choice // the innermost one
}

// ends has the keyword that ends a block.
var ends = map[keyword]keyword{kwMenu: kwEndmenu, kwIf: kwEndif, kwChoice: kwEndchoice}

// around returns the innermost frame, the zero one at the top.
func (r *reader) around() frame {
	if len(r.frames) == 0 {
		return frame{}
	}
	return r.frames[len(r.frames)-1]
}

// push opens a block. What nests too deeply is read without its conditions.
func (r *reader) push(f frame) {
	if len(r.frames) == maxNesting {
		r.fail(f.place, r.arches, "the blocks nest too deeply")
	}
	if len(r.frames) >= maxNesting {
		outer := r.around()
		f.depends, f.visible = outer.depends, outer.visible
	}
	r.frames = append(r.frames, f)
}

// endBlock closes a block that the file opened above base.
func (r *reader) endBlock(stmt *statement, base int) {
	for i := len(r.frames) - 1; i >= base; i-- {
		if ends[r.frames[i].word] != stmt.word {
			continue
		}
		for _, open := range r.frames[i+1:] {
			r.fail(open.place, r.arches, string(open.word)+" has no "+string(ends[open.word]))
		}
		r.frames = r.frames[:i]
		return
	}
	r.fail(r.place(stmt.span), r.arches, string(stmt.word)+" ends nothing in this file")
}

// statement does one statement; base is how many frames the files around it
// opened.
func (r *reader) statement(stmt *statement, base int) {
	if stmt.in != inNone {
		r.option(stmt)
		return
	}
	r.finish()
	switch stmt.word {
	case kwConfig, kwMenuconfig:
		r.beginConfig(stmt)
	case kwChoice:
		r.beginChoice(stmt)
	case kwMenu:
		r.beginMenu(stmt)
	case kwComment:
		r.beginComment(stmt)
	case kwIf:
		r.beginIf(stmt)
	case kwEndmenu, kwEndif, kwEndchoice:
		r.endBlock(stmt, base)
	case kwSource, kwRsource, kwOsource, kwOrsource, kwGsource:
		r.source(stmt)
	case kwAssign:
		r.assignment(stmt)
	case kwExpand:
		r.expansion(stmt)
	default: // mainmenu has no meaning here
	}
}

func (r *reader) beginIf(stmt *statement) {
	f := r.around()
	f.word, f.place = kwIf, r.place(stmt.span)
	f.depends = conjunction(f.depends, r.resolve(stmt.value))
	r.push(f)
}

func (r *reader) beginMenu(stmt *statement) {
	outer := r.around()
	text, _ := r.textOf(stmt.name)
	menu := &Menu{Place: r.namePlace(stmt), Text: text, Arches: r.arches, Parent: outer.menu}
	menu.Visible = outer.visible
	r.model.Menus = append(r.model.Menus, menu)
	r.begin(stmt, entry{kind: inMenu, menu: menu})
}

func (r *reader) beginComment(stmt *statement) {
	text, _ := r.textOf(stmt.name)
	comment := &Comment{Place: r.namePlace(stmt), Text: text, Arches: r.arches, Menu: r.around().menu}
	r.model.Comments = append(r.model.Comments, comment)
	r.begin(stmt, entry{kind: inComment, comment: comment})
}

func (r *reader) beginChoice(stmt *statement) {
	choice := &Choice{Place: r.place(stmt.span), Arches: r.arches, Menu: r.around().menu}
	choice.Name, _ = r.textOf(stmt.name)
	if choice.Name != "" {
		r.model.choiceNames[choice.Name] |= r.arches
	}
	if r.around().choice != nil {
		r.note(choice.Place, r.arches, "a choice inside a choice")
	}
	r.model.Choices = append(r.model.Choices, choice)
	r.begin(stmt, entry{kind: inChoice, choice: choice})
}

// beginConfig begins the definition of a symbol. One whose name is not known
// is lost.
func (r *reader) beginConfig(stmt *statement) {
	place := r.namePlace(stmt)
	name, known := r.textOf(stmt.name)
	if !known || name == "" {
		r.model.Incomplete |= r.arches
		r.begin(stmt, entry{kind: inConfig, def: &Definition{Symbol: &Symbol{Name: name}, Place: place}})
		return
	}
	outer, symbol := r.around(), r.symbol(name)
	def := &Definition{
		Symbol: symbol, Place: place, Arches: r.arches, Menu: outer.menu, Choice: outer.choice,
		Menuconfig: stmt.word == kwMenuconfig,
	}
	symbol.Definitions = append(symbol.Definitions, def)
	if def.Choice != nil {
		def.Choice.Members = append(def.Choice.Members, def)
	}
	r.begin(stmt, entry{kind: inConfig, def: def})
}

// namePlace returns the place of what a statement names, that of the statement
// where the name is missing.
func (r *reader) namePlace(stmt *statement) source.Place {
	if stmt.name.kind == tokenEnd {
		return r.place(stmt.span)
	}
	return r.place(stmt.name.span)
}

// symbol returns the symbol of a name, which it may make.
func (r *reader) symbol(name string) *Symbol {
	symbol := r.model.symbols[name]
	if symbol == nil {
		symbol = &Symbol{Name: name}
		r.model.symbols[name] = symbol
	}
	return symbol
}

// assignment does NAME = value, NAME := value or NAME += value.
func (r *reader) assignment(stmt *statement) {
	if name, known := r.textOf(stmt.name); known {
		r.macros.assign(name, stmt.value.Place.Text(), stmt.value.Name, r.place(stmt.span), r.arches)
	}
}

// expansion does a line that begins with a macro, which must expand to nothing.
func (r *reader) expansion(stmt *statement) {
	for _, v := range r.expandToken(stmt.name, r.arches) {
		if !isUnknown(v.text) && v.text != "" {
			r.fail(r.place(stmt.span), v.arches, "unknown statement "+v.text)
		}
	}
}
