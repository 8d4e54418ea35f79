package eval

import (
	"errors"
	"slices"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/source"
)

// apply computes a function of text on values.
func (p *Process) apply(name string, args []*Value, place source.Place, when cond.Cond) *Value {
	function, ok := textFunctions[name]
	if !ok {
		return emptyValue
	}
	if len(args) < max(function.min, 1) {
		return p.tooFew(name, len(args), site{place: place, when: when})
	}
	if p.options.Watch != nil {
		p.tell(name, args, place, when)
	}
	if list, ok := listFunctions[name]; ok {
		if value := p.onList(list, name, args, when); value != nil {
			return value
		}
	}
	return p.lift(function, args, place, when)
}

// fixedFirst holds the list functions that need each argument but the last to
// be the same in every configuration.
var fixedFirst = map[string]bool{"patsubst": true, "subst": true, "findstring": true, "word": true, "wordlist": true}

// maxFanOut bounds for how many combinations of its first arguments a list
// function is computed one by one.
const maxFanOut = 16

// onList computes a function on the words of its last argument, nil if it
// can't: once for each combination of the other arguments if it needs that.
func (p *Process) onList(list listFunction, name string, args []*Value, when cond.Cond) *Value {
	last := len(args) - 1
	if !fixedFirst[name] || constants(args[:last]) {
		return p.unguarded(list(p, args, when), when)
	}
	combinations, ok := p.combine(args[:last], when)
	if !ok || len(combinations) > maxFanOut {
		return nil
	}
	var b builder
	for _, c := range combinations {
		if c.unknown {
			return nil
		}
		value := list(p, append(valuesOf(c.texts), args[last]), c.when)
		if value == nil {
			return nil
		}
		b.addValue(p.unguarded(value, c.when), p.relative(c.when, when))
	}
	return b.value()
}

func constants(values []*Value) bool {
	for _, value := range values {
		if _, ok := value.constant(); !ok {
			return false
		}
	}
	return true
}

// unguarded drops from the pieces of a value the condition under which it was
// computed.
func (p *Process) unguarded(value *Value, when cond.Cond) *Value {
	if value == nil || when == cond.True {
		return value
	}
	var pieces []Piece
	for i := range value.Pieces {
		if value.Pieces[i].When != when {
			continue
		}
		if pieces == nil {
			pieces = slices.Clone(value.Pieces)
		}
		pieces[i].When = cond.True
	}
	if pieces == nil {
		return value
	}
	return &Value{Pieces: pieces}
}

// lift computes a function for each combination of its arguments' texts; too
// many of them, or unknown text, make an unknown.
func (p *Process) lift(function textFunction, args []*Value, place source.Place, when cond.Cond) *Value {
	var b builder
	combinations, ok := p.combine(args, when)
	if !ok {
		return unknownValue(p.world.deferred(function, args), place)
	}
	origin := place
	if len(args) > 0 {
		if written := args[len(args)-1].place(); written.File != nil {
			origin = written
		}
	}
	for _, c := range combinations {
		if c.unknown {
			b.addValue(unknownValue(p.world.deferred(function, valuesOf(c.texts)), place), p.relative(c.when, when))
			continue
		}
		text, err := function.apply(c.texts)
		if errors.Is(err, errRange) && p.options.Version.Before(4, 4) {
			continue
		}
		if err != nil {
			p.problem(Problem{Fatal: true, Message: err.Error(), Place: place, When: c.when})
			continue
		}
		if text != "" {
			b.add(Piece{Text: text, When: p.relative(c.when, when), Place: origin})
		}
	}
	return b.value()
}

func valuesOf(texts []string) []*Value {
	values := make([]*Value, len(texts))
	for i, text := range texts {
		values[i] = textValue(text, source.Place{})
	}
	return values
}

// A combination is one text for each argument.
type combination struct {
	texts   []string
	when    cond.Cond
	unknown bool
}

// maxCombined bounds the pieces that some configurations lack among the
// arguments of a function that looks at whole texts: so many that do not
// exclude each other make a thousand texts.
const maxCombined = 10

// conditionalPieces adds to count the pieces that some configurations lack; it
// stops at the bound.
func conditionalPieces(v *Value, count int) int {
	for i := range v.Pieces {
		if v.Pieces[i].When != cond.True {
			count++
		}
		if nested := v.Pieces[i].Value; nested != nil {
			count = conditionalPieces(nested, count)
		}
		if count > maxCombined {
			break
		}
	}
	return count
}

// combine returns the combinations of the arguments' texts.
func (p *Process) combine(args []*Value, when cond.Cond) ([]combination, bool) {
	count := 0
	for _, arg := range args {
		if count = conditionalPieces(arg, count); count > maxCombined {
			return nil, false
		}
	}
	all := []combination{{when: when}}
	for _, arg := range args {
		alternatives, ok := p.world.Alternatives(arg, when)
		if !ok || len(alternatives)*len(all) > maxAlternatives {
			return nil, false
		}
		all = p.multiply(all, alternatives)
	}
	return all, true
}

// multiply returns each combination with each alternative of one more
// argument.
func (p *Process) multiply(all []combination, alternatives []Alternative) []combination {
	var next []combination
	for _, c := range all {
		for _, a := range alternatives {
			both := p.space.And(c.when, a.When)
			if both == cond.False {
				continue
			}
			texts := append(slices.Clip(c.texts), a.Text)
			next = append(next, combination{texts, both, c.unknown || hasUnknown(a.Text)})
		}
	}
	return next
}
