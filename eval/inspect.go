package eval

import (
	"strings"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/parser"
	"github.com/kbuildlint/kbuildlint/source"
)

// eachText expands the only argument of a function and joins what use makes
// of each text it can be.
func (p *Process) eachText(args []parser.Text, s site, use func(string, cond.Cond) *Value) *Value {
	if len(args) == 0 {
		return emptyValue
	}
	return p.eachName(&args[0], s.file, s.when, use)
}

// expandValue is $(value name): the text before expansion.
func expandValue(p *Process, args []parser.Text, s site) *Value {
	return p.eachText(args, s, func(name string, _ cond.Cond) *Value {
		variable := p.lookup(name)
		if variable == nil {
			return emptyValue
		}
		return rawValue(variable.Value)
	})
}

// rawValue returns a variable's value with its templates as text.
func rawValue(value *Value) *Value {
	if !value.hasTemplate() {
		return value
	}
	pieces := make([]Piece, len(value.Pieces))
	for i, piece := range value.Pieces {
		if piece.Template != nil {
			piece.Text, piece.Template = piece.Template.Text.Raw, nil
		}
		pieces[i] = piece
	}
	return &Value{Pieces: pieces}
}

// Raw returns the unexpanded value of a variable.
func (v *Variable) Raw() *Value { return rawValue(v.Value) }

func expandOrigin(p *Process, args []parser.Text, s site) *Value {
	return p.eachText(args, s, func(name string, when cond.Cond) *Value {
		var b builder
		rest := when
		variable := p.lookup(name)
		if variable != nil {
			for _, o := range variable.origins {
				both := p.space.And(o.when, when)
				b.add(Piece{Text: string(o.origin), When: p.relative(both, when), Place: s.place})
				rest = p.space.Diff(rest, both)
			}
		}
		if callNumber(name) < 0 || variable == nil {
			b.add(Piece{Text: string(OriginUndefined), When: p.relative(rest, when), Place: s.place})
		}
		return b.value()
	})
}

// Origin returns the origin of the variable in the configurations of when, ""
// if it is not the same in all of them.
func (v *Variable) Origin() Origin {
	if len(v.origins) != 1 {
		return ""
	}
	return v.origins[0].origin
}

func expandFlavor(p *Process, args []parser.Text, s site) *Value {
	return p.eachText(args, s, func(name string, when cond.Cond) *Value {
		recursive, defined := cond.False, cond.False
		if variable := p.lookup(name); variable != nil {
			recursive, defined = variable.Recursive, variable.Defined
		}
		var b builder
		flavors := []struct {
			text string
			when cond.Cond
		}{
			{"recursive", recursive},
			{"simple", p.space.Diff(defined, recursive)},
			{"undefined", p.space.Not(defined)},
		}
		for _, flavor := range flavors {
			both := p.space.And(flavor.when, when)
			b.add(Piece{Text: flavor.text, When: p.relative(both, when), Place: s.place})
		}
		return b.value()
	})
}

// expandShell never runs anything: what the shell would print is unknown. The
// same command is the same unknown.
func expandShell(p *Process, args []parser.Text, s site) *Value {
	if len(args) == 0 {
		return emptyValue
	}
	if found, ok := probeOf(&args[0]); ok {
		return p.probed(found, s)
	}
	command := p.expand(&args[0], s.file, s.when)
	return p.shell(command, s)
}

func (p *Process) shell(command *Value, s site) *Value {
	var b builder
	alternatives, ok := p.world.Alternatives(command, s.when)
	if !ok {
		var key strings.Builder
		key.WriteString("shell\x01")
		p.world.writeKey(&key, command)
		return unknownValue(p.world.unknown(key.String(), "$(shell)"), s.place)
	}
	for _, alternative := range alternatives {
		if alternative.When == cond.False {
			continue
		}
		under := s
		under.when = alternative.When
		b.addValue(p.shellText(alternative.Text, under), p.relative(alternative.When, s.when))
	}
	return b.value()
}

func (p *Process) shellText(command string, s site) *Value {
	p.setStatus(command, s)
	reason := "$(shell " + shorten(p.world.Readable(trimBlanks(command))) + ")"
	printed := p.world.unknown("shell\x01"+command, reason)
	printed.Shell = command
	return unknownValue(printed, s.place)
}

// setStatus gives .SHELLSTATUS the unknown outcome of a command.
func (p *Process) setStatus(command string, s site) {
	if p.options.Version.Before(4, 2) {
		return
	}
	p.memory.used.fleeting = true
	status := p.world.unknown("status\x01"+command, "the exit status of $(shell)")
	status.Solid = true
	value := unknownValue(status, s.place)
	old := p.shellStatus
	if old == nil || s.when == cond.True {
		old = &Variable{Value: emptyValue, Defined: cond.False, Recursive: cond.False}
	}
	a := assignment{name: ".SHELLSTATUS", value: value, origin: OriginOverride, when: s.when}
	p.shellStatus = p.replaced(old, a, false)
}

// shorten cuts a text for a message.
func shorten(text string) string {
	const limit = 60
	text = strings.Join(fields(text), " ")
	if len(text) <= limit {
		return text
	}
	return text[:limit] + "..."
}

// expandAbspath cleans names without looking at the tree.
func expandAbspath(p *Process, args []parser.Text, s site) *Value {
	return p.onNames(args, s, "abspath")
}

// expandRealpath is abspath for files that exist; the tree has no links that
// are followed.
func expandRealpath(p *Process, args []parser.Text, s site) *Value {
	return p.onNames(args, s, "realpath")
}

func (p *Process) onNames(args []parser.Text, s site, function string) *Value {
	if len(args) == 0 {
		return emptyValue
	}
	names := p.expand(&args[0], s.file, s.when)
	var b builder
	for _, word := range p.world.wordsUnder(names, s.when) {
		relative := !strings.HasPrefix(word.Text, "/")
		if hasUnknown(word.Text) || relative && p.options.Dir == "" {
			unknown := p.world.unknown(function+"\x01"+word.Text, "$("+function+" "+p.world.Readable(word.Text)+")")
			unknown.Solid = function == "abspath"
			word.Text = unknown.mark()
			b.addWord(word)
			continue
		}
		if function == "realpath" {
			if names, _ := p.glob(word.Text); len(names) == 0 {
				continue
			}
		}
		word.Text, word.Made = abspathOf(p.options.Dir, word.Text), false
		b.addWord(word)
	}
	return b.value()
}

// expandMessage is error, warning and info; error ends its configurations.
func expandMessage(kind string) func(*Process, []parser.Text, site) *Value {
	return func(p *Process, args []parser.Text, s site) *Value {
		if len(args) == 0 {
			return emptyValue
		}
		message := p.expand(&args[0], s.file, s.when)
		if kind == "info" {
			return emptyValue
		}
		text := "a message of $(" + kind + ")"
		if alternatives, ok := p.world.Alternatives(message, s.when); ok && len(alternatives) == 1 {
			text = p.world.Readable(alternatives[0].Text)
		}
		p.problem(Problem{Fatal: kind == "error", Cause: CauseMessage, Message: text, Place: s.place, When: s.when})
		return emptyValue
	}
}

// expandFile reads $(file <name); other operations write, which evaluation
// does not.
func expandFile(p *Process, args []parser.Text, s site) *Value {
	return p.eachName(&args[0], s.file, s.when, func(operation string, when cond.Cond) *Value {
		operation = trimBlanks(operation)
		name, read := strings.CutPrefix(operation, "<")
		if !read {
			return emptyValue
		}
		if p.options.Version.Before(4, 2) {
			p.problem(Problem{Fatal: true, Message: "Invalid file operation: " + operation, Place: s.place, When: when})
			return emptyValue
		}
		return p.readFile(trimBlanks(name), s.place)
	})
}

func (p *Process) readFile(name string, place source.Place) *Value {
	presence := Generated
	text := ""
	if p.options.Files != nil {
		text, presence = p.options.Files.Read(name)
	}
	switch presence {
	case Absent:
		return emptyValue
	case Generated:
		return unknownValue(p.world.unknown("file\x01"+name, "generated file "+name), place)
	case Present:
	}
	return textValue(strings.TrimSuffix(strings.ReplaceAll(text, "\x00", ""), "\n"), place)
}

func expandGuile(p *Process, args []parser.Text, s site) *Value {
	raw := ""
	if len(args) > 0 {
		raw = args[0].Raw
	}
	return unknownValue(p.world.unknown("guile\x01"+raw, "$(guile)"), s.place)
}
