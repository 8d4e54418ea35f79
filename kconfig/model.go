package kconfig

import (
	"github.com/kbuildlint/kbuildlint/source"
)

// A Model is what the Kconfig files of a tree say, on all architectures that
// were asked for. It is never changed after Read returned it and may be shared
// between goroutines.
type Model struct {
	// Arches are the architectures of the request, in its order; bit i of an
	// ArchSet stands for Arches[i]. A tree without architectures has one with
	// the name "".
	Arches []string
	// Files are the files that were read, in the order they were first sourced.
	Files []*source.File
	// Menus and Comments are in the order of the text.
	Menus    []*Menu
	Comments []*Comment
	// Choices are in the order of the text.
	Choices []*Choice
	// Errors is what could not be read, in the order it was met. Nothing else
	// is lost by an error.
	Errors []Error
	// Incomplete are the architectures on which something is missing: a file
	// could not be found, a name is not known, or a line could not be read.
	Incomplete ArchSet

	symbols     map[string]*Symbol
	choiceNames map[string]ArchSet    // where choices have these names
	modules     []*Definition         // those with the option modules
	partly      map[*source.File]bool // the files of which some lines could not be read
}

// An Error is a part of a file that could not be read.
type Error struct {
	Place   source.Place
	Message string
	// Arches are the architectures it is met on.
	Arches ArchSet
}

// A Symbol is a name of Kconfig, without CONFIG_.
type Symbol struct {
	Name string
	// Definitions are in the order of the text; none for a symbol that is only
	// selected or implied.
	Definitions []*Definition
	// SelectedBy and ImpliedBy are what other symbols do to it.
	SelectedBy, ImpliedBy []*Selection
}

// A Definition is one config or menuconfig entry of a symbol, with what
// surrounds it. An entry of a file that several others source, on other
// architectures or in other menus, is a definition for each.
type Definition struct {
	Symbol *Symbol
	// Place is the symbol's name behind config.
	Place source.Place
	// Entry is the text from the keyword to the end of the last option.
	Entry source.Place
	// Arches are the architectures on which the entry is read.
	Arches ArchSet
	// Type is the type that the entry gives, Untyped for none.
	Type Type
	// Prompt is nil for a symbol that the user can't set here.
	Prompt *Prompt
	// DependsOn are the entry's own lines.
	DependsOn []Dependency
	// Depends is all of DependsOn with what the menus, ifs and choices around
	// the entry depend on; nil when nothing limits it. It limits all other
	// conditions of the entry too.
	Depends  *Expr
	Defaults []Default
	Ranges   []Range
	Selects  []*Selection
	Implies  []*Selection
	// Options are the lines that begin with option.
	Options []Option
	// Menu is the innermost menu around the entry, nil at the top.
	Menu *Menu
	// Choice is the choice that the entry is a member of, nil for none.
	Choice *Choice
	// Help, Modules and Transitional say that the entry has such a line.
	Help, Modules, Transitional bool
	// Menuconfig says that the entry begins with menuconfig.
	Menuconfig bool
}

// Path returns the path of the file of a definition.
func (d *Definition) Path() string { return d.Place.Path() }

// Line returns the 1-based line of a definition.
func (d *Definition) Line() int { return d.Place.Start().Line }

// A Prompt is what the user is asked.
type Prompt struct {
	Place source.Place // of the text, with its quotes
	Text  string
	// If is the condition on the line, nil for none.
	If *Expr
	// Visible is what the menus around demand by "visible if", nil for nothing.
	Visible *Expr
}

// A Dependency is a line "depends on"; its condition If came with Linux 7.0.
type Dependency struct {
	Place  source.Place // of the line
	On, If *Expr
}

// A Default is a line "default" or the value of a def_bool or def_tristate.
type Default struct {
	Place     source.Place // of the line
	Value, If *Expr
}

// A Range is a line "range" of a number.
type Range struct {
	Place         source.Place // of the line
	Low, High, If *Expr
}

// A Selection is a line "select" or "imply".
type Selection struct {
	// By is the definition that has the line.
	By *Definition
	// Symbol is the name of what is selected, and Place where it stands.
	Symbol string
	Place  source.Place
	// If is the condition on the line, nil for none.
	If *Expr
}

// An Option is a line "option", which Linux had until 5.9, such as env="ARCH".
type Option struct {
	Place source.Place // of the line
	Name  string
	Value *Expr // nil for an option without a value
}

// A Menu is a menu around entries.
type Menu struct {
	Place  source.Place // of the text, with its quotes
	Text   string
	Arches ArchSet
	Parent *Menu // nil at the top
	// DependsOn are its own lines, Depends is all of them with what is around
	// the menu.
	DependsOn []Dependency
	Depends   *Expr
	// Visible is what the prompts inside demand, with the menus around it.
	Visible *Expr
}

// A Comment is a comment entry, which the user sees in the menu.
type Comment struct {
	Place     source.Place // of the text, with its quotes
	Text      string
	Arches    ArchSet
	Menu      *Menu // nil at the top
	DependsOn []Dependency
	Depends   *Expr
}

// A Choice is a group of symbols of which the user takes one.
type Choice struct {
	Place  source.Place // of the keyword
	Arches ArchSet
	// Name is the one that trees before Linux 6.7 could give, "" for none.
	Name string
	// Type is the type that the choice gives, Untyped for none. Only trees
	// before Linux 6.11 have choices of tristate.
	Type      Type
	Prompt    *Prompt
	DependsOn []Dependency
	Depends   *Expr
	Defaults  []Default
	Menu      *Menu // nil at the top
	Members   []*Definition
	// Help and Optional say that the choice has such a line.
	Help, Optional bool
}

// Symbol returns what is known of a name, nil for one that no file defines,
// selects or implies.
func (m *Model) Symbol(name string) *Symbol { return m.symbols[name] }

// Defined reports whether a file defines the symbol, on any architecture.
func (m *Model) Defined(name string) bool { return !m.ArchesOf(name).Empty() }

// ArchesOf returns the architectures on which the symbol is defined.
func (m *Model) ArchesOf(name string) ArchSet {
	var arches ArchSet
	if symbol := m.symbols[name]; symbol != nil {
		for _, d := range symbol.Definitions {
			arches |= d.Arches
		}
	}
	return arches
}

// All returns the set of all architectures of the request.
func (m *Model) All() ArchSet { return allArches(len(m.Arches)) }

// Arch returns the set that holds one architecture, an empty one if the request
// did not name it.
func (m *Model) Arch(name string) ArchSet {
	for i, arch := range m.Arches {
		if arch == name {
			return archAt(i)
		}
	}
	return 0
}

// Names returns the names of the architectures in a set, in the order of the
// request.
func (m *Model) Names(arches ArchSet) []string {
	var names []string
	for i, arch := range m.Arches {
		if arches.Overlaps(archAt(i)) {
			names = append(names, arch)
		}
	}
	return names
}

// Type returns the type of a symbol. One that files type differently, as those
// of two architectures may, has the type that allows more: a tristate before a
// bool, text before both.
func (s *Symbol) Type() Type {
	typ := Untyped
	for _, d := range s.Definitions {
		typ = max(typ, d.Type)
	}
	return typ
}

// TypeOn returns the type that a symbol has on the architectures of a set: what
// the first definition that gives a type says (menu_set_type of
// scripts/kconfig/menu.c).
func (s *Symbol) TypeOn(arches ArchSet) Type {
	for _, d := range s.Definitions {
		if d.Type != Untyped && d.Arches.Overlaps(arches) {
			return d.Type
		}
	}
	return Untyped
}
