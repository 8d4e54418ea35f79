package kbuild

import (
	"path"
	"slices"
	"strings"

	"github.com/kbuildlint/kbuildlint/parser"
	"github.com/kbuildlint/kbuildlint/source"
)

// A Command is the definition of a variable that holds a command for the macros
// of kbuild: cmd_x, rule_x, filechk_x, or quiet_cmd_x.
type Command struct {
	// Variable is its name, Name what the macros are called with.
	Variable, Name string
	Place          source.Place
	// Unit is the makefile that has it, nil for one that others include.
	Unit *Unit
}

// commandVariables are the beginnings of the names of such variables.
var commandVariables = []string{"quiet_cmd_", "cmd_", "rule_", "filechk_"}

// commandName returns what the macros are called with, "" for other variables.
func commandName(variable string) string {
	for _, prefix := range commandVariables {
		if name, ok := strings.CutPrefix(variable, prefix); ok && !strings.ContainsAny(name, "$ \t") {
			return name
		}
	}
	return ""
}

// namesCalled returns the names with which the text of a makefile calls macros, in
// branches that nobody takes too. What a macro is given to call is not known.
func (t *Tree) namesCalled(file *parser.File) *references {
	called := &references{names: map[string]bool{}, texts: t.referencesOf(file).texts}
	file.Inspect(func(node parser.Node) bool {
		if call, ok := node.(*parser.Function); ok && call.Name == "call" && len(call.Args) > 1 {
			called.add(&call.Args[1])
		}
		return true
	})
	return called
}

// UnusedCommands returns the commands of makefiles that nothing calls or refers
// to: not the processes that read the makefile and, for one that is included,
// nothing in the tree. What kbuild calls itself is used.
func (t *Tree) UnusedCommands(wanted func(makefile string) bool) []Command {
	search := commandSearch{tree: t, called: map[*source.File]*references{}}
	var unused []Command
	for _, unit := range t.Units() {
		if unit.Role != DirectoryRole || !wanted(unit.Makefile) || t.Included(unit.Makefile) {
			continue
		}
		for _, command := range commandsIn(t.folder.parse(unit.Makefile)) {
			command.Unit = unit
			if !search.usedIn(command, t.folder.parse(unit.Makefile)) && !search.usedBy(command) {
				unused = append(unused, command)
			}
		}
	}
	return unused
}

// commandsIn returns the commands that a makefile defines.
func commandsIn(file *parser.File) []Command {
	var commands []Command
	if file == nil {
		return nil
	}
	add := func(name *parser.Text) {
		variable := file.Source.Slice(name.Span)
		if stem := commandName(variable); stem != "" {
			commands = append(commands, Command{Variable: variable, Name: stem, Place: file.Source.Place(name.Span)})
		}
	}
	file.Inspect(func(node parser.Node) bool {
		switch node := node.(type) {
		case *parser.Assign:
			add(&node.Name)
		case *parser.Define:
			add(&node.Name)
		}
		return true
	})
	return commands
}

// A commandSearch looks for uses of commands.
type commandSearch struct {
	tree   *Tree
	called map[*source.File]*references
}

// usedIn reports whether a makefile may use a command.
func (s *commandSearch) usedIn(command Command, file *parser.File) bool {
	called, ok := s.called[file.Source]
	if !ok {
		called = s.tree.namesCalled(file)
		s.called[file.Source] = called
	}
	r := s.tree.referencesOf(file)
	return called.names[command.Name] || called.mayName(command.Name) ||
		r.names[command.Variable] || r.mayName(command.Variable)
}

// usedBy reports whether one of the other makefiles that the process of the
// unit reads may use a command.
func (s *commandSearch) usedBy(command Command) bool {
	process := s.tree.Evaluate(command.Unit, command.Unit.Builds[0], nil)
	if process == nil {
		return true
	}
	for inside, file := range s.tree.makefiles(process) {
		switch {
		case inside == command.Unit.Makefile:
		case isOfKbuild(inside):
		case s.usedIn(command, file):
			return true
		}
	}
	return s.usedByKbuild(command)
}

// usedByKbuild reports whether a script of kbuild calls a command, which a
// directory then replaces.
func (s *commandSearch) usedByKbuild(command Command) bool {
	if s.tree.kernel == nil {
		return true
	}
	return slices.ContainsFunc(s.tree.kernel.list("scripts"), func(name string) bool {
		if !isScript(name) {
			return false
		}
		file := s.tree.kernel.parse(path.Join("scripts", name))
		return file != nil &&
			(s.tree.namesCalled(file).names[command.Name] || s.tree.referencesOf(file).names[command.Variable])
	})
}
