package eval

import (
	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/parser"
	"github.com/kbuildlint/kbuildlint/source"
)

// An Inclusion is a makefile that a process has read, by the name that make has
// for it, the configurations in which it did, and the word that names it: the
// zero Place for one that the process began with.
type Inclusion struct {
	Name  string
	When  cond.Cond
	Place source.Place
	// File is the syntax tree, nil for a makefile that holds configuration
	// symbols only or was not found.
	File *parser.File
}

// Inclusions returns the makefiles that were read, in order, as Includes does.
func (p *Process) Inclusions() []Inclusion {
	all := make([]Inclusion, len(p.makefiles))
	for i, file := range p.makefiles {
		all[i] = Inclusion{Name: file.name, When: file.when, Place: file.place, File: file.file}
	}
	return all
}

// Unread returns the makefiles that had to be read and that are not there where
// the process looks: a build may make them.
func (p *Process) Unread() []Inclusion { return p.unread }
