package kbuild

import (
	"github.com/kbuildlint/kbuildlint/parser"
	"github.com/kbuildlint/kbuildlint/source"
)

// assignedAt returns the name, as it is written, of the variable that a word of
// a makefile is assigned to, "" for a word of anything else.
func (t *Tree) assignedAt(place source.Place) string {
	if place.File == nil {
		return ""
	}
	file := t.folder.known(place.File.Path)
	if file == nil && t.kernel != nil {
		file = t.kernel.known(place.File.Path)
	}
	if file == nil || file.Source != place.File {
		return ""
	}
	switch stmt := statementAt(file.Stmts, place.Span).(type) {
	case *parser.Assign:
		return stmt.Name.Raw
	case *parser.Define:
		return stmt.Name.Raw
	case *parser.TargetAssign:
		return stmt.Assign.Name.Raw
	}
	return ""
}

// statementAt returns the innermost statement that holds a span, nil if none
// does.
func statementAt(stmts []parser.Stmt, span source.Span) parser.Stmt {
	for _, stmt := range stmts {
		if !stmt.Pos().Contains(span) {
			continue
		}
		conditional, ok := stmt.(*parser.Conditional)
		if !ok {
			return stmt
		}
		for _, arm := range conditional.Arms {
			if inner := statementAt(arm.Body, span); inner != nil {
				return inner
			}
		}
	}
	return nil
}
