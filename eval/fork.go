package eval

import (
	"maps"
	"slices"

	"github.com/kbuildlint/kbuildlint/cond"
)

// Placeholder returns a value that stands for one word to be named later, see
// Snapshot.
func (w *World) Placeholder(name string) *Value {
	unknown := w.unknown("placeholder\x01"+name, name)
	unknown.Solid = true
	return unknownValue(unknown, noPlace)
}

// A Snapshot is the state of a process that read makefiles with a placeholder:
// processes that differ in that word only start from it.
type Snapshot struct {
	world     *World
	mark      string
	variables map[string]*Variable
	open      []string // names of variables that hold the placeholder
	rules     []*Rule
	live      cond.Cond
	symbols   cond.Cond
	makefiles []includedFile
}

// Snapshot keeps the state of the process for others to start from.
func (p *Process) Snapshot(placeholder *Value) *Snapshot {
	s := &Snapshot{
		world: p.world, mark: placeholder.Pieces[0].Text, variables: map[string]*Variable{},
		rules: p.Rules, live: p.live, symbols: p.symbols, makefiles: p.makefiles,
	}
	maps.Copy(s.variables, p.options.Inherited)
	for name, variable := range p.vars {
		s.variables[name] = variable
		if s.holds(variable.Value) {
			s.open = append(s.open, name)
		}
	}
	return s
}

func (s *Snapshot) holds(value *Value) bool {
	for i := range value.Pieces {
		piece := &value.Pieces[i]
		if piece.Value != nil && s.holds(piece.Value) || hasUnknown(piece.Text) {
			return true
		}
	}
	return false
}

// Start returns a process in the state of the snapshot with the placeholder
// replaced by a word. The rules that were read before are shared; those that
// name the placeholder keep it.
func (s *Snapshot) Start(options Options, word string) *Process {
	options.Inherited = s.variables
	p := NewProcess(options)
	clear(p.vars)
	p.live, p.symbols = s.live, s.symbols
	p.makefiles = slices.Clip(s.makefiles)
	r := replacement{world: s.world, mark: s.mark, word: word}
	for _, name := range s.open {
		variable := *s.variables[name]
		variable.Value = r.value(variable.Value)
		variable.appendable = nil
		p.vars[name] = &variable
	}
	return p
}

// A replacement puts a word in the place of a mark.
type replacement struct {
	world *World
	mark  string
	word  string
}

func (r replacement) value(value *Value) *Value {
	pieces := make([]Piece, len(value.Pieces))
	for i, piece := range value.Pieces {
		if piece.Value != nil {
			piece.Value = r.value(piece.Value)
		} else if hasUnknown(piece.Text) {
			piece.Text = r.text(piece.Text)
		}
		pieces[i] = piece
	}
	return &Value{Pieces: pieces}
}

// text replaces the mark, and computes what was put off because of it.
func (r replacement) text(text string) string {
	for start := 0; start < len(text); {
		if text[start] != 0 {
			start++
			continue
		}
		unknown, end := r.world.markAt(text, start)
		filled := r.unknown(unknown)
		text = text[:start] + filled + text[end:]
		start += len(filled)
	}
	return text
}

func (r replacement) unknown(unknown *Unknown) string {
	if unknown == nil {
		return ""
	}
	mark := unknown.mark()
	if mark == r.mark {
		return r.word
	}
	if unknown.function.apply == nil {
		return mark
	}
	values := unknown.args()
	args := make([]string, len(values))
	for i, arg := range values {
		text, ok := r.value(arg).constant()
		if !ok || hasUnknown(text) {
			return mark
		}
		args[i] = text
	}
	text, err := unknown.function.apply(args)
	if err != nil {
		return mark
	}
	return text
}
