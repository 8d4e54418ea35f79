package kbuild

import (
	"strconv"
	"strings"

	"mvdan.cc/sh/v3/syntax"

	"github.com/kbuildlint/kbuildlint/source"
)

// A dkmsReader reads a dkms.conf from top to bottom.
type dkmsReader struct {
	conf *DKMS
	// variables are those with a known value, or a part of one.
	variables map[string]string
	records   map[int]*DKMSModule
	order     []*DKMSModule
	// inside tells that a command decides whether what is read is executed.
	inside bool
}

// statement reads a command with those in it. What stands in any but a plain
// list of assignments may be executed or not.
func (r *dkmsReader) statement(statement *syntax.Stmt) {
	if call, ok := statement.Cmd.(*syntax.CallExpr); ok && len(call.Args) == 0 {
		r.assignments(call.Assigns)
		return
	}
	r.inside = true
	syntax.Walk(statement, func(node syntax.Node) bool {
		switch node := node.(type) {
		case *syntax.CallExpr:
			r.assignments(node.Assigns)
		case *syntax.DeclClause:
			r.assignments(node.Args)
		}
		return true
	})
	r.inside = false
}

// dkmsScripts are the variables that name programs which DKMS runs around the
// build.
var dkmsScripts = map[string]bool{"PRE_BUILD": true, "POST_BUILD": true, "POST_ADD": true}

// assignments reads what a command sets.
func (r *dkmsReader) assignments(assigns []*syntax.Assign) {
	for _, assign := range assigns {
		if assign.Name == nil || assign.Naked {
			continue
		}
		name := assign.Name.Value
		r.conf.Scripted = r.conf.Scripted || dkmsScripts[name]
		switch {
		case assign.Array != nil:
			for i, element := range assign.Array.Elems {
				r.set(name, i, r.value(element.Value))
			}
			continue
		case assign.Value == nil:
			r.set(name, 0, &DKMSValue{Place: r.place(assign)})
		default:
			r.set(name, r.index(assign.Index), r.value(assign.Value))
		}
	}
}

// set gives a variable a value. Records of an unknown number stand by themselves.
func (r *dkmsReader) set(name string, index int, value *DKMSValue) {
	switch name {
	case "BUILT_MODULE_NAME":
		r.record(index).Name = value
	case "BUILT_MODULE_LOCATION":
		r.record(index).Location = value
	case "MAKE":
		r.conf.Make = value
		r.conf.Scripted = r.conf.Scripted || r.inside || index != 0
	default:
		r.variables[name] = value.Text
		if r.inside || index != 0 {
			r.variables[name] = unknownExpansion(name)
		}
	}
}

// record returns the record of a number, or a new one if that is not known.
func (r *dkmsReader) record(index int) *DKMSModule {
	if module, ok := r.records[index]; ok && index >= 0 && !r.inside {
		return module
	}
	module := &DKMSModule{Numbered: index >= 0 && !r.inside}
	r.order = append(r.order, module)
	r.records[index] = module
	return module
}

// index returns the number that an index is, 0 for none and -1 where it is not
// known.
func (r *dkmsReader) index(index syntax.ArithmExpr) int {
	switch index := index.(type) {
	case nil:
		return 0
	case *syntax.Word:
		if number, err := strconv.Atoi(r.text(index.Parts)); err == nil {
			return number
		}
		if number, err := strconv.Atoi(r.variables[index.Lit()]); err == nil {
			return number
		}
	case *syntax.BinaryArithm:
		x, y := r.index(index.X), r.index(index.Y)
		if index.Op == syntax.Add && x >= 0 && y >= 0 {
			return x + y
		}
	}
	return -1
}

// value returns what a word stands for.
func (r *dkmsReader) value(word *syntax.Word) *DKMSValue {
	if word == nil {
		return &DKMSValue{}
	}
	value := &DKMSValue{Text: r.text(word.Parts), Place: r.place(word)}
	if len(word.Parts) == 1 && value.Place.Span.Len() >= 2 {
		switch word.Parts[0].(type) {
		case *syntax.DblQuoted, *syntax.SglQuoted: // the place is what the quotes hold
			value.Place.Span.Start++
			value.Place.Span.End--
		}
	}
	return value
}

// text expands the parts of a word.
func (r *dkmsReader) text(parts []syntax.WordPart) string {
	var text strings.Builder
	for _, part := range parts {
		switch part := part.(type) {
		case *syntax.Lit:
			text.WriteString(strings.ReplaceAll(part.Value, "\\\n", ""))
		case *syntax.SglQuoted:
			text.WriteString(part.Value)
		case *syntax.DblQuoted:
			text.WriteString(r.text(part.Parts))
		case *syntax.ParamExp:
			text.WriteString(r.expansion(part))
		case *syntax.ArithmExp:
			if number := r.index(part.X); number >= 0 {
				text.WriteString(strconv.Itoa(number))
				continue
			}
			text.WriteString(unknownExpansion(""))
		default:
			text.WriteString(unknownExpansion(""))
		}
	}
	return text.String()
}

// expansion expands a variable.
func (r *dkmsReader) expansion(part *syntax.ParamExp) string {
	name := part.Param.Value
	plain := part.Exp == nil && part.Repl == nil && part.Slice == nil && part.Index == nil && !part.Excl && !part.Length
	if value, ok := r.variables[name]; ok && plain {
		return value
	}
	return unknownExpansion(name)
}

func unknownExpansion(name string) string { return "${" + name + "}" }

// place returns the place of a part of the file.
func (r *dkmsReader) place(node syntax.Node) source.Place {
	start, end := int(node.Pos().Offset()), int(node.End().Offset())
	return r.conf.file.Place(source.Span{Start: start, End: end})
}
