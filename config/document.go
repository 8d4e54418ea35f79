package config

import (
	"cmp"
	"errors"
	"fmt"

	"github.com/pelletier/go-toml/v2"
	"github.com/pelletier/go-toml/v2/unstable"

	"github.com/kbuildlint/kbuildlint/source"
)

// A kind is a type of TOML, in words for people.
type kind string

const (
	isString kind = "a string"
	isArray  kind = "an array"
	isTable  kind = "a table"
	isOther  kind = "a number, a truth value or a date"
)

// A value is a value with its position.
type value struct {
	kind  kind
	at    source.Position
	text  string  // of a string
	items []value // of an array
	table *table
}

// A table has its entries in the order of the text.
type table struct {
	entries []*entry
}

// An entry is a key with its value.
type entry struct {
	key   string
	at    source.Position
	value value
}

// entry returns the entry of a key, a new one if there is none.
func (t *table) entry(key string, at source.Position) *entry {
	for _, e := range t.entries {
		if e.key == key {
			return e
		}
	}
	e := &entry{key: key, at: at}
	t.entries = append(t.entries, e)
	return e
}

// readDocument returns a document, or what the language has against it.
func readDocument(text string) (*table, *Problem) {
	var all map[string]any
	if err := toml.Unmarshal([]byte(text), &all); err != nil {
		problem := Problem{At: source.Position{Line: 1, Column: 1}, Message: err.Error()}
		if decode, ok := errors.AsType[*toml.DecodeError](err); ok {
			problem.At.Line, problem.At.Column = decode.Position()
			problem.Message = fmt.Sprintf("this is no TOML: %v", decode)
		}
		return nil, &problem
	}
	// Of what is valid the syntax tree has the positions.
	d := &document{file: source.NewFile(FileName, text), root: &table{}}
	d.current = d.root
	d.parser.Reset([]byte(text))
	for d.parser.NextExpression() {
		d.expression(d.parser.Expression())
	}
	return d.root, nil
}

// A document is one that is being read.
type document struct {
	parser        unstable.Parser
	file          *source.File
	root, current *table
}

// position returns where a node begins, or what stands before it if the library
// does not know.
func (d *document) position(node *unstable.Node, before source.Position) source.Position {
	if node.Raw.Length == 0 {
		return before
	}
	return d.file.Position(int(node.Raw.Offset))
}

// expression takes a line: the head of a table, or a key with its value.
func (d *document) expression(node *unstable.Node) {
	switch node.Kind {
	case unstable.Table, unstable.ArrayTable:
		e := d.descend(d.root, node.Key())
		e.value.at = e.at
		if node.Kind == unstable.ArrayTable {
			e.value.kind = isArray
			e.value.items = append(e.value.items, value{kind: isTable, at: e.at, table: &table{}})
		}
		d.current = e.value.inner()
	case unstable.KeyValue:
		d.pair(d.current, node)
	default:
	}
}

// pair adds a key with its value to a table.
func (d *document) pair(t *table, node *unstable.Node) {
	e := d.descend(t, node.Key())
	e.value = d.value(node.Value(), e.at)
}

// descend returns the entry of a key with dots, and makes the tables around it.
func (d *document) descend(t *table, key unstable.Iterator) *entry {
	var e *entry
	for key.Next() {
		if e != nil {
			t = e.value.inner()
		}
		e = t.entry(string(key.Node().Data), d.position(key.Node(), source.Position{Line: 1, Column: 1}))
		e.value.at = cmp.Or(e.value.at, e.at)
	}
	return e
}

// inner returns the table that keys below a value belong to: in an array of
// tables that of the last one.
func (v *value) inner() *table {
	if v.kind == isArray && len(v.items) > 0 {
		return v.items[len(v.items)-1].inner()
	}
	if v.table == nil {
		v.kind, v.table = isTable, &table{}
	}
	return v.table
}

// value returns a value.
func (d *document) value(node *unstable.Node, key source.Position) value {
	v := value{kind: isOther, at: d.position(node, key)}
	children := node.Children()
	switch node.Kind {
	case unstable.String:
		v.kind, v.text = isString, string(node.Data)
	case unstable.Array:
		v.kind = isArray
		for children.Next() {
			v.items = append(v.items, d.value(children.Node(), v.at))
		}
	case unstable.InlineTable:
		v.kind, v.table = isTable, &table{}
		for children.Next() {
			d.pair(v.table, children.Node())
		}
	default:
	}
	return v
}
